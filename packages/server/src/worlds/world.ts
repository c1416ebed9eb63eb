import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { CadenceRule } from "@rondo/core/cadence";
import { refuse } from "../http/index.ts";
import { placeDates } from "./dates.ts";

/** A sample world as its files say it (db/worlds/<name>): people by their key, processes by their file, dates already placed around today. */
export type World = {
  readonly name: string;
  readonly zone: string;
  readonly owner: string;
  readonly people: readonly { key: string; name: string; email: string; role: "owner" | "admin" | "member" | "guest"; teams: string[] }[];
  readonly teams: readonly string[];
  readonly processes: readonly WorldProcess[];
  readonly projects: readonly WorldProject[];
  readonly runs: readonly WorldRun[];
  readonly past: WorldPast;
  readonly tasks: readonly {
    by: string;
    owner?: string;
    title: string;
    notes?: string;
    due: string | null;
    priority?: "low" | "high" | "urgent";
    done?: boolean;
  }[];
  /** What somebody who looks at the world finds to do in it. */
  readonly forViewer: { readonly by: string; readonly tasks: readonly Omit<World["tasks"][number], "by" | "owner" | "done">[] };
  readonly comments: readonly { by: string; project: string; task: string; text: string; mentions?: string[] }[];
  readonly documents: readonly WorldDocument[];
  /** Plans tried otherwise: other durations, in days, by the tasks' keys. */
  readonly alternatives: readonly { by: string; project: string; name: string; days: Readonly<Record<string, number>> }[];
  readonly handovers: readonly {
    by: string;
    project: string;
    task: string | null;
    /** Either a process and who decides for it, or a team. */
    process?: string;
    receiver?: string;
    team?: string;
    offer?: boolean;
    title: string;
    contents: string;
    items: string[];
    acceptWithinMinutes: number;
  }[];
};

export type WorldProcess = {
  readonly file: string;
  readonly text: string;
  readonly owner: string;
  readonly note: string;
  /** When it was published: days before today. */
  readonly since: number;
  /** How it was before it was improved: with a step more, before the heading of another. */
  readonly first?: { readonly before: string; readonly step: string; readonly note: string };
  /** When it was improved, and what was hoped of it. */
  readonly improved?: { readonly since: number; readonly reason: string };
  /** A person's key, or `team:` and the team's name, for each role. */
  readonly fillings: Readonly<Record<string, string>>;
  readonly form?: { title: string; note: string };
  readonly cadences?: readonly { name: string; rule: CadenceRule; catchUp: "all" | "latest" | "none" }[];
};

/** In a project, or on its own in a folder of the workspace. */
export type WorldDocument = {
  readonly file: string;
  readonly text: string;
  readonly by: string;
  readonly title: string;
  readonly project?: string;
  readonly folder?: string;
  readonly template?: boolean;
  readonly comment?: { by: string; text: string };
};

export type WorldTask = {
  readonly id: string;
  readonly title: string;
  readonly in?: string | null;
  readonly days?: number;
  readonly milestone?: boolean;
  readonly owner?: string | null;
  readonly notes?: string;
  readonly column?: string;
  readonly began?: string;
  readonly done?: string;
  readonly due?: string;
  readonly deadline?: string;
  readonly after?: readonly (string | { task: string; type?: "FS" | "SS" | "FF" | "SF"; lag?: number; kind?: "working" | "elapsed" })[];
  /** Who, when, what. */
  readonly comments?: readonly [string, string, string][];
};

export type WorldProject = {
  readonly key: string;
  readonly by: string;
  readonly name: string;
  readonly goal: string;
  readonly endCondition: string;
  readonly start: string;
  readonly columns: readonly string[];
  readonly tasks: readonly WorldTask[];
};

/** What happened before today, at its own time. */
export type WorldPast = {
  readonly begins: string;
  readonly runs: readonly WorldRun[];
  /** How runs that begin by themselves went, one after the other. */
  readonly rhythm: readonly { readonly process: string; readonly rounds: readonly (readonly Act[])[] }[];
};

export type Act = {
  readonly by: string;
  /** Working hours after what was done before it; at once without. */
  readonly after?: number;
  readonly step?: string;
  readonly answers?: Record<string, string | number | boolean>;
  readonly decide?: "approve" | "reject";
  readonly comment?: string;
  readonly ask?: string;
  readonly to?: string;
  readonly say?: string;
  readonly mentions?: readonly string[];
  readonly cancel?: string;
  readonly skip?: string;
};

export type WorldRun = {
  readonly process: string;
  readonly by?: string;
  /** When it began; just now without. Its last act, which tells somebody something, is of today in any case. */
  readonly at?: string;
  readonly form?: { name: string; email: string };
  readonly answers: Record<string, string | number | boolean>;
  readonly acts: readonly Act[];
  /** A step that stands open in the end, and is given to whoever looks at the world. */
  readonly viewerGets?: string;
};

/** What the story says. */
type Told = "runs" | "tasks" | "forViewer" | "comments" | "alternatives" | "handovers";

const folder = fileURLToPath(new URL("../../../../db/worlds/", import.meta.url));

/** Reads a world; `now` is where its dates stand around. Refuses with `world_unknown`. */
export async function readWorld(name: string, now: Date): Promise<World> {
  const known = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  if (!known.includes(name) || !existsSync(`${folder}${name}/world.json`)) refuse("world_unknown", { worlds: known.join(", ") });
  const own = `${folder}${name}`;
  const plain = JSON.parse(await readFile(`${own}/world.json`, "utf8")) as Omit<World, "projects" | Told>;
  const dated = async <T>(file: string): Promise<T> =>
    JSON.parse(placeDates(await readFile(`${own}/${file}`, "utf8"), now, plain.zone)) as T;
  const projects = (await readdir(`${own}/projects`)).filter((file) => file.endsWith(".json")).sort();
  return {
    ...plain,
    ...(await dated<Pick<World, Told>>("story.json")),
    past: await dated<WorldPast>("past.json"),
    processes: await Promise.all(
      plain.processes.map(async (process) => ({ ...process, text: await readFile(`${own}/processes/${process.file}`, "utf8") })),
    ),
    documents: await Promise.all(
      plain.documents.map(async (document) => ({
        ...document,
        text: placeDates(await readFile(`${own}/documents/${document.file}`, "utf8"), now, plain.zone),
      })),
    ),
    projects: await Promise.all(projects.map((file) => dated<WorldProject>(`projects/${file}`))),
  };
}
