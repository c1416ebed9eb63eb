import { compile, validateDefinition } from "@rondo/core/process";
import { type Circumstances, decide, evolve, newRun, type RunEvent, type RunState } from "@rondo/core/run";
import { answered, large } from "./procedure.ts";

/** What deciding costs without database and network, and how large a waiting run is. */
export function coreRows(): string[][] {
  const { events } = oneRun((state) => state);
  const checked = microseconds(10, () => void validateDefinition(structuredClone(large(2_000)))) / 1_000;
  return [
    ["answered step, state in memory", `${(microseconds(runs, () => oneRun((state) => state)) / 5).toFixed(1)} µs of CPU`, "–", ""],
    [
      "answered step, state read and written",
      `${(microseconds(runs, () => oneRun((state) => JSON.parse(JSON.stringify(state)) as RunState)) / 5).toFixed(1)} µs of CPU`,
      "–",
      "",
    ],
    [
      "an event replayed",
      `${(microseconds(runs, () => events.reduce((state, event) => evolve(graph, state, event), newRun())) / events.length).toFixed(2)} µs of CPU`,
      "–",
      "",
    ],
    ["events of the whole run", `${events.length}, ${JSON.stringify(events).length} bytes`, "–", ""],
    ["compiling this definition", `${microseconds(2_000, () => void compile(answered)).toFixed(0)} µs of CPU`, "–", ""],
    ["checking a definition of 2,000 steps", `${checked.toFixed(1)} ms of CPU`, "< 100 ms", checked < 100 ? "met" : "missed"],
  ];
}

const runs = 10_000;
const graph = compile(answered);
let ids = 0;
const circumstances: Circumstances = {
  now: 1_700_000_000_000,
  zone: "Europe/Berlin",
  newId: () => `01890a5d-ac96-774b-bcce-${String((ids += 1)).padStart(12, "0")}`,
  workedBetween: (from, to) => Math.floor((to - from) / 60_000),
  dueAt: (due, _, activated) => activated + due.workingMinutes * 60_000,
};

function oneRun(through: (state: RunState) => RunState): { events: RunEvent[] } {
  let { state, events } = decide(
    graph,
    newRun(),
    { type: "start", by: "ines", requester: null, people: { clerk: "tomas" }, answers: {} },
    circumstances,
  );
  const all = [...events];
  while (state.status === "open") {
    const open = state.tokens.find((token) => token.task !== undefined);
    ({ state, events } = decide(
      graph,
      through(state),
      { type: "answer", by: "tomas", task: open?.task ?? "", answers: open?.node === "a" ? { pages: 120 } : {} },
      circumstances,
    ));
    all.push(...events);
  }
  return { events: all };
}

function microseconds(times: number, work: () => void): number {
  for (let n = 0; n < times / 10; n += 1) work();
  const before = process.cpuUsage();
  for (let n = 0; n < times; n += 1) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}
