import { type RawBuilder, sql } from "kysely";
import type { SpaceRole } from "@rondo/core/access";
import { isInTeam, receiverOf, seesSpace, takesOn } from "../access/index.ts";
import type { Tx } from "../database/index.ts";

/** A handover with its latest offer, both its sides, and what the reader has in each. */
export type HandoverRow = {
  handover_id: string;
  title: string;
  contents: string;
  accept_within_minutes: number | null;
  created_by: string | null;
  created_at: string;
  run_id: string | null;
  version: number;
  project_id: string;
  project_name: string;
  project_everyone: SpaceRole | null;
  project_share: SpaceRole | null;
  task_id: string | null;
  task_title: string | null;
  process_id: string | null;
  process_everyone: SpaceRole | null;
  process_share: SpaceRole | null;
  /** Null where it goes to a process, and of a team that was deleted. */
  team_id: string | null;
  in_team: boolean;
  /** Of the process or team, or what the team was called. */
  to_name: string;
  calendar_id: string | null;
  receiver_id: string | null;
  receiver_name: string | null;
  round: number | null;
  offered_by: string | null;
  offerer_name: string | null;
  offered_at: string | null;
  accept_by: string | null;
  decision: "accepted" | "returned" | null;
  decided_by: string | null;
  decider_name: string | null;
  decided_at: string | null;
  reason: string | null;
};

/** The sides of a handover `h`: the project `p`, and the process `c` or team `tt` that takes it on. */
const sides = sql`
    join project p on p.workspace_id = h.workspace_id and p.project_id = h.project_id
    left join process c on c.workspace_id = h.workspace_id and c.process_id = h.process_id
    left join team tt on tt.workspace_id = h.workspace_id and tt.team_id = h.team_id`;
const toName = sql`coalesce(c.name, tt.name, h.former_team)`;

type Reader = { readonly personId: string; readonly role: string };

function selectHandovers(me: string, rest: RawBuilder<unknown>): RawBuilder<HandoverRow> {
  return sql<HandoverRow>`
    select h.handover_id, h.title, h.contents, h.accept_within_minutes, h.created_by, h.created_at, h.run_id, h.version,
      h.project_id, p.name as project_name, p.everyone as project_everyone, ps.role as project_share, h.task_id, t.title as task_title,
      h.process_id, c.everyone as process_everyone, cs.role as process_share, h.team_id, ${isInTeam(me)} as in_team, ${toName} as to_name, c.calendar_id,
      ${receiverOf} as receiver_id, rc.name as receiver_name,
      o.round, o.offered_by, ob.name as offerer_name, o.offered_at, o.accept_by, o.decision, o.decided_by, db.name as decider_name, o.decided_at, o.reason
    from handover h ${sides}
    left join task t on t.workspace_id = h.workspace_id and t.task_id = h.task_id
    left join share ps on ps.workspace_id = h.workspace_id and ps.space_id = h.project_id and ps.person_id = ${me}
    left join share cs on cs.workspace_id = h.workspace_id and cs.space_id = h.process_id and cs.person_id = ${me}
    left join lateral (
      select f.* from handover_offer f where f.workspace_id = h.workspace_id and f.handover_id = h.handover_id order by f.round desc limit 1) o on true
    left join identity.person rc on rc.id = ${receiverOf}
    left join identity.person ob on ob.id = o.offered_by
    left join identity.person db on db.id = o.decided_by
    where h.workspace_id = current_workspace() ${rest}`;
}

export async function findHandover(tx: Tx, me: string, handoverId: string): Promise<HandoverRow | undefined> {
  return tx.first(selectHandovers(me, sql`and h.handover_id = ${handoverId}`));
}

/** Takes the lock under which the handover's version grows. */
export async function lockHandover(tx: Tx, handoverId: string): Promise<void> {
  await tx.change(sql`select 1 from handover where workspace_id = current_workspace() and handover_id = ${handoverId} for no key update`);
}

/** Newest first; those of either side that the reader may see, and those that wait for the reader. */
export async function listHandovers(
  tx: Tx,
  reader: Reader,
  filter: { project?: string | undefined; process?: string | undefined; team?: string | undefined },
  after: string[] | null,
  limit: number,
): Promise<HandoverRow[]> {
  return tx.rows(
    selectHandovers(
      reader.personId,
      sql`
    and (${seesSpace(reader.personId, reader.role, { everyone: "p.everyone", id: "p.project_id" })} or ${takesOn(reader.personId, reader.role)})
    ${filter.project === undefined ? sql`` : sql`and h.project_id = ${filter.project}`}
    ${filter.process === undefined ? sql`` : sql`and h.process_id = ${filter.process}`}
    ${filter.team === undefined ? sql`` : sql`and h.team_id = ${filter.team}`}
    ${after === null ? sql`` : sql`and (date_trunc('milliseconds', h.created_at), h.handover_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by date_trunc('milliseconds', h.created_at) desc, h.handover_id desc limit ${limit}`,
    ),
  );
}

/** Handovers that were planned at a task and never offered. */
export async function plannedAt(tx: Tx, taskId: string): Promise<string[]> {
  const rows = await tx.rows(sql<{ handover_id: string }>`
    select h.handover_id from handover h
    where h.workspace_id = current_workspace() and h.task_id = ${taskId}
      and not exists (select 1 from handover_offer o where o.workspace_id = h.workspace_id and o.handover_id = h.handover_id)
    order by h.handover_id`);
  return rows.map((row) => row.handover_id);
}

/** Either the process or the team that takes it on; of a team that is not there any more only the name is kept. */
export type Taker = { processId: string | null; team: { id: string | null; name: string } | null };

export type NewHandover = Taker & {
  id: string;
  projectId: string;
  taskId: string | null;
  receiverId: string | null;
  title: string;
  contents: string;
  acceptWithinMinutes: number | null;
  by: string | null;
  items: readonly { id: string; text: string }[];
};

export async function insertHandover(tx: Tx, handover: NewHandover): Promise<void> {
  await tx.change(sql`
    insert into handover (workspace_id, handover_id, project_id, task_id, process_id, team_id, former_team, receiver_id, title, contents, accept_within_minutes, created_by)
    select current_workspace(), ${handover.id}::uuid, ${handover.projectId}::uuid, ${handover.taskId}::uuid, ${handover.processId}::uuid, t.team_id,
      case when t.team_id is null then ${handover.team?.name ?? null}::text end, ${handover.receiverId}::uuid, ${handover.title}, ${handover.contents}, ${handover.acceptWithinMinutes}::int, ${handover.by}::uuid
    from (select) one left join team t on t.workspace_id = current_workspace() and t.team_id = ${handover.team?.id ?? null}::uuid`);
  await tx.change(sql`
    insert into handover_item (workspace_id, item_id, handover_id, position, text)
    select current_workspace(), item_id, ${handover.id}, row_number() over (order by place), text
    from unnest(${handover.items.map((item) => item.id)}::uuid[], ${handover.items.map((item) => item.text)}::text[]) with ordinality as n(item_id, text, place)`);
}

/** Moves the handover's version on; answers the new one. */
export async function countEvent(tx: Tx, handoverId: string, runId: string | null = null): Promise<number> {
  const row = await tx.first(sql<{ version: number }>`
    update handover set version = version + 1, run_id = coalesce(${runId}::uuid, run_id) where workspace_id = current_workspace() and handover_id = ${handoverId} returning version`);
  return row?.version ?? 0;
}

export async function insertOffer(
  tx: Tx,
  handoverId: string,
  offer: { round: number; by: string | null; acceptBy: string | null },
): Promise<void> {
  await tx.change(sql`
    insert into handover_offer (workspace_id, handover_id, round, offered_by, accept_by)
    values (current_workspace(), ${handoverId}, ${offer.round}, ${offer.by}, ${offer.acceptBy})`);
}

export async function decideOffer(
  tx: Tx,
  handoverId: string,
  round: number,
  decision: "accepted" | "returned",
  by: string | null,
  reason: string | null,
): Promise<void> {
  await tx.change(sql`
    update handover_offer set decision = ${decision}, decided_by = ${by}, decided_at = now(), reason = ${reason}
    where workspace_id = current_workspace() and handover_id = ${handoverId} and round = ${round}`);
}

export type ItemRow = {
  item_id: string;
  handover_id: string;
  text: string;
  accepted_by: string | null;
  accepter_name: string | null;
  accepted_at: string | null;
};

export async function itemsOf(tx: Tx, handoverIds: readonly string[]): Promise<ItemRow[]> {
  return tx.rows(sql<ItemRow>`
    select i.item_id, i.handover_id, i.text, i.accepted_by, a.name as accepter_name, i.accepted_at
    from handover_item i left join identity.person a on a.id = i.accepted_by
    where i.workspace_id = current_workspace() and i.handover_id = any(${handoverIds}::uuid[]) order by i.handover_id, i.position`);
}

/** Accepts an item, or takes the acceptance back; false when it stands so already or is not of this handover. */
export async function markItem(tx: Tx, handoverId: string, itemId: string, by: string | null): Promise<boolean> {
  return (
    (await tx.change(sql`
    update handover_item set accepted_by = ${by}::uuid, accepted_at = case when ${by}::uuid is null then null else now() end
    where workspace_id = current_workspace() and handover_id = ${handoverId} and item_id = ${itemId} and (accepted_at is null) = (${by}::uuid is not null)`)) >
    0
  );
}

export type ReturnRow = {
  handover_id: string;
  round: number;
  offered_at: string;
  decided_at: string;
  decided_by: string | null;
  decider_name: string | null;
  reason: string;
};

/** Rounds that were returned, the first one first. */
export async function returnsOf(tx: Tx, handoverIds: readonly string[]): Promise<ReturnRow[]> {
  return tx.rows(sql<ReturnRow>`
    select o.handover_id, o.round, o.offered_at, o.decided_at, o.decided_by, d.name as decider_name, coalesce(o.reason, '') as reason
    from handover_offer o left join identity.person d on d.id = o.decided_by
    where o.workspace_id = current_workspace() and o.handover_id = any(${handoverIds}::uuid[]) and o.decision = 'returned' order by o.handover_id, o.round`);
}

export type OfferRow = {
  project_id: string;
  project_name: string;
  process_id: string | null;
  team_id: string | null;
  to_name: string;
  calendar_id: string | null;
  offered_at: string;
  decision: "accepted" | "returned" | null;
  decided_at: string | null;
};

/** Every offer of the last two years of which the reader may see both sides; members see what teams there are. */
export async function offersSeen(tx: Tx, reader: Reader): Promise<OfferRow[]> {
  return tx.rows(sql<OfferRow>`
    select h.project_id, p.name as project_name, h.process_id, h.team_id, ${toName} as to_name, c.calendar_id, o.offered_at, o.decision, o.decided_at
    from handover_offer o
    join handover h on h.workspace_id = o.workspace_id and h.handover_id = o.handover_id ${sides}
    where o.workspace_id = current_workspace() and o.offered_at > now() - interval '2 years'
      and ${seesSpace(reader.personId, reader.role, { everyone: "p.everyone", id: "p.project_id" })}
      and case when h.process_id is null then ${reader.role} <> 'guest' or ${isInTeam(reader.personId)}
        else ${seesSpace(reader.personId, reader.role, { everyone: "c.everyone", id: "c.process_id" })} end
    order by o.offered_at desc limit 20000`);
}

export type CopiedHandover = {
  title: string;
  contents: string;
  task_id: string | null;
  process_id: string | null;
  team_id: string | null;
  to_name: string;
  accept_within_minutes: number | null;
  items: string[];
};

/** What a project hands over, without what came of it. */
export async function handoversToCopy(tx: Tx, projectId: string): Promise<CopiedHandover[]> {
  return tx.rows(sql<CopiedHandover>`
    select h.title, h.contents, h.task_id, h.process_id, h.team_id, ${toName} as to_name, h.accept_within_minutes,
      array(select i.text from handover_item i where i.workspace_id = h.workspace_id and i.handover_id = h.handover_id order by i.position) as items
    from handover h ${sides}
    where h.workspace_id = current_workspace() and h.project_id = ${projectId} order by h.created_at, h.handover_id`);
}
