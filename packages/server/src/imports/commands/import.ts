import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Finding, invariant, words } from "@rondo/core/kernel";
import type { Definition } from "@rondo/core/process";
import { isNoList, onlyCounts } from "@rondo/core/sameness";
import { called } from "@rondo/formats/bpmn";
import type { ProcessDraft, ProjectDraft, Reading } from "@rondo/formats/draft";
import { containersOf } from "@rondo/formats/work";
import { putShare } from "../../access/index.ts";
import { insertBaseline } from "../../baselines/index.ts";
import { hasCalendar, listCalendars, makeCalendar, workingTime } from "../../calendars/index.ts";
import { type Tx, isDangling, isDuplicate } from "../../database/index.ts";
import { type Work, refuse, workIn } from "../../http/index.ts";
import { newId } from "../../identity/index.ts";
import { insertLinks, lockPlan, recompute } from "../../plans/index.ts";
import { findSource, makeProcess } from "../../processes/index.ts";
import { clearDue, setDue } from "../../sweep/index.ts";
import type { System } from "../../system.ts";
import { insertTasks } from "../../tasks/index.ts";
import { boardsIn, checkedProcess, gone, mustBeNew, mustBeOther, mustFit } from "./checks.ts";
import { countBoth, gaps } from "../counts.ts";
import { type Import, presentImport } from "../present.ts";
import { type PlanCalendars, calendarsFor } from "../layout/calendars.ts";
import { type Laid, layProject } from "../layout/project.ts";
import { type ReadLimits, readFile, readLimits } from "../reading/read.ts";
import { type Chunk } from "../layout/rows.ts";
import {
  type ImportRow,
  type Made,
  chosenColumns,
  discardImport,
  draftOf,
  enterImport,
  findImport,
  finishImport,
  importOf,
  insertArriving,
  insertImport,
  insertParts,
  membersByEmail,
  reveal,
  roleOf,
  tallyOf,
} from "../store/import.ts";
import { boardsOf, insertPeople, knownBefore, peopleOf } from "../store/people.ts";
import { type KnownPeople, markOf } from "../layout/people.ts";
import { oneLine, plain } from "../layout/words.ts";

export type ImportInput = {
  readonly workspaceId: string;
  readonly personId: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Once more, as a copy, though this very file is here already. */
  readonly again: boolean;
  /** Whose each project is by its name in the file, in their order, where somebody looked; whoever imports owns it where that is nobody here. */
  readonly owners?: readonly (string | null)[];
  /** Keeps the answer for the caller's Idempotency-Key, in the last transaction; with the projects that are owned by whom they belong to in the file. */
  keep?(work: Work, answer: Import, owned?: ReadonlySet<string>): Promise<void>;
  readonly limits?: Partial<ReadLimits>;
  /** Where a test may stop the world: between two chunks. */
  readonly seams?: { chunkWritten?(number: number): Promise<void> };
};

/**
 * Reads a file into projects and draft processes. What it makes is written in chunks that nobody sees, and comes out in
 * one last transaction with its events and the report; whatever ends it before that leaves nothing behind: a refusal takes
 * the chunks away at once, a death of the server the sweeper does two minutes later.
 */
export async function importFile(system: System, input: ImportInput): Promise<Import> {
  const sha256 = createHash("sha256").update(input.bytes).digest();
  // Before the work of reading it.
  await system.database.inWorkspace(input.workspaceId, async (tx) => mustBeNew(await importOf(tx, sha256), input.again), "read");
  const read = await readWithin(system, input);
  return importReading(system, input, read);
}

/** Reads a file in a thread, with the columns that were chosen for tables like it. */
export async function readWithin(
  system: System,
  input: Pick<ImportInput, "workspaceId" | "fileName" | "bytes" | "limits">,
): Promise<Reading> {
  const chosen = await system.database.inWorkspace(input.workspaceId, (tx) => chosenColumns(tx), "read");
  return readFile(
    input.bytes,
    input.fileName,
    (error) => system.log.error({ err: error, fileName: input.fileName }, "a reader of imports died"),
    { ...readLimits, ...input.limits, cache: system.config.dataDirectory === "" ? null : join(system.config.dataDirectory, "compiled") },
    { chosen },
  );
}

export async function importReading(system: System, input: ImportInput, read: Reading): Promise<Import> {
  const sha256 = createHash("sha256").update(input.bytes).digest();
  // Processes of one file call each other by the ids that they get.
  const ids = read.drafts.map(() => newId());
  const drafts = called(
    read.drafts.filter((draft) => draft.kind === "process"),
    ids,
  );
  const reading = { ...read, drafts: [...read.drafts.filter((draft) => draft.kind === "project"), ...drafts] };
  const processes = drafts.map(checkedProcess);
  mustFit(reading);

  const importId = newId();
  const unit = <T>(work: (work: Work) => Promise<T>): Promise<T> => workIn(system, input.workspaceId, input.personId, work);
  const { zone, people, calendars } = await begin(unit, importId, sha256, reading, input);
  try {
    let number = 0;
    const around = {
      zone,
      now: new Date(),
      importerId: input.personId,
      people,
      format: reading.format,
      newId,
      nextNumber: () => (number += 1),
    };
    const projects = projectsIn(reading).map((draft, at) => {
      const own = calendars[at] as PlanCalendars;
      return { draft, calendars: own, ...layProject(draft, { ...around, calendars: own }) };
    });
    const laid = await unit(async ({ tx }) => ownersOf(tx, projects, input));
    await writeChunks(unit, importId, laid, input);
    return await unit((work) => finish(work, importId, { reading, laid, processes, ids }, input));
  } catch (error) {
    await system.database.inWorkspace(input.workspaceId, (tx) => discardImport(tx, importId)).catch(() => undefined); // the sweeper has it otherwise
    throw isDangling(error) ? gone() : error;
  }
}

type Unit = <T>(work: (work: Work) => Promise<T>) => Promise<T>;
type LaidProject = Laid & {
  readonly draft: ProjectDraft;
  readonly calendars: PlanCalendars;
  readonly ownerId: string;
  /** Whose it is in the file, where that is known and nobody here. */
  readonly ownedElsewhere: string | null;
};

/** Of each project the member here who owns it by the file; else whoever imports it. */
async function ownersOf(
  tx: Tx,
  projects: readonly (Laid & Pick<LaidProject, "draft" | "calendars">)[],
  { owners = [], personId }: ImportInput,
): Promise<LaidProject[]> {
  const laid: LaidProject[] = [];
  for (const [at, project] of projects.entries()) {
    const name = owners[at] ?? null;
    const known =
      name === null ? undefined : project.people.find(({ member, person }) => member.name === name && person !== null)?.person?.id;
    const role = known === undefined ? undefined : await roleOf(tx, known);
    const isOwner = known !== undefined && role !== undefined && role !== "guest";
    laid.push({ ...project, ownerId: isOwner ? known : personId, ownedElsewhere: isOwner ? null : name });
  }
  return laid;
}

async function begin(
  unit: Unit,
  importId: string,
  sha256: Buffer,
  reading: Reading,
  input: ImportInput,
): Promise<{ zone: string; people: KnownPeople; calendars: PlanCalendars[] }> {
  try {
    return await unit(async ({ tx }) => {
      mustBeNew(await importOf(tx, sha256), input.again);
      await insertImport(tx, { id: importId, fileName: input.fileName, sha256, format: reading.format, by: input.personId });
      await setDue(tx, importDue, importId, given());
      const boards = boardsIn(reading);
      if (!input.again && boards.length > 0) mustBeOther(await boardsOf(tx, boards), boards.length);
      const { zone, definition } = await workingTime(tx, null);
      const here = { standard: definition, calendars: await listCalendars(tx), newId };
      return { zone, people: await knownPeople(tx, reading), calendars: projectsIn(reading).map((draft) => calendarsFor(draft, here)) };
    });
  } catch (error) {
    if (isDuplicate(error, "import_running")) refuse("import_running");
    throw error;
  }
}

/** Members here by what they are known by in the file. */
export async function knownPeople(tx: Tx, reading: Reading): Promise<KnownPeople> {
  const members = reading.drafts.flatMap((draft) => (draft.kind === "project" ? draft.members : []));
  const emails = members.flatMap(({ email }) => (email === null ? [] : [email.trim().toLowerCase()]));
  const marks = members.map((member) => markOf(member, reading.format));
  return { byMail: await membersByEmail(tx, emails), before: await knownBefore(tx, marks) };
}

async function writeChunks(unit: Unit, importId: string, laid: readonly LaidProject[], { seams }: ImportInput): Promise<void> {
  let written = 0;
  for (const project of laid) {
    let first = true;
    for (const chunk of project.chunks()) {
      const opens = first;
      await unit(async ({ tx }) => {
        if (!(await enterImport(tx, importId))) gone();
        if (opens) await insertArriving(tx, importId, project.ownerId, project.head);
        await insertTasks(tx, chunk.tasks);
        await insertParts(tx, importId, chunk);
        await insertLinks(tx, chunk.projectId, chunk.links as unknown as Chunk["links"] & { version: number }[]);
        await setDue(tx, importDue, importId, given());
      });
      first = false;
      await seams?.chunkWritten?.((written += 1));
    }
    if (first) await unit(async ({ tx }) => insertArriving(tx, importId, project.ownerId, project.head));
  }
}

type Parts = {
  readonly reading: Reading;
  readonly laid: readonly LaidProject[];
  readonly processes: readonly ProcessDraft[];
  /** Of the processes. */ readonly ids: readonly string[];
};

/** The one transaction that shows what was made, and says so in the journal. */
async function finish(work: Work, importId: string, { reading, laid, processes, ids }: Parts, input: ImportInput): Promise<Import> {
  const { tx } = work;
  if (!(await enterImport(tx, importId))) gone();
  const made: Made[] = [];
  for (const { head, ownerId, calendars, baselines } of laid) {
    await bringCalendars(work, calendars);
    await reveal(tx, head.id, "contributor", calendars.own);
    for (const manager of new Set([input.personId, ownerId])) await putShare(tx, head.id, manager, "manager");
    await work.append({
      name: "project.created",
      subjectKind: "project",
      subjectId: head.id,
      version: 1,
      homeKind: "project",
      homeId: head.id,
      data: { name: head.name, ownerId, importId },
    });
    const plan = await lockPlan(tx, head.id);
    invariant(plan, "a project that was just shown is there");
    await recompute(tx, plan);
    for (const { name, finish: ends, entries } of baselines)
      await insertBaseline(tx, { baseline_id: newId(), project_id: head.id, name, taken_by: input.personId, finish: ends, entries });
    made.push({ kind: "project", id: head.id, name: head.name });
  }
  const definitions: Definition[] = [];
  let kept = 0;
  for (const [index, { title, definition, source }] of processes.entries()) {
    const name = oneLine(title, 120) || "Process without a name";
    const id = await makeProcess(work, { id: ids[index], name, ownerId: input.personId, definition, everyone: "contributor", source });
    const stored = await draftOf(tx, id);
    if (stored !== undefined) definitions.push(stored);
    if (source !== undefined && (await findSource(tx, id))?.text === source.text) kept += 1;
    made.push({ kind: "process", id, name });
  }
  const counts = countBoth(reading, {
    tally: await tallyOf(
      tx,
      importId,
      laid.map(({ head }) => head.id),
    ),
    projects: laid.length,
    definitions,
    sources: kept,
  });
  await finishImport(tx, importId, {
    counts,
    made,
    findings: [...findingsOf(reading, laid), ...explanations(reading), ...laid.flatMap(ownedElsewhere), ...gaps(counts)],
  });
  await clearDue(tx, importDue, importId);
  await work.append(
    ...made.map((one, index) => ({
      name: "import.finished",
      subjectKind: "import",
      subjectId: importId,
      version: index + 1,
      homeKind: one.kind,
      homeId: one.id,
      data: { fileName: input.fileName, format: reading.format, made: one, counts },
    })),
  );
  await insertPeople(tx, importId, peopleRows(laid));
  const answer = presentImport((await findImport(tx, importId)) as ImportRow, await peopleOf(tx, importId));
  const owned = laid.filter((project) => project.ownedElsewhere === null && input.owners !== undefined);
  await input.keep?.(work, answer, new Set(owned.map(({ head }) => head.id)));
  return answer;
}

/** Whoever brings a plan brings its calendars, also who may change none of the workspace's: they are new, and nobody else's work goes by them. */
async function bringCalendars(work: Work, { made, found }: PlanCalendars): Promise<void> {
  for (const row of made) await makeCalendar(work, row);
  for (const id of found) if (!(await hasCalendar(work.tx, id))) refuse("calendar_not_found"); // deleted while the plan was written
}

function projectsIn({ drafts }: Reading): ProjectDraft[] {
  return drafts.filter((draft) => draft.kind === "project");
}

/** A sheet that explains the others, or a table of figures, is read as a list, as any is: whoever sees the project that it became should know why. */
function explanations({ drafts, ...reading }: Reading): Finding[] {
  const few = drafts.filter((draft) => draft.kind === "project" && draft.tasks.length <= mostLines);
  return containersOf({ ...reading, drafts: few }, "")
    .filter(isNoList)
    .map((container) => ({
      code: "no_list",
      severity: "warning",
      ...(onlyCounts(container)
        ? words`“${container.name}” holds hardly anything but numbers, as a table of statistics does. If it is no list of work, delete the project that it became.`
        : words`“${container.name}” holds nothing but lines of text, as a sheet does that explains a file. If it is no list of work, delete the project that it became.`),
    }));
}

const mostLines = 300;

function ownedElsewhere({ head, ownedElsewhere: name }: LaidProject): Finding[] {
  return name === null
    ? []
    : [
        {
          code: "owner_not_here",
          severity: "info",
          ...words`Most of “${head.name}” was ${name}’s, whom nobody here is known as: it belongs to whoever imported it.`,
        },
      ];
}

export function peopleRows(laid: readonly Pick<Laid, "head" | "people">[]): Parameters<typeof insertPeople>[2] {
  return laid.flatMap(({ head, people }) =>
    people.map(({ member, mark, person }) => ({
      project_id: head.id,
      source_id: plain(member.sourceId, 200),
      name: oneLine(member.name, 120) || oneLine(member.username ?? "", 120) || "Somebody",
      username: member.username,
      email: member.email,
      mark,
      person_id: person?.id ?? null,
      how: person?.how ?? null,
    })),
  );
}

/** The report's length is for people. The reader's own summary line counts the draft; ours counts the database, so it goes. */
export function findingsOf(reading: Reading, laid: readonly Pick<Laid, "findings">[]): Finding[] {
  const all = [...reading.findings.filter((finding) => finding.code !== "read"), ...laid.flatMap((project) => project.findings())];
  const shown = all.slice(0, 200);
  return all.length === shown.length
    ? shown
    : [...shown, { code: "more_findings", severity: "info", ...words`${all.length - shown.length} more are not listed.` }];
}

export const importDue = "import";

/** An import that has written nothing for so long is dead. */
function given(): string {
  return new Date(Date.now() + 120_000).toISOString();
}

/** Its moment came: the import never finished. Takes away what it left. */
export async function sweepImport(work: Pick<Work, "tx">, importId: string): Promise<void> {
  await discardImport(work.tx, importId);
}
