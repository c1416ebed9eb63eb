import type { AnswerOf, operations } from "@rondo/contract";
import { advise, type History } from "@rondo/core/advice";
import { featureWeights, nearestWork } from "@rondo/core/sameness";
import { mustMayIn } from "../access/index.ts";
import { listPrecedents, type PrecedentRow } from "../audits/index.ts";
import type { Tx } from "../database/index.ts";
import type { Actor } from "../http/index.ts";
import { ref } from "../tasks/index.ts";
import { findAdvice, findJudgement, findLikeness } from "./store.ts";

export type SpaceAdvice = AnswerOf<typeof operations.getProjectAdvice>;

export async function adviceOf(tx: Tx, actor: Actor, kind: "process" | "project", spaceId: string): Promise<SpaceAdvice> {
  await mustMayIn(tx, actor, kind, spaceId, kind === "process" ? "process.read" : "project.read");
  const kept = await findAdvice(tx, spaceId);
  const row = kept?.version === 0 ? undefined : kept;
  const likeness = kind === "project" ? await likenessOf(tx, actor, spaceId) : null;
  const { advice: weights } = await findJudgement(tx);
  // What was found since is weighed with what was answered then.
  const history = likeness === null ? (row?.history ?? null) : { alike: 1, times: likeness.times, looked: Math.max(5, likeness.times) };
  const then = row === undefined ? null : advise(row.answers, row.history, weights);
  const now = advise(row?.answers ?? {}, history, weights);
  return {
    advice:
      row === undefined || then === null
        ? null
        : {
            about: row.about,
            answers: { ...row.answers },
            by: ref(row.given_by, row.giver_name),
            at: row.given_at,
            version: row.version,
            history: row.history === null ? null : { ...row.history },
            verdict: then.verdict,
            shares: { ...then.shares },
            reasons: then.evidence.map((one) => ({ ...one })),
          },
    found: kept?.found == null ? null : { ...kept.found, reasons: [...kept.found.reasons], at: kept.found_at ?? kept.given_at },
    likeness,
    reopened:
      likeness !== null &&
      likeness.process === null &&
      (then === null ? now.verdict === "process" : now.verdict !== then.verdict || likeness.times >= 3),
  };
}

/** What it is like, of what the reader may see; null where that is too little to speak of, or somebody has decided. */
async function likenessOf(tx: Tx, actor: Actor, projectId: string): Promise<SpaceAdvice["likeness"]> {
  const row = await findLikeness(tx, projectId);
  if (row === undefined || row.dismissed_at !== null) return null;
  const others = new Set([...row.others, ...(row.process_id === null ? [] : [row.process_id])]);
  const seen = (await listPrecedents(tx, actor)).filter(({ id }) => id === projectId || others.has(id));
  const alike = seen.filter(({ id }) => id !== row.process_id);
  const made = seen.find(({ id }) => id === row.process_id);
  if (alike.length < 3) return null;
  return {
    times: alike.length,
    since: new Date(Math.min(...alike.map(({ at }) => Date.parse(at)))).toISOString(),
    found: row.found_at,
    others: alike.filter(({ id }) => id !== projectId).map(({ kind, id, name }) => ({ kind, id, name })),
    process: made === undefined ? null : { id: made.id, name: made.name },
  };
}

/** What history says of a thing that is there: what is like it, itself left out. */
export function historyOf(rows: readonly PrecedentRow[], own: { id: string; about: string }): History {
  const self = rows.find(({ id }) => id === own.id);
  const others = rows.filter(({ id }) => id !== own.id);
  const [nearest] = nearestWork(
    self?.name ?? own.about,
    self?.steps ?? [],
    others.map(({ name, steps, at, times }) => ({ name, steps, at: Math.floor(Date.parse(at) / 60_000), times })),
    1,
  );
  return { alike: nearest?.alike ?? 0, times: nearest?.times ?? 0, looked: others.length };
}

export async function judgementOf(tx: Tx): Promise<AnswerOf<typeof operations.getJudgement>> {
  const { advice, audit, version } = await findJudgement(tx);
  return { advice: { ...advice }, audit: { ...audit }, published: { audit: { ...featureWeights } }, version };
}
