import type { AnswerOf, operations } from "@rondo/contract";
import { Refusal } from "@rondo/core/kernel";
import { type Targets, assessTransfer, restore, transfer } from "@rondo/core/run";
import { apart } from "../database/index.ts";
import { type Work, type WorkspaceCall, refuse, saidOf, workOf } from "../http/index.ts";
import { hasRevision, locked } from "../processes/index.ts";
import { type LockedRun, carryOut, circumstancesOf, graphOf, lockRun, saveFillings } from "../runs/index.ts";
import { showMove } from "./queries.ts";
import {
  type MovedRunRow,
  forgetStates,
  insertMove,
  insertMovedRun,
  letFinish,
  lockMove,
  markBack,
  movedRuns,
  movesOf,
  peopleIn,
  pinRun,
} from "./store.ts";

type Stayed = AnswerOf<typeof operations.moveRuns>["stayed"][number];

/** Moves runs, each by itself: one that can't be moved stays where it is, and the answer says why. */
export async function moveRuns(call: WorkspaceCall<typeof operations.moveRuns>): Promise<AnswerOf<typeof operations.moveRuns>> {
  const { tx, body, actor } = call;
  const process = await locked(call, "process.publish");
  if (!(await hasRevision(tx, process.process_id, body.to))) refuse("nothing_published");
  const work = workOf(call);
  await forgetStates(tx, process.process_id);
  const finishing = await letFinish(tx, process.process_id, body.finish);
  const moveId = call.newId();
  if (body.runs.length > 0)
    await insertMove(tx, { id: moveId, processId: process.process_id, revision: body.to, reason: body.reason, by: actor.personId });
  const stayed: Stayed[] = [];
  const moved: string[] = [];
  // Always in the same order: two such moves at once wait for each other.
  for (const { id, targets } of body.runs.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const outcome = await apart(tx, () =>
      moveOne(work, process, id, {
        moveId,
        to: body.to,
        reason: body.reason === "" ? null : body.reason,
        targets: targets ?? body.targets,
      }),
    );
    if (outcome instanceof Refusal)
      stayed.push({ id, title: "", why: outcome.code === "run_ended" ? "ended" : "refused", message: wordsOf(outcome) });
    else if (outcome.why === null) moved.push(id);
    else stayed.push({ id, title: outcome.title, why: outcome.why, message: "" });
  }
  if (moved.length > 0 || finishing.length > 0)
    await call.append({
      name: "move.made",
      subjectKind: "move",
      subjectId: moveId,
      version: 1,
      homeKind: "process",
      homeId: process.process_id,
      data: { name: process.name, number: body.to, reason: body.reason, runs: moved, finishing, people: await peopleIn(tx, moved) },
    });
  return { move: body.runs.length > 0 ? await showMove(tx, process.process_id, moveId) : null, stayed };
}

/** Takes a move back. A run in which nothing happened since is exactly where it was; one that went on is moved back if that is clean. */
export async function undoMove(call: WorkspaceCall<typeof operations.undoMove>): Promise<AnswerOf<typeof operations.undoMove>> {
  const { tx, params, actor } = call;
  const process = await locked(call, "process.publish");
  if (!(await lockMove(tx, process.process_id, params.m))) refuse("move_not_found");
  const [move] = await movesOf(tx, process.process_id, params.m);
  if (move?.undoable_until == null) refuse("move_settled");
  const work = workOf(call);
  const [back, stayed]: [string[], Stayed[]] = [[], []];
  for (const one of (await movedRuns(tx, [params.m])).toSorted((a, b) => (a.run_id < b.run_id ? -1 : 1))) {
    const outcome = await apart(tx, () => backOne(work, move.revision, one));
    if (outcome instanceof Refusal)
      stayed.push({ id: one.run_id, title: one.title, why: outcome.code === "run_ended" ? "ended" : "refused", message: wordsOf(outcome) });
    else if (outcome === null) back.push(one.run_id);
    else stayed.push({ id: one.run_id, title: one.title, why: outcome, message: "" });
  }
  await markBack(tx, params.m, back, actor.personId);
  await call.append({
    name: "move.undone",
    subjectKind: "move",
    subjectId: params.m,
    version: 2,
    homeKind: "process",
    homeId: process.process_id,
    data: { name: process.name, number: move.revision, runs: back, people: await peopleIn(tx, back) },
  });
  return { move: await showMove(tx, process.process_id, params.m), stayed };
}

async function moveOne(
  work: Work,
  process: { process_id: string; fillings: LockedRun["fillings"] },
  runId: string,
  move: { moveId: string; to: number; reason: string | null; targets: Targets },
): Promise<{ why: Stayed["why"] | null; title: string }> {
  const run = await lockRun(work.tx, runId);
  if (run === undefined || run.process_id !== process.process_id || run.revision === move.to)
    return { why: "elsewhere", title: run?.process_id === process.process_id ? run.title : "" };
  if (run.as_project !== null) refuse("run_is_project");
  const [from, to] = [await graphOf(work, run.process_id, run.revision), await graphOf(work, run.process_id, move.to)];
  // Roles that the other revision adds are filled as for a run that is started.
  const known = new Set(run.fillings.map(({ role }) => role));
  const added = to.definition.roles.flatMap(({ key }) =>
    known.has(key) ? [] : [process.fillings.find(({ role }) => role === key) ?? { role: key, personId: null, teamId: null }],
  );
  const people = Object.fromEntries(added.flatMap(({ role, personId }) => (personId === null ? [] : [[role, personId]])));
  const decided = transfer(
    from,
    to,
    run.state,
    { by: work.actorId, from: run.revision, to: move.to, reason: move.reason, targets: move.targets, people },
    circumstancesOf(work, run),
  );
  const fillings = [...run.fillings, ...added];
  await pinRun(work.tx, runId, move.to);
  if (added.length > 0) await saveFillings(work.tx, runId, fillings);
  const state = await carryOut(work, { ...run, fillings, revision: move.to }, to, decided, null);
  await insertMovedRun(work.tx, {
    moveId: move.moveId,
    runId,
    from: run.revision,
    state: run.state,
    version: state.version,
    targets: move.targets,
  });
  return { why: null, title: run.title };
}

/** Null: it is back. */
async function backOne(work: Work, revision: number, one: MovedRunRow): Promise<Stayed["why"] | null> {
  const run = await lockRun(work.tx, one.run_id);
  if (run === undefined || run.revision !== revision) return "elsewhere";
  if (run.state.status !== "open") return "ended";
  const [from, to] = [await graphOf(work, run.process_id, revision), await graphOf(work, run.process_id, one.from_revision)];
  const move = { by: work.actorId, from: revision, to: one.from_revision, reason: null };
  const circumstances = circumstancesOf(work, run);
  const targets = Object.fromEntries(
    Object.entries(one.targets).flatMap(([step, to_]) => (to_ === null || to.steps.has(to_) ? [] : [[to_, step]])),
  );
  if (run.state.version !== one.version && assessTransfer(from, to, run.state, targets).verdict === "decide") return "wentOn";
  const decided =
    run.state.version === one.version && one.state !== null
      ? restore(from, to, run.state, one.state, move, circumstances)
      : transfer(from, to, run.state, { ...move, targets, people: {} }, circumstances);
  await pinRun(work.tx, one.run_id, one.from_revision);
  await carryOut(work, { ...run, revision: one.from_revision }, to, decided, null);
  return null;
}

function wordsOf(refusal: Refusal): string {
  const { title, next } = saidOf(refusal);
  return `${title}. ${next}`;
}
