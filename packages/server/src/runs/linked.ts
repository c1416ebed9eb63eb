import type { Field, Graph } from "@rondo/core/process";
import type { Answers } from "@rondo/core/run";
import { type Work, refuse } from "../http/index.ts";
import { membersAmong } from "../tasks/index.ts";
import { filesAmong, workAmong } from "./store/linked.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The ids that an answer names, where its field is about people, files, runs or projects. */
export function idsIn(field: Field | undefined, answer: unknown): string[] {
  const isAbout = field !== undefined && ["person", "people", "file", "run", "project"].includes(field.kind);
  return isAbout ? [answer].flat().filter((id): id is string => typeof id === "string" && id.trim() !== "") : [];
}

/**
 * A person in an answer is a member, a file is on one of the run's own steps, a run or project is in this workspace: an
 * id from a request says nothing by itself.
 */
export async function mustBeThere(work: Work, runId: string, graph: Graph, answers: Answers): Promise<void> {
  const named = Object.entries(answers).flatMap(([key, answer]) =>
    idsIn(graph.fields.get(key), answer).map((id) => ({ field: graph.fields.get(key) as Field, id })),
  );
  if (named.length === 0) return;
  const of = (...kinds: readonly Field["kind"][]): string[] =>
    named.filter(({ field, id }) => kinds.includes(field.kind) && uuid.test(id)).map(({ id }) => id);
  const [people, files, works] = [of("person", "people"), of("file"), of("run", "project")];
  const here = new Set<string>();
  if (people.length > 0) for (const { person_id } of await membersAmong(work.tx, people)) here.add(person_id);
  if (files.length > 0) for (const { attachment_id } of await filesAmong(work.tx, runId, files)) here.add(attachment_id);
  if (works.length > 0) for (const { kind, id } of await workAmong(work.tx, null, works)) here.add(`${kind} ${id}`);
  const isHere = ({ field, id }: { field: Field; id: string }): boolean =>
    here.has(field.kind === "run" || field.kind === "project" ? `${field.kind} ${id.toLowerCase()}` : id.toLowerCase());
  const wrong = new Set(named.filter((one) => !isHere(one)).map(({ field }) => field));
  if (wrong.size > 0)
    refuse("field_invalid", {
      fields: [...wrong].map(({ label }) => label).join(", "),
      problems: [...wrong].map(({ key, label }) => ({ path: `/answers/${key}`, field: key, label, problem: "unknownId" })),
    });
}
