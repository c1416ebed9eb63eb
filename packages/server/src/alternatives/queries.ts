import type { AnswerOf, operations } from "@rondo/contract";
import { dayOf, formatDay, parseWall, wallOfInstant } from "@rondo/core/calendar";
import { mustMayIn } from "../access/index.ts";
import { ledgersOf, mondayOf, plannedWork } from "../capacity/index.ts";
import { costing } from "../control/index.ts";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { type Computed, type PlanHead, computedOtherwise, openWork, planHead } from "../plans/index.ts";
import { assume, presentAlternative } from "./present.ts";
import { alternativesOf, findAlternative } from "./store.ts";

type Answer = AnswerOf<typeof operations.getAlternative>;

export async function listAlternatives({
  tx,
  actor,
  params,
}: WorkspaceCall<typeof operations.listAlternatives>): Promise<AnswerOf<typeof operations.listAlternatives>> {
  await mustMayIn(tx, actor, "project", params.p, "plan.change");
  return { items: (await alternativesOf(tx, params.p)).map(presentAlternative) };
}

export async function getAlternative(call: WorkspaceCall<typeof operations.getAlternative>): Promise<Answer> {
  const { tx, actor, params, now } = call;
  await mustMayIn(tx, actor, "project", params.p, "plan.change");
  const head = await planHead(tx, params.p);
  if (head === undefined) refuse("project_not_found");
  const row = await findAlternative(tx, params.p, params.a);
  if (row === undefined) refuse("alternative_not_found");
  const { real, assumed, time } = await computedOtherwise(tx, head, row.start, (stands) => assume(stands, row.assumed));
  const today = dayOf(wallOfInstant(now.getTime(), time.zone));
  const loads = await loadsOf(call, head, formatDay(today), [real, assumed]);
  const { currency, costOf } = await costing(tx, params.p, [...real.rows, ...assumed.rows]);
  const figures = (computed: Computed, load: Load) => ({ ...figuresOf(computed), ...load, cost: costOf && sum(leaves(computed), costOf) });
  const moves = movesBetween(real, assumed);
  return {
    ...presentAlternative(row),
    figures: { currency, real: figures(real, loads[0] as Load), assumed: figures(assumed, loads[1] as Load) },
    moves: moves.slice(0, mostMoves),
    moved: moves.length,
  };
}

const mostMoves = 500;

/** The figures of a plan that need nothing but the plan. */
function figuresOf({ rows, links, scheduled }: Computed) {
  const open = scheduled.entries.filter((entry, row) => !entry.summary && rows[row]?.closed_as === null);
  return {
    start: scheduled.start,
    finish: scheduled.finish,
    criticalTasks: links.length === 0 ? 0 : open.filter((entry) => entry.critical).length,
    lateMinutes: open.reduce((most, entry) => Math.max(most, -entry.totalSlackMinutes), 0),
    workMinutes: Math.round(
      sum(openLeaves({ rows, links, scheduled }), ({ row, people }) => (row.working_minutes * (shareOf(people) || 100)) / 100),
    ),
  };
}

/** Tasks with nothing inside them that were not withdrawn. */
function leaves({ rows, scheduled }: Pick<Computed, "rows" | "scheduled">): Computed["rows"] {
  return rows.filter((row, index) => !scheduled.entries[index]?.summary && row.closed_as !== "withdrawn");
}

function openLeaves(computed: Computed) {
  const work = new Map(openWork(leaves(computed)).map((one) => [one.task, one.people]));
  return computed.rows.flatMap((row, index) => {
    const people = work.get(row.task_id);
    const entry = computed.scheduled.entries[index];
    return people === undefined || entry === undefined ? [] : [{ row, entry, people }];
  });
}

function shareOf(people: readonly { readonly percent: number }[]): number {
  return sum(people, (one) => one.percent);
}

type Load = Pick<Answer["figures"]["real"], "overloadMinutes" | "overloaded">;

/** At most a year is looked ahead. */
const mostWeeks = 53;

/** What each plan asks of its people beyond what they have, with everything else that is asked of them as it is. */
async function loadsOf(
  { tx, actor, now }: Pick<WorkspaceCall<typeof operations.getAlternative>, "tx" | "actor" | "now">,
  head: PlanHead,
  today: string,
  plans: readonly Computed[],
): Promise<Load[]> {
  const elsewhere = (await plannedWork(tx, actor)).filter((row) => row.project_id !== head.project_id);
  const asked = plans.map((plan) =>
    openLeaves(plan).flatMap(({ row, entry, people }) =>
      people.map(({ personId, percent }) => ({
        person_id: personId,
        name: row.title,
        start: entry.start,
        finish: entry.finish,
        working_minutes: Math.round((row.working_minutes * percent) / 100),
      })),
    ),
  );
  const concerned = new Set(asked.flat().map((row) => row.person_id));
  const from = mondayOf(dayOf(parseWall(`${today}T00:00`) ?? 0));
  const last = Math.max(...plans.map(({ scheduled }) => parseWall(scheduled.finish) ?? 0));
  const weeks = Math.min(mostWeeks, Math.max(1, Math.ceil((dayOf(last) - dayOf(parseWall(`${from}T00:00`) ?? 0) + 1) / 7)));
  const ledgers = await ledgersOf(
    tx,
    actor,
    { from, weeks, now },
    asked.map((rows) => [...elsewhere, ...rows]),
  );
  return ledgers.map((ledger) => {
    const over = ledger
      .filter(({ person }) => concerned.has(person))
      .map(({ row, weeks: all }) => ({ row, minutes: sum(all, (week) => week.overload) }))
      .filter(({ minutes }) => minutes >= 1);
    return {
      overloadMinutes: Math.round(sum(over, ({ minutes }) => minutes)),
      overloaded: over.map(({ row }) => ({ id: row.person_id, name: row.name })),
    };
  });
}

/** Tasks that stand elsewhere, are there in one of the two alone, those that finish last at the end. */
export function movesBetween(real: Computed, assumed: Computed): Answer["moves"] {
  const before = standsIn(real);
  const after = standsIn(assumed);
  return [...new Set([...before.keys(), ...after.keys()])]
    .flatMap((taskId) => {
      const [one, other] = [before.get(taskId), after.get(taskId)];
      if (one?.at.start === other?.at.start && one?.at.finish === other?.at.finish) return [];
      return [{ taskId, title: one?.title ?? other?.title ?? "", was: one?.at ?? null, would: other?.at ?? null }];
    })
    .toSorted((a, b) => {
      const [one, other] = [(a.would ?? a.was)?.finish ?? "", (b.would ?? b.was)?.finish ?? ""];
      return one < other ? -1 : one > other ? 1 : 0;
    });
}

function standsIn({ rows, scheduled }: Computed): Map<string, { title: string; at: { start: string; finish: string } }> {
  return new Map(scheduled.entries.map(({ id, start, finish }, index) => [id, { title: rows[index]?.title ?? "", at: { start, finish } }]));
}

function sum<One>(list: readonly One[], of: (one: One) => number): number {
  return list.reduce((all, one) => all + of(one), 0);
}
