import { Definition as DefinitionSchema } from "@rondo/contract";
import type { ProcessDraft, Reading } from "@rondo/formats/draft";
import { refuse } from "../../http/index.ts";
import { oneLine } from "../layout/words.ts";
import type { Made } from "../store/import.ts";

/** A definition of a file stands under the same limits as one that is sent. */
export function checkedProcess(draft: ProcessDraft): ProcessDraft {
  const checked = DefinitionSchema.safeParse(draft.definition);
  if (checked.success) return { ...draft, definition: checked.data };
  const issue = checked.error.issues[0];
  refuse("unreadable", {
    reason: `The process “${oneLine(draft.title, 80)}” can't be kept: ${issue?.message ?? "it is not valid"} (at ${issue?.path.map(String).join(".") ?? ""}).`,
    path: issue?.path.map(String).join("."),
  });
}

/** The last transaction shows all of it at once, and its plan is computed there: some seconds at this size. */
const mostTasks = 20_000;

export function mustFit({ drafts }: Reading): void {
  if (drafts.length === 0) refuse("unreadable", { reason: "There is nothing in it that Rondo could make." });
  if (drafts.length > 100) refuse("too_large", { limit: "100 projects and processes in one file" });
  const tasks = drafts.reduce(
    (sum, draft) =>
      draft.kind === "process"
        ? sum
        : sum +
          draft.tasks.reduce((inside, task) => inside + 1 + task.checklists.reduce((items, list) => items + 1 + list.items.length, 0), 0),
    0,
  );
  if (tasks > mostTasks) refuse("too_large", { limit: `${mostTasks} tasks and checklist items in one file; this one has ${tasks}` });
}

export function mustBeNew(before: { made: Made[] } | undefined, again: boolean): void {
  if (before !== undefined && !again)
    refuse("already_imported", { name: before.made.map(({ name }) => `“${name}”`).join(", "), made: before.made });
}

/** Formats whose boards have an id that is theirs alone, in each export of them again. */
export const hasOwnIds: ReadonlySet<string> = new Set(["trello", "wekan", "planka"]);

/** A later export of boards that are here already would stand twice; it may be put into what was made of them. */
export function mustBeOther(made: readonly Made[], boards: number): void {
  if (made.length >= boards) refuse("already_imported", { name: made.map(({ name }) => `“${name}”`).join(", "), made, newer: true });
}

/** The boards of a file whose format has such ids; none when any of it has none. */
export function boardsIn({ format, drafts }: Reading): string[] {
  const boards = drafts.flatMap((draft) => (draft.kind === "project" && draft.sourceId !== "" ? [`${format}:${draft.sourceId}`] : []));
  return hasOwnIds.has(format) && boards.length === drafts.length ? boards : [];
}

export function gone(): never {
  refuse("conflict");
}
