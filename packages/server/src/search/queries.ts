import type { AnswerOf, operations } from "@rondo/contract";
import type { WorkspaceCall } from "../http/index.ts";
import { type FoundRow, describe, findPeople, findSubjects, findTexts, formOf } from "./store.ts";
import { gramsOf, leastOf, rankOf } from "./words.ts";

type Found = AnswerOf<typeof operations.search>;

export async function search({ tx, actor, query }: WorkspaceCall<typeof operations.search>): Promise<Found> {
  const form = await formOf(tx, query.q);
  const grams = gramsOf(form);
  if (grams.length === 0) return { items: [] };
  const least = leastOf(grams);
  // Some more than are asked for: the very words go before what shares as many grams.
  const reach = query.limit * 3;
  const hits = await findSubjects(tx, actor, grams, least, reach);
  const titled = new Set(hits.map((hit) => hit.subject_id));
  hits.push(...(await findTexts(tx, actor, form.split(" ").filter((word) => word !== ""), query.limit)).filter((hit) => !titled.has(hit.subject_id)));
  const scores = new Map(hits.map((hit) => [hit.subject_id, hit.score]));
  const described = (await describe(tx, hits, actor)).map((row) => ({ ...row, score: scores.get(row.id) ?? 0 }));
  const people = await findPeople(tx, grams, least, reach);
  const items = [...people, ...described]
    .map((row) => ({ row, rank: rankOf(form, row) }))
    .sort((a, b) => b.rank - a.rank || (a.row.id < b.row.id ? 1 : -1))
    .slice(0, query.limit);
  return { items: items.map(({ row }) => present(row)) };
}

function present(row: FoundRow): Found["items"][number] {
  return { kind: row.kind, id: row.id, title: row.title, home: row.home, closed: row.closed };
}
