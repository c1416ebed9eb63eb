import type { Database } from "../database/index.ts";
import { atSeam } from "../faults/index.ts";
import { newId } from "../identity/index.ts";
import type { Log } from "../jobs/index.ts";
import {
  type Follower,
  type JournalEvent,
  appendEvents,
  cursorOf,
  followJournals,
  moveCursor,
  readOn,
  takeTurn,
} from "../journal/index.ts";
import { gatherFacts } from "./facts.ts";
import { planTelling } from "./delivery/plan.ts";
import { apply } from "./rules.ts";
import { insertNotices, resolveActs } from "./store.ts";

export type NoticeReader = Follower & {
  /** Seconds since the last event that was read happened, of the batch that was furthest behind lately. */
  lagSeconds(): number;
};

export type NoticeReaderInput = {
  readonly database: Pick<Database, "inWorkspace" | "rounds" | "epoch">;
  readonly live: { wake(workspaceId: string): void; onWake(listen: (workspaceId: string) => void): () => void };
  readonly log: Log;
  /** Whether people can be told by mail. */
  readonly hasMail: boolean;
  /** Where a test may stop the world: between the writing and the commit. */
  readonly seams?: { written?(): Promise<void> };
};

const reader = "notices";
const batchSize = 200;
/** After a wake-up, so that a burst of changes is one reading: 20 readings a second at most for a workspace. */
const gatherMs = 50;

/**
 * Turns the journal into notices, beside the requests. Notices, the cursor and the event that tells the browsers are one
 * commit, so a kill leaves all or nothing, and reading again writes nothing twice.
 */
export function createNoticeReader({ database, live, log, hasMail, seams }: NoticeReaderInput): NoticeReader {
  let lag = 0;

  const readBatch = async (workspaceId: string): Promise<{ count: number; told: boolean; later: boolean }> => {
    const result = await database.inWorkspace(workspaceId, async (tx) => {
      if (!(await takeTurn(tx, reader))) return { count: 0, told: false, later: true };
      const { events, held } = await readOn(tx, await cursorOf(tx, reader), batchSize);
      const last = events.at(-1);
      if (last === undefined) return { count: 0, told: false, later: held };
      lag = Math.max(0, (Date.now() - Date.parse(events[0]!.at)) / 1_000);
      const { factsOf, subjects } = await gatherFacts(tx, events);
      const written = await insertNotices(
        tx,
        apply(events, factsOf).map((candidate) => ({ ...candidate, notice_id: newId() })),
      );
      await planTelling(tx, [...new Set(written.map((each) => each.person_id))], hasMail, Date.now());
      const resolved = events.some(mayResolve) ? await resolveActs(tx, subjects) : [];
      await appendEvents(tx, database.epoch, tidings(written, resolved));
      await moveCursor(tx, reader, last);
      await seams?.written?.();
      atSeam("notices.written");
      return { count: events.length, told: written.length + resolved.length > 0, later: held };
    });
    if (result.told) live.wake(workspaceId);
    return result;
  };

  const follower = followJournals({ what: "notices", database, live, log, batchSize, gatherMs, readBatch });
  return { ...follower, lagSeconds: () => lag };
}

type Told = { readonly notice_id: string; readonly person_id: string };

/** One event for each person whose inbox changed, for their own eyes; a screen that shows the inbox asks for it anew. */
function tidings(written: readonly Told[], resolved: readonly Told[]): Parameters<typeof appendEvents>[2] {
  const event = (name: string, version: number, { notice_id, person_id }: Told) => ({
    name,
    actorId: null,
    subjectKind: "notice",
    subjectId: notice_id,
    version,
    homeKind: "person" as const,
    homeId: person_id,
  });
  const first = (list: readonly Told[]): Told[] => [...new Map(list.map((each) => [each.person_id, each])).values()];
  return [
    ...first(written).map((each) => event("notice.given", 1, each)),
    ...first(resolved).map((each) => event("notice.settled", 3, each)),
  ];
}

/** Our own events change no task, run or handover; all others may. */
function mayResolve(event: JournalEvent): boolean {
  return event.subject_kind !== "notice";
}
