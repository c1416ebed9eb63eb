import { invariant } from "@rondo/core/kernel";
import type { Definition } from "@rondo/core/process";
import { readMarkdown } from "@rondo/formats/markdown";
import type { Here } from "./here.ts";
import type { WorldProcess } from "./world.ts";

/** Made, staffed and published by its owner, as it was at first; with its form, and its cadences from that day on. */
export async function makeProcess(here: Here, one: WorldProcess, now: Date): Promise<void> {
  const { w, as, personOf, teams, processes } = here;
  const owner = as(one.owner);
  const { title, definition } = read(one.file, withFirst(one));
  const made = await owner("createProcess", { params: { w }, body: { name: title, definition } });
  const fillings = Object.entries(one.fillings).map(([role, who]) =>
    who.startsWith("team:")
      ? { role, personId: null, teamId: teams.get(who.slice(5)) ?? null }
      : { role, personId: personOf(who), teamId: null },
  );
  await owner("changeProcess", { params: { w, p: made.id }, version: made.version, body: { fillings } });
  await owner("publish", { params: { w, p: made.id }, body: { note: one.first?.note ?? one.note } });
  const form = one.form === undefined ? null : await owner("openIntake", { params: { w, p: made.id }, body: one.form });
  for (const cadence of one.cadences ?? [])
    await owner("createCadence", { params: { w, p: made.id }, body: { ...cadence, start: now.toISOString().slice(0, 10) } });
  processes.set(one.file, { id: made.id, formUrl: form?.intakeForm?.url ?? null, definition });
}

/** As it is today, and what was hoped of it. */
export async function improveProcess({ w, as, processes }: Here, one: WorldProcess, reason: string): Promise<void> {
  const owner = as(one.owner);
  const p = processes.get(one.file)?.id as string;
  const { version } = await owner("getDraft", { params: { w, p } });
  await owner("saveDraft", { params: { w, p }, version, body: { definition: read(one.file, one.text).definition } });
  await owner("publish", { params: { w, p }, body: { note: one.note } });
  await owner("putHypothesis", { params: { w, p, number: "2" }, body: { measure: "leadTime", aim: "less", reason } });
}

function read(file: string, text: string): { title: string; definition: Definition } {
  const [draft] = readMarkdown(new TextEncoder().encode(text), file).drafts;
  invariant(draft?.kind === "process", `${file} of the world is a process`);
  return draft;
}

function withFirst({ file, text, first }: WorldProcess): string {
  if (first === undefined) return text;
  invariant(text.includes(first.before), `${file} has no “${first.before}”, before which the story puts a step`);
  return text.replace(first.before, `${first.step}\n\n${first.before}`);
}
