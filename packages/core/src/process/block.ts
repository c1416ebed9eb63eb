import { compileExpression, namesIn } from "../expression/index.ts";
import type { Definition, Field, GroupStep, PlacedBlock, Step } from "./definition.ts";
import { branchesOf, roleOf } from "./kinds/index.ts";
import { stepsOf } from "./walk.ts";

type Content = Pick<Definition, "steps" | "fields" | "roles">;

/** The groups of a definition that hold a block. */
export function placementsOf(definition: Definition, process?: string): readonly (GroupStep & { readonly block: PlacedBlock })[] {
  return stepsOf(definition).filter(
    (step): step is GroupStep & { readonly block: PlacedBlock } =>
      step.kind === "group" && step.block !== undefined && (process === undefined || step.block.process === process),
  );
}

/**
 * The block in the group, whatever was in it before; ids begin with the group's, so that the same step of a block has the
 * same id in every revision and a run that stands at it can be moved. Fields and roles are shared by their keys, and added
 * where they are not there; steps that somebody put among those of the block stay behind them.
 */
export function placeBlock(definition: Definition, groupId: string, block: Content, placed: PlacedBlock): Definition {
  const inside = new Set(idsIn(block.steps));
  const own = (id: string): string => (inside.has(id) ? `${groupId}--${id}` : id);
  const steps = block.steps.map((step) => renamed(step, own));
  return {
    ...definition,
    fields: [...definition.fields, ...block.fields.filter(({ key }) => !definition.fields.some((field) => field.key === key))],
    roles: [...definition.roles, ...block.roles.filter(({ key }) => !definition.roles.some((role) => role.key === key))],
    steps: changed(definition.steps, groupId, (step) => {
      if (step.kind !== "group") return step;
      const [body] = step.branches;
      const strangers = (body?.steps ?? []).filter(({ id }) => !id.startsWith(`${groupId}--`));
      return {
        ...step,
        block: placed,
        branches: [{ ...(body ?? { id: `${groupId}--body`, label: "" }), steps: [...steps, ...strangers] }],
      };
    }),
  };
}

/** The group goes its own way: what the block said stays as it is. */
export function detachBlock(definition: Definition, groupId: string): Definition {
  return {
    ...definition,
    steps: changed(definition.steps, groupId, (step) => (step.kind === "group" ? (({ block: _, ...rest }) => rest)(step) : step)),
  };
}

/** Fields of a block that the definition has by the same key as something else: what is entered in one would not fit the other. */
export function misfits(definition: Definition, block: Pick<Content, "fields">): readonly Field[] {
  return block.fields.filter(({ key, kind }) => definition.fields.some((field) => field.key === key && field.kind !== kind));
}

/** What a group holds as a definition of its own, with the fields and roles that it names. */
export function blockFrom(definition: Definition, group: GroupStep): Definition {
  const {
    id,
    branches: [body],
  } = group;
  const steps = (body?.steps ?? []).map((step) => renamed(step, (own) => (own.startsWith(`${id}--`) ? own.slice(id.length + 2) : own)));
  const all = stepsOf({ ...definition, steps });
  const roles = new Set(all.flatMap((step) => [roleOf(step), ...(step.kind === "approval" ? (step.approvers?.roles ?? []) : [])]));
  const names = new Set(
    [...textsIn(steps)].flatMap((text) => [
      text,
      ...[...text.matchAll(/\{\{\s*([^}\s]+)\s*\}\}/gu)].map(([, key]) => key ?? ""),
      ...namesIn(compileExpression(text)),
    ]),
  );
  return {
    purpose: group.instructions,
    roles: definition.roles.filter(({ key }) => roles.has(key)),
    fields: definition.fields.filter(({ key }) => names.has(key)),
    intake: [],
    steps,
    deliverable: null,
  };
}

/** The step and all in it under other ids, wherever they are named inside. */
export function renamed<S extends Step>(step: S, own: (id: string) => string): S {
  const deep = (value: unknown, under: string, kind: unknown): unknown => {
    if (typeof value === "string") return naming.has(under) || (under === "to" && kind === "goto") ? own(value) : value;
    if (Array.isArray(value)) return value.map((item) => deep(item, under, kind));
    if (typeof value !== "object" || value === null) return value;
    const here = "kind" in value ? value.kind : kind;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deep(inner, key, here)]));
  };
  return deep(step, "", step.kind) as S;
}

/** Where a step, a branch or a handler is called by its id. `steps` are ids in an end step, and steps elsewhere. */
const naming: ReadonlySet<string> = new Set(["id", "returnTo", "of", "except", "then", "steps", "outside"]);

function idsIn(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => [step.id, ...branchesOf(step).flatMap((branch) => [branch.id, ...idsIn(branch.steps)])]);
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) yield* textsIn(inner);
}

function changed(steps: readonly Step[], id: string, change: (step: Step) => Step): readonly Step[] {
  return steps.map((step) => {
    if (step.id === id) return change(step);
    const inside = <B extends { readonly steps: readonly Step[] }>(branch: B): B => ({
      ...branch,
      steps: changed(branch.steps, id, change),
    });
    return {
      ...step,
      ...("branches" in step && { branches: step.branches.map(inside) }),
      ...(step.attached !== undefined && { attached: step.attached.map(inside) }),
    } as Step;
  });
}
