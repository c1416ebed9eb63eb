import type { Database } from "../database/index.ts";
import { atSeam } from "../faults/index.ts";
import { newId } from "../identity/index.ts";
import type { Log } from "../jobs/index.ts";
import { type JournalEvent, appendEvents, readOn } from "../journal/index.ts";
import { gatherFacts } from "./facts.ts";
import { planTelling } from "./delivery/plan.ts";
import { apply } from "./rules.ts";
import { allWorkspaces, cursorOf, insertNotices, moveCursor, resolveActs, takeTurn } from "./store.ts";

export type NoticeReader = {
  start(): void;
  stop(): Promise<void>;
  /** Reads a workspace's journal to its end; answers how many events that were. For tests and for `doctor`. */
  readNow(workspaceId: string): Promise<number>;
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

const batchSize = 200;
/** After a wake-up, so that a burst of changes is one reading: 20 readings a second at most for a workspace. */
const gatherMs = 50;
const everyMs = 2_000;
/** Workspaces that a round without a wake-up looks at; the rest in the next ones. */
const perRound = 50;

/**
 * Turns the journal into notices, beside the requests: woken by news, and every two seconds without. `idle` -> `planned`
 * (gathering) -> `reading` -> `again` (news came meanwhile) -> `planned`, or `idle`. Notices, the cursor and the event that
 * tells the browsers are one commit, so a kill leaves all or nothing, and reading again writes nothing twice.
 */
export function createNoticeReader({ database, live, log, hasMail, seams }: NoticeReaderInput): NoticeReader {
  const states = new Map<string, "planned" | "reading" | "again">();
  const reading = new Set<Promise<unknown>>();
  let timer: NodeJS.Timeout | null = null;
  let stopListening = (): void => undefined;
  let stopped = false;
  let place = 0;
  let lag = 0;

  const readBatch = async (workspaceId: string): Promise<{ count: number; told: boolean; later: boolean }> => {
    const result = await database.inWorkspace(workspaceId, async (tx) => {
      if (!(await takeTurn(tx))) return { count: 0, told: false, later: true };
      const { events, held } = await readOn(tx, await cursorOf(tx), batchSize);
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
      await moveCursor(tx, last);
      await seams?.written?.();
      atSeam("notices.written");
      return { count: events.length, told: written.length + resolved.length > 0, later: held };
    });
    if (result.told) live.wake(workspaceId);
    return result;
  };

  const readNow = async (workspaceId: string): Promise<number> => {
    let read = 0;
    for (;;) {
      const { count, later } = await readBatch(workspaceId);
      read += count;
      // News that waits for an older transaction, or came after whose turn it is had looked: look again when that is over.
      if (later) plan(workspaceId, 4 * gatherMs);
      if (later || count < batchSize || stopped) return read;
    }
  };

  const plan = (workspaceId: string, ms = gatherMs): void => {
    if (stopped) return;
    const state = states.get(workspaceId);
    if (state === "reading") states.set(workspaceId, "again");
    if (state !== undefined) return;
    states.set(workspaceId, "planned");
    setTimeout(() => {
      states.set(workspaceId, "reading");
      const work = readNow(workspaceId)
        .catch((error: unknown) => log.warn({ err: error, workspaceId }, "notices not written; they are in the next round"))
        .finally(() => {
          reading.delete(work);
          const again = states.get(workspaceId) === "again";
          states.delete(workspaceId);
          if (again) plan(workspaceId);
        });
      reading.add(work);
    }, ms).unref();
  };

  const round = async (): Promise<void> => {
    const all = await allWorkspaces(database.rounds);
    if (all.length === 0) return;
    for (let index = 0; index < Math.min(perRound, all.length); index += 1) plan(all[(place + index) % all.length]!);
    place = (place + perRound) % all.length;
  };

  const go = (): void => {
    if (!stopped)
      timer = setTimeout(
        () =>
          void round()
            .catch(() => undefined)
            .finally(go),
        everyMs,
      ).unref();
  };

  return {
    start() {
      stopListening = live.onWake((workspaceId) => plan(workspaceId));
      go();
    },
    async stop() {
      stopped = true;
      stopListening();
      if (timer !== null) clearTimeout(timer);
      await Promise.allSettled(reading);
    },
    readNow,
    lagSeconds: () => lag,
  };
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
