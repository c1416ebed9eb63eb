import type { Caller } from "./caller.ts";
import type { World, WorldRun } from "./world.ts";

/** What a world's parts are called once they exist. */
export type Here = {
  readonly world: World;
  readonly w: string;
  readonly now: Date;
  readonly stranger: Caller;
  as(key: string): Caller;
  personOf(key: string): string;
  /** Ends the sessions of the seeding. */
  signOut(): Promise<void>;
  readonly teams: ReadonlyMap<string, string>;
  /** By the run as the story tells it. */
  readonly runs: Map<WorldRun, string>;
  readonly processes: Map<string, { id: string; formUrl: string | null }>;
  /** Ids of a project's tasks by their key, and the project's own. */
  readonly projects: Map<string, { id: string; tasks: ReadonlyMap<string, string> }>;
};
