import { sql } from "kysely";
import type { Database, Tx } from "../database/index.ts";
import { type Cursor, type JournalEvent, headOf, readAfter, readOn, showCursor } from "../journal/index.ts";
import { isShownRun, seesDocument, seesSpace } from "../access/index.ts";
import { type DocumentWhisper, joined, topicOf } from "./whisper.ts";

/** Somebody whose browser listens. `deliver` is told what they may see now; `end` closes the stream with a reason. */
export type Listener = {
  readonly personId: string;
  /** What opened it, the one or the other: when that ends, the stream does. */
  readonly sessionHash: string | null;
  readonly keyId: string | null;
  /** Too much lies between for a stream: the reader must read everything again, and hears what comes from now on. */
  startOver(): void;
  deliver(events: readonly JournalEvent[]): void;
  whisper(whispers: readonly (DocumentWhisper | { readonly kind: "rights" })[]): void;
  end(reason: string): void;
};

/**
 * Reads a workspace's journal once for all who listen to it on this node, and gives each what they may see at this
 * moment: rights are asked of the database for every batch, not remembered from when the stream was opened.
 */
export class WorkspaceReader {
  readonly #database: Database;
  readonly #workspaceId: string;
  readonly #listeners = new Set<Listener>();
  #cursor: Cursor | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = false;
  #coming = 0;
  #timer: NodeJS.Timeout | null = null;
  #patience = 0;
  readonly #whispers = new Map<string, DocumentWhisper>();
  #telling = false;

  constructor(database: Database, workspaceId: string) {
    this.#database = database;
    this.#workspaceId = workspaceId;
  }

  get listeners(): ReadonlySet<Listener> {
    return this.#listeners;
  }

  /** Nobody listens, and nobody is on the way: whoever comes later may have another reader. */
  get isIdle(): boolean {
    return this.#listeners.size === 0 && this.#coming === 0;
  }

  remove(listener: Listener): void {
    this.#listeners.delete(listener);
  }

  /**
   * Adds a listener from a place of its own (after a reconnect) or from now on. What lies between its place and the
   * common one is read for it alone before the common reading goes on, so that nothing falls between. Answers where it is.
   */
  add(listener: Listener, after: Cursor | null): Promise<Cursor> {
    this.#coming += 1;
    return this.#inTurn(() =>
      this.#database.inWorkspace(
        this.#workspaceId,
        async (tx) => {
          this.#cursor ??= await headOf(tx, this.#database.epoch);
          if (after !== null && isBefore(after, this.#cursor)) {
            const missed = await this.#between(tx, after, this.#cursor);
            const seen = await visibleTo(tx, [listener.personId], missed ?? []);
            if (missed === null) listener.startOver();
            else listener.deliver(missed.filter((event) => seen.has(`${listener.personId} ${key(event)}`)));
          }
          this.#listeners.add(listener);
          return this.#cursor;
        },
        "read",
      ),
    ).finally(() => void (this.#coming -= 1));
  }

  /** Reads on. A wake-up while another waits for its turn adds nothing: that one will see the same news. */
  wake(): Promise<void> {
    if (this.#waiting) return Promise.resolve();
    this.#waiting = true;
    return this.#inTurn(async () => {
      this.#waiting = false;
      if (await this.#readOn()) this.#lookAgain();
      else this.#patience = 0;
    });
  }

  /** Told at once, or with what comes while the one before is on its way; to those who may see the document at that moment. */
  async tell(whisper: DocumentWhisper): Promise<void> {
    if (this.#listeners.size === 0) return;
    this.#whispers.set(topicOf(whisper), joined(this.#whispers.get(topicOf(whisper)), whisper));
    if (this.#telling) return;
    this.#telling = true;
    try {
      while (this.#whispers.size > 0) {
        const whispers = [...this.#whispers.values()];
        this.#whispers.clear();
        const listeners = [...this.#listeners];
        const seen = await this.#database.inWorkspace(
          this.#workspaceId,
          (tx) =>
            documentsSeen(
              tx,
              listeners.map((listener) => listener.personId),
              whispers.map((one) => one.documentId),
            ),
          "read",
        );
        for (const listener of listeners) {
          const theirs = whispers.filter((one) => seen.has(`${listener.personId} ${one.documentId}`));
          if (theirs.length > 0 && this.#listeners.has(listener)) listener.whisper(theirs);
        }
      }
    } finally {
      this.#telling = false;
    }
  }

  /** News that waits for somebody else's transaction has no wake-up of its own when that ends: look after 10 ms, 20, 40 … */
  #lookAgain(): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.wake().catch(() => undefined); // the database is away: the next round reads what this one did not
      },
      Math.min(10 * 2 ** this.#patience, 500),
    ).unref();
    this.#patience += 1;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** True where news has to wait. */
  async #readOn(): Promise<boolean> {
    while (this.#listeners.size > 0 && this.#cursor !== null) {
      const cursor = this.#cursor;
      const listeners = [...this.#listeners];
      const { events, held, seen } = await this.#database.inWorkspace(
        this.#workspaceId,
        async (tx) => {
          const { events, held } = await readOn(tx, cursor, batch);
          const people = [...new Set(listeners.map((listener) => listener.personId))];
          return { events, held, seen: await visibleTo(tx, people, events) };
        },
        "read",
      );
      const last = events.at(-1);
      if (last === undefined) return held;
      for (const listener of listeners) {
        const theirs = events.filter((event) => seen.has(`${listener.personId} ${key(event)}`));
        if (theirs.length > 0 && this.#listeners.has(listener)) listener.deliver(theirs);
        // Whoever lost a right sees nothing of that: they are told to look, and what it was about is not said.
        if (events.some((event) => changesRightsOf(event, listener.personId))) listener.whisper([{ kind: "rights" }]);
      }
      this.#cursor = last;
      if (events.length < batch) return held;
    }
    return false;
  }

  /** Null where there is more than anybody catches up with: a cursor is not signed, and the whole journal is not kept in memory for it. */
  async #between(tx: Tx, after: Cursor, until: Cursor): Promise<JournalEvent[] | null> {
    const events: JournalEvent[] = [];
    for (let cursor = after; ;) {
      const more = await readAfter(tx, cursor, batch);
      for (const event of more) if (!isBefore(until, event)) events.push(event);
      const last = more.at(-1);
      if (more.length < batch || last === undefined || isBefore(until, last)) return events;
      if (events.length > missedLimit) return null;
      cursor = last;
    }
  }
}

/** Changes to whether somebody may see a process, a project, a run, a task or a document. */
function changesRightsOf({ name, subject_id, data }: JournalEvent, personId: string): boolean {
  if (name.endsWith(".unshared") || name.endsWith(".shared")) return data["personId"] === personId;
  if (name === "member.changed") return subject_id === personId;
  return name.endsWith(".changed") && Array.isArray(data["changed"]) && data["changed"].includes("everyone");
}

const batch = 200;
const missedLimit = 2_000;

/** True when `a` comes before `b` in the order of cursors. */
export function isBefore(a: Cursor, b: Cursor): boolean {
  for (const part of ["epoch", "xid", "seq"] as const) {
    const difference = BigInt(a[part]) - BigInt(b[part]);
    if (difference !== 0n) return difference < 0n;
  }
  return false;
}

const key = showCursor;

/** "person cursor" for every event that the person may see now, in one query for all of them. */
async function visibleTo(tx: Tx, people: readonly string[], events: readonly JournalEvent[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const homes = [...new Map(events.map((event) => [`${event.home_kind} ${event.home_id}`, event])).values()];
  const pairs = await tx.rows(sql<{ person_id: string; home_kind: string; home_id: string }>`
    select m.person_id, h.home_kind, h.home_id
    from unnest(${homes.map((home) => home.home_kind)}::text[], ${homes.map((home) => home.home_id)}::uuid[]) as h(home_kind, home_id)
    cross join membership m
    left join document d on h.home_kind = 'document' and d.workspace_id = m.workspace_id and d.document_id = h.home_id
    left join project p on h.home_kind = 'project' and p.workspace_id = m.workspace_id and p.project_id = h.home_id
    left join run r on h.home_kind = 'run' and r.workspace_id = m.workspace_id and r.run_id = h.home_id
    left join process c on c.workspace_id = m.workspace_id and c.process_id = case h.home_kind when 'process' then h.home_id when 'run' then r.process_id end
    where m.workspace_id = current_workspace() and m.person_id = any(${people}::uuid[])
      and case h.home_kind
        when 'workspace' then true
        when 'admins' then m.role in ('owner', 'admin')
        when 'person' then h.home_id = m.person_id
        when 'task' then exists (
          select 1 from task t where t.workspace_id = m.workspace_id and t.task_id = h.home_id and m.person_id in (t.person_id, t.created_by, t.owner_id))
        when 'team' then m.role in ('owner', 'admin') or exists (
          select 1 from team_member tm where tm.workspace_id = m.workspace_id and tm.team_id = h.home_id and tm.person_id = m.person_id)
        when 'document' then d.document_id is not null and ${seesDocument(sql.ref("m.person_id"), sql.ref("m.role"), "d")}
        when 'project' then p.project_id is not null and ${seesSpace(sql.ref("m.person_id"), sql.ref("m.role"), { everyone: "p.everyone", id: "p.project_id" })}
        else c.process_id is not null and (${seesSpace(sql.ref("m.person_id"), sql.ref("m.role"), { everyone: "c.everyone", id: "c.process_id" })}
          or (r.run_id is not null and (r.requester_id = m.person_id or ${isShownRun(sql.ref("m.person_id"), "r.run_id")} or exists (
            select 1 from task t left join team_member tm on tm.workspace_id = t.workspace_id and tm.team_id = t.team_id and tm.person_id = m.person_id
            where t.workspace_id = m.workspace_id and t.run_id = r.run_id and (t.owner_id = m.person_id or tm.person_id is not null)))))
      end`);
  const tasks = events.flatMap((event) => (event.subject_kind === "task" ? [event.subject_id] : []));
  const shown = new Set(
    tasks.length === 0
      ? []
      : (
          await tx.rows(sql<{ pair: string }>`
    select s.person_id || ' ' || st.task_id as pair
    from (select person_id from task_share where workspace_id = current_workspace() and person_id = any(${people}::uuid[])
      union select person_id from run_share where workspace_id = current_workspace() and person_id = any(${people}::uuid[])) s, shared_tasks(s.person_id) st
    where st.task_id = any(${tasks}::uuid[])
    union all select m.person_id || ' ' || t.task_id
    from task t join membership m on m.workspace_id = t.workspace_id and m.person_id = any(${people}::uuid[])
    where t.workspace_id = current_workspace() and t.task_id = any(${tasks}::uuid[]) and (t.owner_id = m.person_id
      or exists (select from team_member tm where tm.workspace_id = t.workspace_id and tm.team_id = t.team_id and tm.person_id = m.person_id))`)
        ).map(({ pair }) => pair),
  );
  const allowed = new Set(pairs.map((pair) => `${pair.person_id} ${pair.home_kind} ${pair.home_id}`));
  const seen = new Set<string>();
  for (const person of people)
    for (const event of events)
      if (allowed.has(`${person} ${event.home_kind} ${event.home_id}`) || shown.has(`${person} ${event.subject_id}`))
        seen.add(`${person} ${key(event)}`);
  return seen;
}

/** "person document" for each of them who may see it now. */
async function documentsSeen(tx: Tx, people: readonly string[], documents: readonly string[]): Promise<Set<string>> {
  const pairs = await tx.rows(sql<{ pair: string }>`
    select m.person_id || ' ' || d.document_id as pair
    from membership m join document d on d.workspace_id = m.workspace_id and d.document_id = any(${[...new Set(documents)]}::uuid[]) and d.deleted_at is null
    where m.workspace_id = current_workspace() and m.person_id = any(${[...new Set(people)]}::uuid[]) and ${seesDocument(sql.ref("m.person_id"), sql.ref("m.role"), "d")}`);
  return new Set(pairs.map(({ pair }) => pair));
}
