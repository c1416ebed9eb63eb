import type { AnswerOf, operations } from "@rondo/contract";
import { subjectOf } from "@rondo/core/view";
import type { Tx } from "../database/index.ts";
import type { Actor, WorkspaceCall } from "../http/index.ts";
import { type Line, readLine, rowsMatching } from "../views/index.ts";
import { type FoundRow, type Hit, describe, findPeople, findSubjects, findTexts, formOf, recentSubjects, wordsLike } from "./store.ts";
import { gramsOf, leastOf, rankOf } from "./words.ts";

type Found = AnswerOf<typeof operations.search>;

/** Of the best that share words with a line, those that its operators may be asked of. */
const farthest = 1_000;

export async function search({ tx, actor, query, now }: WorkspaceCall<typeof operations.search>): Promise<Found> {
  if (query.recent) {
    const hits = await recentSubjects(tx, actor, query.limit);
    return { items: inOrder(hits, await describe(tx, hits, actor)) };
  }
  const line = await readLine(tx, actor, query.q);
  const form = await formOf(tx, line.words);
  const groups = gramsOf(form);
  const grams = [...new Set(groups.flat())];
  const kinds = line.kinds.length === 0 ? null : line.kinds;
  if (line.filter !== null) return { items: await narrowed(tx, actor, line, { form, groups, limit: query.limit, now }) };
  if (grams.length === 0) return { items: [] };
  const least = leastOf(grams);
  const is = (kind: Found["items"][number]["kind"]) => kinds === null || kinds.includes(kind);
  // Some more than are asked for: the very words go before what shares as many grams.
  const reach = query.limit * 3;
  const words = await wordsLike(tx, groups);
  // Each sort apart, so that many runs and tasks leave no process or project out.
  const hits = (
    await Promise.all(
      sorts
        .map((sort) => sort.filter(is))
        .filter((sort) => sort.length > 0)
        .map((sort) => findSubjects(tx, actor, words, least, reach, sort)),
    )
  ).flat();
  const titled = new Set(hits.map((hit) => hit.subject_id));
  if (is("document"))
    hits.push(
      ...(
        await findTexts(
          tx,
          actor,
          form.split(" ").filter((word) => word !== ""),
          query.limit,
        )
      ).filter((hit) => !titled.has(hit.subject_id)),
    );
  const people = is("person") ? await findPeople(tx, grams, least, reach) : [];
  return { items: ranked(form, [...people, ...scored(hits, await describe(tx, hits, actor))], query.limit) };
}

const sorts = [
  ["process", "project", "document"],
  ["task", "run"],
] as const;

/** Rows that the operators ask for: among those with the words, or the newest of all. */
async function narrowed(
  tx: Tx,
  actor: Actor,
  line: Line,
  { form, groups, limit, now }: { form: string; groups: readonly (readonly string[])[]; limit: number; now: Date },
): Promise<Found["items"]> {
  const kind = ({ tasks: "task", runs: "run", projects: "project" } as const)[subjectOf(line)];
  const found =
    groups.length === 0
      ? null
      : await findSubjects(tx, actor, await wordsLike(tx, groups), leastOf([...new Set(groups.flat())]), farthest, [kind]);
  const ids = await rowsMatching(tx, actor, line, {
    now,
    among: found?.map((hit) => hit.subject_id) ?? null,
    limit: found === null ? limit : farthest,
  });
  const hits =
    found === null
      ? ids.map((id): Hit => ({ subject_kind: kind, subject_id: id, score: 0 }))
      : found.filter((hit) => ids.includes(hit.subject_id)).slice(0, limit * 3);
  const described = await describe(tx, hits, actor);
  return found === null ? inOrder(hits, described) : ranked(form, scored(hits, described), limit);
}

type Scored = FoundRow & { readonly score: number };

function scored(hits: readonly Hit[], rows: readonly FoundRow[]): Scored[] {
  const scores = new Map(hits.map((hit) => [hit.subject_id, hit.score]));
  return rows.map((row) => ({ ...row, score: scores.get(row.id) ?? 0 }));
}

function ranked(form: string, rows: readonly Scored[], limit: number): Found["items"] {
  return rows
    .map((row) => ({ row, rank: rankOf(form, row) }))
    .sort((a, b) => b.rank - a.rank || (a.row.id < b.row.id ? 1 : -1))
    .slice(0, limit)
    .map(({ row }) => present(row));
}

function inOrder(hits: readonly Hit[], rows: readonly FoundRow[]): Found["items"] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return hits.flatMap((hit) => byId.get(hit.subject_id) ?? []).map(present);
}

function present(row: FoundRow): Found["items"][number] {
  return { kind: row.kind, id: row.id, title: row.title, home: row.home, closed: row.closed };
}
