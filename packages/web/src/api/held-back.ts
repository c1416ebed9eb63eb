import { isProblem, Problem, type ProblemCode } from "./problem.ts";

type Call = { readonly params?: Readonly<Record<string, string>>; readonly body?: unknown };

/**
 * Whether a change that was refused at once is kept to be seen to: somebody was faster, or the thing is gone, and what was
 * entered would go with the form that it was entered in. What its author can mend in the form stays there.
 */
export function heldBack(error: unknown, key: string, call: Call): boolean {
  if (!isProblem(error)) return false;
  if (error.code === "version_stale") return true;
  const onThing = call.params?.["t"] !== undefined || call.params?.["q"] !== undefined;
  return (
    onThing && (error.status === 403 || error.status === 404 || error.status === 409) && !key.startsWith("DELETE") && hasWords(call.body)
  );
}

/** Whom or which is named, and a choice of two, are chosen again at a glance. */
function hasWords(value: unknown): boolean {
  if (typeof value === "string")
    return value.trim() !== "" && !isId.test(value) && value !== "approve" && value !== "reject" && value !== "requester";
  if (Array.isArray(value)) return value.some(hasWords);
  return typeof value === "object" && value !== null && Object.values(value).some(hasWords);
}

const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Rows = { readonly changes: readonly { readonly id: string }[] };
type RefusedRow = { readonly id: string; readonly code: string; readonly title: string; readonly next: string; readonly now?: unknown };

/** Of many rows changed at once, those that were refused, each as a change of its own. */
export function refusedRows(key: string, call: Call, answer: unknown): readonly { body: unknown; problem: Problem }[] {
  if (!key.endsWith("/rows/changes")) return [];
  const refused = (answer as { refused?: readonly RefusedRow[] } | undefined)?.refused ?? [];
  return refused.flatMap(({ id, code, title, next, now }) => {
    const change = (call.body as Rows).changes.find((one) => one.id === id);
    const problem = new Problem(code as ProblemCode, 412, title, next, now === undefined ? {} : { now });
    return change === undefined ? [] : [{ body: { changes: [change] }, problem }];
  });
}
