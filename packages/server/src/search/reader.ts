import type { Database } from "../database/index.ts";
import { type Follower, cursorOf, followJournals, moveCursor, readNames, takeTurn } from "../journal/index.ts";
import { enterTitles } from "./store.ts";

export type TitleReaderInput = {
  readonly database: Pick<Database, "inWorkspace" | "rounds">;
  readonly live: { onWake(listen: (workspaceId: string) => void): () => void };
  readonly log: { warn(fields: Record<string, unknown>, message: string): void };
};

const reader = "search";
const batchSize = 1_000;
const gatherMs = 200;

/**
 * Makes runs and their steps findable, beside the requests: their titles are entered when the journal says that they began.
 * The entries and the cursor are one commit; what is entered again changes nothing.
 */
export function createTitleReader({ database, live, log }: TitleReaderInput): Follower {
  const readBatch = (workspaceId: string): Promise<{ count: number; later: boolean }> =>
    database.inWorkspace(workspaceId, async (tx) => {
      if (!(await takeTurn(tx, reader))) return { count: 0, later: true };
      const { events, count, last, held } = await readNames(
        tx,
        await cursorOf(tx, reader),
        ["run.started", "step.activated", "extra.added"],
        batchSize,
      );
      if (last === null) return { count: 0, later: held };
      const runs = events.flatMap(({ name, subject_id }) => (name === "run.started" ? [subject_id] : []));
      await enterTitles(tx, { runs, tasks: events.flatMap(({ task }) => task ?? []) });
      await moveCursor(tx, reader, last);
      return { count, later: held };
    });
  return followJournals({ what: "titles of runs and steps", database, live, log, batchSize, gatherMs, readBatch });
}
