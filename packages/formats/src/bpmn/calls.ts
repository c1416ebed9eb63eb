import { type Act, type Definition, type Step, unchosenProcess } from "@rondo/core/process";
import type { ProcessDraft } from "../draft/index.ts";

/** What stands for a process of the same file until it has an id of its own: a UUID made of the element's name. */
export function standIn(element: string): string {
  const half = (seed: number): string => {
    let hash = seed;
    for (const sign of element) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    return hash.toString(16).padStart(8, "0");
  };
  return `b9b00000-0000-8000-8000-${half(0x811c9dc5)}${half(0x9747b28c).slice(0, 4)}`;
}

/** The drafts of one file as they call each other by the ids that they get, in their order. */
export function called(drafts: readonly ProcessDraft[], ids: readonly string[]): ProcessDraft[] {
  const known = new Map(
    drafts.flatMap(({ source }, index) => (source === undefined ? [] : [[standIn(source.element), ids[index] as string] as const])),
  );
  return drafts.map((draft) => ({
    ...draft,
    definition: withCalls(draft.definition, ({ process }) => known.get(process ?? "") ?? process),
  }));
}

/** As the file would call them: what was read as a call is that call again, whatever process it starts here. */
export function uncalled(given: Definition, before: Definition): Definition {
  const calls = new Map<string, string | null>();
  withCalls(before, ({ process }, id) => {
    if (process === unchosenProcess || process?.startsWith("b9b00000-0000-8000-8000-") === true) calls.set(id, process);
    return process;
  });
  return calls.size === 0 ? given : withCalls(given, ({ process }, id) => calls.get(id) ?? process);
}

type Start = Extract<Act, { do: "start" }>;

function withCalls(definition: Definition, processOf: (act: Start, id: string) => string | null): Definition {
  const each = (steps: readonly Step[]): Step[] =>
    steps.map((step) => {
      const inside = <B extends { readonly steps: readonly Step[] }>(one: B): B => ({ ...one, steps: each(one.steps) });
      return {
        ...step,
        ...(step.kind === "action" && step.act.do === "start" && { act: { ...step.act, process: processOf(step.act, step.id) } }),
        ...("branches" in step && { branches: step.branches.map(inside) }),
        ...(step.attached !== undefined && { attached: step.attached.map(inside) }),
      } as Step;
    });
  return { ...definition, steps: each(definition.steps) };
}
