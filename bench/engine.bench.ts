// What the engine costs: the core alone, then whole runs on a real Postgres side by side with others in the same run:
// `npm run bench -- engine`. Figures are per unit and ratios, so that machines can be compared.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPostgres } from "../packages/server/src/postgres/index.ts";
import { openBpmn } from "./engine/bpmn.ts";
import { contest, clients } from "./engine/contest.ts";
import { coreRows } from "./engine/core.ts";
import { openDbos } from "./engine/dbos.ts";
import { answered, automatic } from "./engine/procedure.ts";
import { openGround, openRondo } from "./engine/rondo.ts";
import { sizes } from "./engine/sizes.ts";
import { table } from "./foundation/figures.ts";
import { limitsOf, machineText } from "./foundation/machine.ts";
import { processesOf } from "./foundation/processes.ts";

const passes = Number(process.env["RONDO_BENCH_RUNS"] ?? 5);
const share = Number(process.env["RONDO_BENCH_SHARE"] ?? 1); // of the usual counts, for a quick look
const only = process.env["RONDO_BENCH_ONLY"] ?? "";
const wanted = (word: string): boolean => only === "" || word === only;
const met = (is: boolean): string => (is ? "met" : "missed");
const count = (usual: number): number => Math.max(8, Math.round(usual * share));

if (wanted("core")) console.log(table(["the core alone", "", "goal", ""], coreRows()));
if (!["", "answered", "automatic", "sizes"].includes(only)) process.exit();

const directory = mkdtempSync(join(tmpdir(), "rondo-bench-"));
chmodSync(directory, 0o711);
const postgres = await openPostgres({ dataDirectory: directory });
try {
  const limits = await limitsOf(directory, postgres.url);
  console.log(
    `\nThe machine: ${machineText()}; ${limits.fsyncs.toFixed(0)} writes of 4 KiB with fdatasync and ${limits.commits.toFixed(0)} commits of a single row by 8 clients a second.`,
  );
  const ground = await openGround(postgres.url, directory, [answered, automatic]);
  const processes = processesOf(process.pid, directory);
  if (wanted("answered")) {
    const seen = await contest(
      [
        { name: "Rondo", count: count(400), open: () => openRondo(ground, ground.processes[0]!, "answered", false) },
        { name: "with readers", count: count(400), open: () => openRondo(ground, ground.processes[0]!, "answered", true) },
        { name: "DBOS", count: count(150), open: () => openDbos(postgres.url, "answered") },
        { name: "bpmn-engine", count: count(60), open: () => openBpmn(postgres.url) },
      ],
      passes,
      processes,
    );
    const [rondo, readers, dbos, bpmn] = [seen.get("Rondo")!, seen.get("with readers")!, seen.get("DBOS")!, seen.get("bpmn-engine")!];
    console.log(`\nRuns of five answered steps, each answer one durable transaction, ${clients} clients, medians of ${passes} passes.`);
    console.log(
      table(
        ["engine", "runs/s", "best", "CPU-ms a run (Node + Postgres)", "CPU-ms an answered step", "Rondo is", "goal", ""],
        [
          ["Rondo", ...shown(rondo), (rondo.cpu / 5).toFixed(2), "", "≤ 1.2 CPU-ms a step", met(rondo.cpu / 5 <= 1.2)],
          ["the same with inboxes and due moments at work", ...shown(readers), (readers.cpu / 5).toFixed(2), "", "–", ""],
          [
            "DBOS, five waited messages",
            ...shown(dbos),
            (dbos.cpu / 5).toFixed(2),
            `${(rondo.perSecond / dbos.perSecond).toFixed(2)} ×`,
            "≥ 3 ×",
            met(rondo.perSecond >= 3 * dbos.perSecond),
          ],
          [
            "bpmn-engine, loaded and saved at each",
            ...shown(bpmn),
            (bpmn.cpu / 5).toFixed(2),
            `${(rondo.perSecond / bpmn.perSecond).toFixed(1)} ×`,
            "–",
            "",
          ],
        ],
      ),
    );
  }
  if (wanted("automatic")) {
    const seen = await contest(
      [
        { name: "Rondo", count: count(200), open: () => openRondo(ground, ground.processes[1]!, "automatic", false) },
        { name: "with readers", count: count(200), open: () => openRondo(ground, ground.processes[1]!, "automatic", true) },
        { name: "DBOS", count: count(200), open: () => openDbos(postgres.url, "automatic") },
      ],
      passes,
      processes,
    );
    const [rondo, readers, dbos] = [seen.get("Rondo")!, seen.get("with readers")!, seen.get("DBOS")!];
    console.log(
      `\nRuns of five automatic steps, each result committed before the next begins, ${clients} clients, medians of ${passes} passes.`,
    );
    console.log(
      table(
        ["engine", "runs/s", "best", "CPU-ms a run (Node + Postgres)", "Rondo is", "goal", ""],
        [
          ["Rondo", ...shown(rondo), "", "", ""],
          ["the same with inboxes and due moments at work", ...shown(readers), "", "–", ""],
          [
            "DBOS, five steps",
            ...shown(dbos),
            `${(rondo.perSecond / dbos.perSecond).toFixed(2)} ×`,
            "≥ 2 ×",
            met(rondo.perSecond >= 2 * dbos.perSecond),
          ],
        ],
      ),
    );
  }
  if (wanted("sizes")) console.log(`\n${table(["what stands in the database", "bytes", "goal", ""], await sizes(ground, postgres.url))}`);
  await ground.close();
} finally {
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}

function shown(result: { perSecond: number; best: number; cpu: number; node: number; postgres: number }): string[] {
  return [
    result.perSecond.toFixed(0),
    result.best.toFixed(0),
    `${result.cpu.toFixed(1)} (${result.node.toFixed(1)} + ${result.postgres.toFixed(1)})`,
  ];
}
