// What reading and mining cost: a million events from XES to model, variants and bottlenecks; alignments of the help
// desk's log (where that file is at hand). Everything on one thread. `npm run bench -- mining`.
import { createReadStream, createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import {
  accepts,
  alignerOf,
  alignVariants,
  automatonOf,
  bottlenecksOf,
  discoverTree,
  escapingEdges,
  isoOf,
  netAligner,
  netOf,
  traceOf,
  variantsOf,
} from "@rondo/core/mining";
import { seeded } from "@rondo/core/measures";
import { readXes } from "@rondo/formats/xes";

const folder = mkdtempSync(join(tmpdir(), "rondo-mining-"));
const file = join(folder, "million.xes");
try {
  await writeLog(file, 1_000_000);
  await mineMillion(file);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
alignHelpdesk();

/** Requests of a library: two parallel checks, a loop, an optional step, and one trace in twenty with an event out of order. */
async function writeLog(path: string, events: number): Promise<void> {
  const random = seeded(2026);
  const out = createWriteStream(path);
  out.write('<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849-2016">\n');
  let [written, run] = [0, 0];
  while (written < events) {
    const trace = ["Receive request"];
    do {
      trace.push(...(random() < 0.5 ? ["Find volume", "Check rights"] : ["Check rights", "Find volume"]));
      trace.push("Decide");
      if (random() < 0.8) break;
      trace.push("Ask requester");
    } while (trace.length < 40);
    trace.push(...(random() < 0.9 ? ["Scan pages", ...(random() < 0.3 ? ["Clean up pages"] : []), "Send scan"] : ["Refuse request"]));
    if (random() < 0.05) trace.splice(Math.floor(random() * trace.length), 0, trace[Math.floor(random() * trace.length)]!);
    let time = 1_700_000_000_000 + run * 60_000;
    const lines = trace.map((activity) => {
      time += Math.floor(random() * 7_200_000);
      return `    <event>\n      <string key="concept:name" value="${activity}"/>\n      <string key="org:resource" value="Person ${Math.floor(random() * 30)}"/>\n      <string key="lifecycle:transition" value="complete"/>\n      <date key="time:timestamp" value="${isoOf(time)}"/>\n    </event>\n`;
    });
    written += trace.length;
    run += 1;
    if (!out.write(`  <trace>\n    <string key="concept:name" value="R-${run}"/>\n${lines.join("")}  </trace>\n`)) await once(out, "drain");
  }
  out.end("</log>\n");
  await once(out, "finish");
}

async function mineMillion(path: string): Promise<void> {
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  const reader = readXes();
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) reader.write(chunk as Buffer);
  const { log, counts } = reader.end();
  const read = performance.now();
  const variants = variantsOf(log);
  const tree = discoverTree(log, variants);
  const automaton = automatonOf(tree, log.activities)!;
  const traces = Array.from(variants.example, (example) => traceOf(log, example));
  const fits = traces.every((trace) => accepts(automaton, trace));
  const precision = escapingEdges(traces, variants.counts, automaton);
  const [worst] = bottlenecksOf(log);
  const { user, system } = process.cpuUsage(cpu);
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
  console.log(
    `${counts["events"]} events, ${counts["traces"]} traces, ${traces.length} variants, ${megabytes(statSync(path).size)} of XES`,
  );
  console.log(
    `read ${((read - begun) / 1000).toFixed(2)} s, model, variants, fitness, precision and bottlenecks ${((performance.now() - read) / 1000).toFixed(2)} s; together ${((performance.now() - begun) / 1000).toFixed(2)} s, ${((user + system) / 1e6).toFixed(2)} s of CPU`,
  );
  console.log(
    `largest memory ${megabytes(process.resourceUsage().maxRSS * 1024)}; every trace fits: ${fits}; precision ${precision.toFixed(3)}; most waiting: ${worst?.activity}`,
  );
}

function alignHelpdesk(): void {
  const path = resolve(process.env["RONDO_SHARED_DATA"] ?? resolve(import.meta.dirname, "../../shared/data"), "eventlogs/helpdesk.xes.gz");
  if (!existsSync(path)) return console.log(`no help desk log at ${path}: alignments not measured`);
  const reader = readXes();
  reader.write(gunzipSync(readFileSync(path)));
  const { log } = reader.end();
  const variants = variantsOf(log);
  for (const noise of [0, 0.2]) {
    const tree = discoverTree(log, variants, noise);
    for (const [name, aligner] of [
      ["tree", alignerOf(tree)],
      ["net", netAligner(netOf(tree))],
    ] as const) {
      const begun = performance.now();
      const found = alignVariants(log, variants, aligner);
      console.log(
        `alignments of ${log.cases.length} help desk traces (${found.length} variants) with the model at noise ${noise}, by ${name}: ${((performance.now() - begun) / 1000).toFixed(2)} s, ${found.filter((alignment) => alignment === null).length} given up`,
      );
    }
  }
}
