import { useMemo, useRef } from "react";
import { requestIn, v7 } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { notify } from "../ui/index.ts";
import type { Baseline } from "./baseline.ts";
import type { PlanEdit } from "./edit.ts";
import { type Plan, taskOf } from "./model.ts";
import { sentenceOf } from "./sentence.ts";
import { withFollowing } from "./sized.ts";
import { useWords } from "./use-words.ts";
import { whatIfTexts } from "./what-if.en.ts";
import { type Alternative, asBaseline, type Assumed, assumedAfter, filledIn, planUnder, relinked } from "./what-if.ts";

/** The alternatives of a plan; only those who may change the plan see them. */
export function useAlternatives(p: string, enabled = true) {
  return useRead("GET /projects/:p/alternatives", { params: { p } }, { watch: [`project:${p}`, "alternative"], enabled });
}

export function useAlternative(p: string, a: string | null) {
  return useRead(
    "GET /projects/:p/alternatives/:a",
    { params: { p, a: a ?? "" } },
    { watch: [`project:${p}`, `alternative:${a ?? ""}`], enabled: a !== null, keep: true },
  );
}

/** The plan under an alternative, with the real one to be drawn beneath it. */
export function usePlanUnder(
  plan: Plan | undefined,
  alternative: Alternative | null,
  people: readonly { readonly id: string; readonly name: string }[],
  name: string,
): { plan: Plan; real: Baseline } | null {
  return useMemo(
    () =>
      plan && alternative
        ? { plan: planUnder(plan, alternative, new Map(people.map((one) => [one.id, one.name]))), real: asBaseline(plan, name) }
        : null,
    [plan, alternative, people, name],
  );
}

const noWeek: never[] = [];

type Ask = { readonly next: Partial<Assumed>; readonly before: Assumed; readonly said: string };

/** Edits of the plan as it is seen become assumptions; nothing of the real one is touched. */
export function useAssumptions(under: Plan | undefined, alternative: Alternative | null) {
  const { id: w } = useWorkspace();
  const words = useWords(under?.calendar.week ?? noWeek);
  const what = useText(whatIfTexts);
  const [p, a] = [under?.project.id ?? "", alternative?.id ?? ""];
  const latest = useRef(alternative);
  latest.current = alternative;
  // One after the other, each with the version that the one before it left.
  const queue = useRef<Promise<{ version: number } | null>>(Promise.resolve(null));
  const send = (body: Partial<Assumed>): Promise<{ version: number }> => {
    const next = queue.current
      .catch(() => null)
      .then((last) =>
        requestIn(w, "PATCH /projects/:p/alternatives/:a", {
          params: { p, a },
          version: Math.max(latest.current?.version ?? 1, last?.version ?? 0),
          body,
        }),
      );
    queue.current = next;
    return next;
  };
  const { mutate } = useChange<Ask, unknown>({
    call: ({ next }) => send(next),
    paint: ({ next }, paint) =>
      paint("GET /projects/:p/alternatives/:a", (shown) => ({ ...shown, ...next }) as typeof shown, { params: { p, a } }),
    touches: [`alternative:${a}`],
    said: ({ said }) => said,
    undo: ({ next, before }) =>
      send(Object.fromEntries(Object.keys(next).map((key) => [key, before[key as keyof Assumed]])) as Partial<Assumed>),
  });
  return useMemo(() => {
    const assume = (next: Partial<Assumed>, said: string) => {
      const now = latest.current;
      if (now) mutate({ next, before: now, said });
    };
    return {
      assume,
      edit: (made: PlanEdit) => {
        const now = latest.current;
        if (!now || !under) return;
        const edit = withFollowing(under, made);
        const next =
          edit.kind === "relink"
            ? relinked(under, now, edit, v7)
            : edit.kind === "fill"
              ? filledIn(under, now, edit, v7)
              : assumedAfter(now, edit, v7, under);
        if (next === null) notify({ tone: "problem", title: what("cant"), about: what("cantNext") });
        else if (edit.kind === "add") assume(next, what("saidAdded", { title: edit.title }));
        else if (edit.kind === "remove") assume(next, what("saidLeftOut", { title: taskOf(under, edit.id)?.title ?? "" }));
        else assume(next, sentenceOf(edit, under, words));
      },
    };
  }, [mutate, under, words, what]);
}

/** Makes it the plan, with one Undo for all of it. */
export function useAdoption(p: string, done: () => void) {
  const { id: w } = useWorkspace();
  const what = useText(whatIfTexts);
  return useChange<{ id: string; name: string }, unknown>({
    call: async ({ id }) => {
      await requestIn(w, "PUT /projects/:p/alternatives/:a/adoption", { params: { p, a: id } });
      done();
    },
    touches: [`project:${p}`, "task", "alternative"],
    said: ({ name }) => what("adopted", { name }),
    undo: ({ id }) => requestIn(w, "DELETE /projects/:p/alternatives/:a/adoption", { params: { p, a: id } }),
  });
}

export function useRemoval(p: string, done: () => void) {
  const { id: w } = useWorkspace();
  const what = useText(whatIfTexts);
  return useChange<{ id: string; name: string }, unknown>({
    call: async ({ id }) => {
      done();
      await requestIn(w, "DELETE /projects/:p/alternatives/:a", { params: { p, a: id } });
    },
    touches: [`project:${p}`, "alternative"],
    said: ({ name }) => what("removed", { name }),
  });
}
