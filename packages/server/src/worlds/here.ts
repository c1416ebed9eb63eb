import type { Definition } from "@rondo/core/process";
import type { Caller } from "./caller.ts";
import type { World, WorldRun } from "./world.ts";

/** What a world's parts are called once they exist. */
export type Here = {
  readonly world: World;
  readonly w: string;
  readonly now: Date;
  readonly stranger: Caller;
  as(key: string): Caller;
  /** The task of a run's step that stands open. */
  openTask(runId: string, step: string): Promise<string | undefined>;
  personOf(key: string): string;
  /** Ends the sessions of the seeding. */
  signOut(): Promise<void>;
  readonly teams: ReadonlyMap<string, string>;
  /** By the run as the story tells it. */
  readonly runs: Map<WorldRun, string>;
  /** How many acts of a run were before today. */
  readonly played: Map<string, number>;
  readonly processes: Map<string, { id: string; formUrl: string | null; definition: Definition }>;
  /** Ids of a project's tasks by their key, and the project's own. */
  readonly projects: Map<string, { id: string; tasks: ReadonlyMap<string, string> }>;
};
