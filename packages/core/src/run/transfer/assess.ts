import { diffDefinitions, type Graph, same, type Step, usesOf } from "../../process/index.ts";
import type { RunState, Token } from "../state.ts";
import { ahead } from "./ahead.ts";
import { partOf } from "./needs.ts";
import { planTransfer, type Reason, type Targets, type TransferPlan } from "./plan.ts";
import { unfitAnswers } from "./transfer.ts";

/** Something that a move does to a run. `decide`: not without somebody having looked at it. `step` and `to` are ids of the old and the new revision. */
export type TransferPoint = {
  readonly code: Reason | "again" | "skipped" | "answer" | "undo" | "branch" | "timer";
  readonly decide: boolean;
  readonly step: string | null;
  readonly to: string | null;
  /** The step's title, the field's label, the branch's. */
  readonly title: string;
  readonly count: number;
};

/** `clean`: nobody's work is touched. `decide`: see the points. `past`: all that differs lies behind the run. */
export type Assessment = {
  readonly verdict: "clean" | "decide" | "past";
  readonly points: readonly TransferPoint[];
  /** Steps before the run that differ, by title. */ readonly ahead: readonly string[];
};

/** What a move would do to a run, without doing it. */
export function assessTransfer(from: Graph, to: Graph, state: RunState, targets: Targets = {}): Assessment {
  const plan = planTransfer(from, to, state, targets);
  const moved = { tokens: tokensOf(to, plan), blocks: plan.blocks };
  const [before, after, surely] = [ahead(from, state), ahead(to, moved), ahead(to, moved, false)];
  const points = counted([
    ...plan.placed.flatMap(({ reason, from: step, to: there }) =>
      reason === null ? [] : [{ code: reason, decide: true, step, to: there, title: from.steps.get(step)?.title ?? "" }],
    ),
    ...orderPoints(from, to, state, plan, { before, after, surely }),
    ...unfitAnswers(to, state).map(({ label }) => ({ code: "answer" as const, decide: true, step: null, to: null, title: label })),
    ...(state.undoable ?? [])
      .filter(({ step }) => !to.steps.has(plan.names.get(step) ?? step))
      .map(({ step, gone }) => ({
        code: "undo" as const,
        decide: true,
        step,
        to: null,
        title: from.steps.get(step)?.title ?? gone ?? step,
      })),
    ...plan.branches.map(({ step, branch }) => ({
      code: "branch" as const,
      decide: false,
      step: null,
      to: step,
      title: branchLabel(to.steps.get(step), branch),
    })),
    ...plan.blocks.flatMap((block) => {
      const { step, type } = partOf(to, block);
      const [old, now] = [[...plan.names].find(([, name]) => name === step)?.[0], to.steps.get(step)];
      const isSame = type !== "around" || same(from.steps.get(old ?? step)?.attached ?? [], now?.attached ?? []);
      return isSame ? [] : [{ code: "timer" as const, decide: false, step: old ?? null, to: step, title: now?.title ?? "" }];
    }),
  ]);
  const differing = changesAhead(from, to, before, after);
  return { verdict: points.some(({ decide }) => decide) ? "decide" : differing.length === 0 ? "past" : "clean", points, ahead: differing };
}

type Reach = { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string>; readonly surely: ReadonlySet<string> };

/** What comes again though it was worked before and nobody rejects it, and what would not come any more though it was to. */
function orderPoints(
  from: Graph,
  to: Graph,
  state: RunState,
  plan: TransferPlan,
  { before, after, surely }: Reach,
): Omit<TransferPoint, "count">[] {
  const current = new Set(plan.placed.map((one) => one.from));
  const done = new Set(Object.values(state.worked).flat());
  const point = (code: "again" | "skipped", step: string): Omit<TransferPoint, "count"> => ({
    code,
    decide: true,
    step,
    to: plan.names.get(step) ?? null,
    title: from.steps.get(step)?.title ?? step,
  });
  const again = [...done].filter((step) => !current.has(step) && !before.has(step) && surely.has(plan.names.get(step) ?? ""));
  const skipped = [...before].filter((step) => {
    const name = plan.names.get(step);
    return !current.has(step) && !done.has(step) && name !== undefined && !after.has(name) && isWork(from.steps.get(step));
  });
  return [...again.map((step) => point("again", step)), ...skipped.map((step) => point("skipped", step))];
}

function isWork(step: Step | undefined): boolean {
  return step !== undefined && ["task", "approval", "project", "action", "wait"].includes(step.kind);
}

/** Titles of the steps before the run that are new, gone, moved or changed; and what the requester gets, if that differs. */
function changesAhead(from: Graph, to: Graph, before: ReadonlySet<string>, after: ReadonlySet<string>): string[] {
  const { added, removed, changed, moved, about } = diffDefinitions(from.definition, to.definition);
  const fields = new Set(
    [...to.fields.values()].filter((field) => from.fields.has(field.key) && !same(field, from.fields.get(field.key))).map(({ key }) => key),
  );
  const byFields =
    fields.size === 0
      ? []
      : [...after].flatMap((id) => to.steps.get(id) ?? []).filter((step) => usesOf(step).some(({ key }) => fields.has(key)));
  const steps = [...added, ...changed, ...moved, ...byFields].filter(({ id }) => after.has(id) || before.has(id));
  const titles = [...steps, ...removed.filter(({ id }) => before.has(id))].map(({ title }) => title);
  return [...new Set([...titles, ...(about.includes("deliverable") ? [to.definition.deliverable?.title ?? ""] : [])])];
}

function tokensOf(to: Graph, plan: TransferPlan): Token[] {
  const begun = plan.branches.flatMap(
    ({ step, branch }) =>
      to.nodes
        .get(step)
        ?.out.filter((flow) => flow.branch === branch)
        .map((flow) => flow.to) ?? [],
  );
  return [...plan.placed.filter(({ fate }) => fate !== "ended").map(({ node }) => node), ...begun].map((node, id) => ({ id, node }));
}

function branchLabel(step: Step | undefined, id: string): string {
  return step !== undefined && "branches" in step ? (step.branches.find((branch) => branch.id === id)?.label ?? "") : "";
}

function counted(points: readonly Omit<TransferPoint, "count">[]): TransferPoint[] {
  const groups = Map.groupBy(points, ({ code, step, to, title }) => JSON.stringify([code, step, to, title]));
  return [...groups.values()].map((group) => ({ ...(group[0] as Omit<TransferPoint, "count">), count: group.length }));
}
