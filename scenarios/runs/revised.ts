import type { Definition, Step } from "@rondo/core/process";
import type { RunEvent, RunState } from "@rondo/core/run";
import { withTargets } from "./generate.ts";

/** What an editor does to a procedure: steps go, come, are renamed, wrapped, moved, timed, locked, or become another kind. */
export function revised(definition: Definition, picks: readonly number[]): Definition {
  let n = 0;
  const pick = (): number => picks[n++ % picks.length] ?? 0;
  const revise = (steps: readonly Step[]): Step[] =>
    steps.flatMap((step): Step[] => {
      const inner = {
        ...step,
        ...("branches" in step && { branches: step.branches.map((branch) => ({ ...branch, steps: revise(branch.steps) })) }),
        ...(step.attached !== undefined && { attached: step.attached.map((handler) => ({ ...handler, steps: revise(handler.steps) })) }),
      } as Step;
      const target =
        inner.kind === "approval"
          ? { ...inner, returnTo: String(pick()) }
          : inner.kind === "goto"
            ? { ...inner, to: String(pick()) }
            : inner;
      const extra: Step = {
        id: `x${n}`,
        title: `Extra ${n}`,
        instructions: "",
        kind: "task",
        role: null,
        due: null,
        fields: [],
        checklist: [{ id: "point", title: "Point" }],
      };
      switch (pick() % 16) {
        case 0:
          return [];
        case 1:
          return "branches" in inner ? inner.branches.flatMap(({ steps }) => steps) : [];
        case 2:
          return [{ ...target, id: `${step.id}n` }];
        case 3:
          return [{ id: `w${n}`, title: "Wrapped", instructions: "", kind: "group", branches: [{ id: "b0", label: "", steps: [target] }] }];
        case 4:
          return [
            {
              id: `w${n}`,
              title: "Beside",
              instructions: "",
              kind: "parallel",
              branches: [
                { id: "b0", label: "", steps: [target] },
                { id: "b1", label: "", steps: [extra] },
              ],
            },
          ];
        case 5:
          return [
            {
              id: `w${n}`,
              title: "Each",
              instructions: "",
              kind: "each",
              over: "2",
              item: null,
              own: [],
              collect: null,
              order: "together",
              join: { go: "all" },
              growing: false,
              branches: [{ id: "b0", label: "", steps: [target] }],
            },
          ];
        case 6:
          return [{ ...target, lock: "desk" }];
        case 7:
          return [
            {
              ...target,
              attached: [
                ...(target.attached ?? []),
                {
                  id: `a${n}_${target.attached?.length ?? 0}`,
                  label: "late",
                  when: { on: "time", after: { minutes: 30, working: false } },
                  interrupting: pick() % 2 === 0,
                  steps: [extra],
                },
              ],
            },
          ];
        case 8:
          return [extra, target];
        case 9: {
          const { attached: _, lock: __, ...bare } = target;
          return [bare as Step];
        }
        case 10:
          return "branches" in target && (target.kind === "parallel" || target.kind === "race")
            ? [{ ...target, branches: [...target.branches.slice(1), { id: `n${n}`, label: "", steps: [extra] }] }]
            : [target];
        default:
          return [target];
      }
    });
  const steps = revise(definition.steps);
  const turned = picks.length % 3 === 0 ? steps.toReversed() : steps;
  return withTargets({ ...definition, steps: turned });
}

/** Everything that is known, wherever the state holds it. */
export function known(state: RunState): Set<string> {
  const held = [state.data, ...(state.blocks ?? []).map(({ data = {} }) => data), ...(state.kept ?? []).map(({ answers }) => answers)];
  const rows = [...(state.blocks ?? []), ...(state.kept ?? [])].flatMap((one) => ("rows" in one ? (one.rows ?? []) : []));
  return new Set(
    [...held.flatMap((one) => Object.entries(one)), ...rows.map((row) => ["row", row] as const)].map((one) => JSON.stringify(one)),
  );
}

/** Fields that what followed from the move has set: actions set numbers, items end with their rows. */
export function setBy(events: readonly RunEvent[]): Set<string> {
  return new Set(
    events.flatMap((event) => [
      ...("answers" in event ? Object.keys(event.answers) : []),
      ...("own" in event ? Object.keys(event.own?.answers ?? {}) : []),
      ...(event.type === "block.closed" ||
      event.type === "block.withdrawn" ||
      event.type === "run.returned" ||
      event.type.startsWith("run.c")
        ? ["row", "truth", "word"]
        : []),
    ]),
  );
}
