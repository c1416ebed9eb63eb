import { existsSync, readFileSync, readdirSync } from "node:fs";
import { schedulePlan } from "@rondo/core/plan";
import { readPlan } from "@rondo/formats/any";
import { expect, test } from "vitest";
import { done, owner, shared, withServer, world } from "./imports.fixture.ts";

withServer();

const folders = ["mspdi", "primavera"].filter((folder) => existsSync(`${shared}/${folder}`));
const files = folders.flatMap((folder) =>
  readdirSync(`${shared}/${folder}`)
    .filter((name) => /\.(?:xml|xer|pmxml)$/.test(name))
    .map((name) => `${folder}/${name}`),
);
const needs = files.length > 0 ? "" : ` (skipped: no plans at ${shared})`;

/** Worked in hours of its people, which the report names and which are theirs to say here; with what waits for it and what it is in. */
const ofPeople: Readonly<Record<string, readonly string[]>> = {
  "mspdi/mpxj-legacy-sample.xml": ["sample", "First Task", "Second Task"],
  "mspdi/mpxj-mspdiresource.xml": ["Task 0", "Task A", "Contoured Task"],
};
/** A heading with nothing inside it is a task of no length here, and stands where work begins; there at its project's midnight or weekend. */
const empty: Readonly<Record<string, readonly string[]>> = {
  "mspdi/mpxj-resource-type-2016.xml": ["Task 0"],
  "primavera/aspose-MultiprojectWithExternal.pmxml": ["TestProject"],
  "primavera/aspose-PrimaveraProject.pmxml": ["PROD00228"],
};

test.skipIf(files.length === 0)(`every plan at hand has the dates here that \`rondo schedule\` says of its file${needs}`, async () => {
  const { w, ines } = world;
  const differ: Record<string, string[]> = {};
  let total = 0;
  for (const name of files) {
    const bytes = readFileSync(`${shared}/${name}`);
    const { plan } = readPlan(bytes, name);
    const report = await done(ines, name.split("/").at(-1)!, bytes);
    const p = report.made[0]!.id;
    const { rows } = await owner.query<{ source_id: string; task_id: string }>(
      "select source_id, task_id from import_record where project_id = $1 and kind = 'task'",
      [p],
    );
    const sources = new Map(rows.map((row) => [row.task_id, row.source_id]));
    const here = await ines.ok("getPlan", { params: { w, p } });
    const dates = new Map(here.entries.map((entry) => [sources.get(entry.taskId)!, entry]));
    const titles = new Map(plan.tasks.map((task) => [task.id, task.title]));
    const { entries } = schedulePlan(plan);
    total += entries.length;
    const other = entries.filter(({ id, start, finish }) => dates.get(id)?.start !== start || dates.get(id)?.finish !== finish);
    if (other.length > 0) differ[name] = other.map(({ id }) => titles.get(id)!);
    if (name in ofPeople) expect(report.findings.map(({ code }) => code)).toContain("calendars_of_people");
  }
  expect(differ).toEqual({ ...ofPeople, ...empty });
  expect(total).toBeGreaterThan(280);
});
