// What the engine costs without database and network, and how large a waiting run is: `npx node bench/engine.bench.ts`.
// Run by hand or by `npm run bench`; figures are per unit, so that machines can be compared.
import { compile, type Definition, emptyDefinition, type Step, validateDefinition } from "@rondo/core/process";
import { type Circumstances, decide, evolve, newRun, type RunEvent, type RunState } from "@rondo/core/run";

const task = (id: string, fields: string[] = []): Step => ({
  id,
  title: `Step ${id}`,
  instructions: "",
  kind: "task",
  role: "clerk",
  due: { from: "activation", workingMinutes: 480 },
  fields: fields.map((key) => ({ key, mode: "required" })),
  checklist: [],
});

/** Five answered steps with a parallel pair and an exclusive branch: the shape the throughput figures are stated for. */
const definition: Definition = {
  ...emptyDefinition(),
  roles: [{ key: "clerk", name: "Clerk" }],
  fields: [{ key: "pages", label: "Pages", kind: "number" }],
  steps: [
    task("a", ["pages"]),
    {
      id: "p",
      title: "Both",
      instructions: "",
      kind: "parallel",
      branches: [
        { id: "1", label: "1", steps: [task("b")] },
        { id: "2", label: "2", steps: [task("c")] },
      ],
    },
    {
      id: "d",
      title: "Size",
      instructions: "",
      kind: "decision",
      branches: [
        { id: "1", label: "big", when: "pages > 100", steps: [task("e")] },
        { id: "2", label: "small", when: null, steps: [task("f")] },
      ],
    },
    task("g"),
  ],
};

const graph = compile(definition);
let ids = 0;
const circumstances: Circumstances = {
  now: 1_700_000_000_000,
  zone: "Europe/Berlin",
  newId: () => `01890a5d-ac96-774b-bcce-${String((ids += 1)).padStart(12, "0")}`,
  dueAt: (due, _, activated) => activated + due.workingMinutes * 60_000,
};

function oneRun(through: (state: RunState) => RunState): { events: RunEvent[]; largest: number } {
  let { state, events } = decide(
    graph,
    newRun(),
    { type: "start", by: "ines", requester: null, people: { clerk: "tomas" }, answers: {} },
    circumstances,
  );
  const all = [...events];
  let largest = 0;
  while (state.status === "open") {
    const open = state.tokens.find((token) => token.task !== undefined);
    ({ state, events } = decide(
      graph,
      through(state),
      { type: "answer", by: "tomas", task: open?.task ?? "", answers: open?.node === "a" ? { pages: 120 } : {} },
      circumstances,
    ));
    all.push(...events);
    largest = Math.max(largest, JSON.stringify(state).length);
  }
  return { events: all, largest };
}

function microseconds(times: number, work: () => void): number {
  for (let n = 0; n < times / 10; n += 1) work();
  const before = process.cpuUsage();
  for (let n = 0; n < times; n += 1) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

const answered = 5;
const runs = 20_000;
const { events, largest } = oneRun((state) => state);
const large: Definition = {
  ...definition,
  steps: Array.from({ length: 500 }, (_, n) => [
    task(`a${n}`, ["pages"]),
    {
      ...definition.steps[2],
      id: `d${n}`,
      branches: [
        { id: "1", label: "big", when: "pages > 100", steps: [task(`e${n}`)] },
        { id: "2", label: "small", when: null, steps: [task(`f${n}`)] },
      ],
    } as Step,
  ]).flat(),
};

console.log(
  `answered step, state in memory          ${(microseconds(runs, () => oneRun((state) => state)) / answered).toFixed(1)} µs of CPU`,
);
console.log(
  `answered step, state read and written   ${(microseconds(runs, () => oneRun((state) => JSON.parse(JSON.stringify(state)) as RunState)) / answered).toFixed(1)} µs of CPU`,
);
console.log(
  `an event replayed                       ${(microseconds(runs, () => events.reduce((state, event) => evolve(graph, state, event), newRun())) / events.length).toFixed(2)} µs of CPU`,
);
console.log(`state of the waiting run                ${largest} bytes at most (at most 2,048 wanted)`);
console.log(`events of the whole run                 ${events.length}, ${JSON.stringify(events).length} bytes`);
console.log(
  `compiling this definition               ${microseconds(2_000, () => void compile(definition)).toFixed(0)} µs of CPU`,
);
console.log(
  `checking a definition of 2,000 steps    ${(microseconds(10, () => void validateDefinition(structuredClone(large))) / 1_000).toFixed(1)} ms of CPU (under 100 wanted)`,
);
