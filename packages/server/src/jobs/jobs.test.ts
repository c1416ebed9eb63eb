import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../identity/index.ts";
import { createJobs } from "./jobs.ts";
import type { Job, JobKind } from "./kind.ts";
import { type Library, openLibrary, silent, until } from "./library.fixture.ts";
import { freeDeadNodes } from "./store.ts";

let library: Library;
beforeAll(async () => {
  library = await openLibrary();
  const jobs = createJobs({ url: library.urls.worker, log: silent, kinds: [] });
  await Promise.all([jobs.prepare(), jobs.prepare()]); // two nodes start at once
  await jobs.stop();
});
afterAll(() => library.close());

const add = (name: string, subjectId: string, attempts = 3) =>
  library.owner.query(
    "select graphile_worker.add_job($1, json_build_object('workspace', $2::text, 'subject', $3::text), max_attempts => $4)",
    [name, library.workspaceId, subjectId, attempts],
  );
const jobOf = async (subjectId: string) =>
  (await library.owner.query("select * from graphile_worker._private_jobs where payload->>'subject' = $1", [subjectId])).rows[0];

function kind(name: string, run: (job: Job) => Promise<void>, failures: string[] = []): JobKind {
  return { name, run, isFinal: () => false, giveUp: async (_job, failure) => void failures.push(failure) };
}

test("a job of a node that is killed is done by another, which is told that the first outcome is unknown", async () => {
  const child = await victim("killed");
  const subjectId = newId();
  await add("killed", subjectId);
  await until(() => child.tookJob());
  child.process.kill("SIGKILL");
  // Taken long enough ago that its node would have told of itself by now.
  await until(
    async () =>
      (
        await library.owner.query(
          "update graphile_worker._private_jobs set locked_at = now() - interval '4 seconds' where payload->>'subject' = $1 and locked_at is not null",
          [subjectId],
        )
      ).rowCount === 1,
  );
  const done: Job[] = [];
  const survivor = createJobs({
    url: library.urls.worker,
    log: silent,
    kinds: [kind("killed", async (job) => void done.push(job))],
    roundMs: 100,
  });
  await survivor.start();
  await until(() => done.length === 1);
  expect(done[0]).toMatchObject({ attempt: 2, subjectId, lastFailure: expect.stringContaining("what attempt 1 did is unknown") });
  await survivor.stop();
});

test("what a living node works on is left alone", async () => {
  const subjectId = newId();
  let finish = (): void => undefined;
  let taken = false;
  const node = createJobs({
    url: library.urls.worker,
    log: silent,
    kinds: [
      kind(
        "long",
        () =>
          new Promise<void>((resolve) => {
            taken = true;
            finish = resolve;
          }),
      ),
    ],
    roundMs: 50,
  });
  await node.start();
  await add("long", subjectId);
  await until(() => taken);
  await library.owner.query(
    "update graphile_worker._private_jobs set locked_at = now() - interval '1 hour' where payload->>'subject' = $1",
    [subjectId],
  );
  expect(await freeDeadNodes(library.database.pools.worker)).toEqual([]);
  // Its heartbeat stopped, as that of a frozen process does: now it is taken for dead, although its session still stands.
  // In one transaction, in which it can't come back: one that sees itself late for a moment would free its own job.
  await until(async () => {
    await library.owner.query("begin");
    await library.owner.query("update graphile_worker.node set seen_at = now() - interval '1 minute'");
    const freed = await freeDeadNodes(library.owner);
    await library.owner.query(freed.length === 1 ? "commit" : "rollback");
    return freed.length === 1;
  });
  finish();
  await node.stop();
});

test("a job that always fails is set aside with its failure text, and the others go on", async () => {
  const [poison, good] = [newId(), newId()];
  const failures: string[] = [];
  const done: string[] = [];
  const node = createJobs({
    url: library.urls.worker,
    log: silent,
    roundMs: 50,
    kinds: [
      kind(
        "mixed",
        async (job) => {
          if (job.subjectId === poison) throw new Error("the bottle says drink me");
          done.push(job.subjectId);
        },
        failures,
      ),
    ],
  });
  await add("mixed", poison, 1);
  await add("mixed", good);
  await node.start();
  await until(() => failures.length > 0 && done.length > 0);
  await until(async () => (await jobOf(poison)).flags?.quarantined === true);
  expect(failures).toEqual(["the bottle says drink me"]);
  expect(done).toEqual([good]);
  expect(await node.counts()).toMatchObject({ quarantined: 1 });
  await node.stop();
});

test("a job that crashes every node it meets is counted at the taking, so it too is set aside", async () => {
  const subjectId = newId();
  const failures: string[] = [];
  await add("crash", subjectId, 2);
  for (let crash = 1; crash <= 2; crash += 1) {
    await library.owner.query(
      "update graphile_worker._private_jobs set attempts = $2, locked_by = 'pool-of-the-dead', locked_at = now() - interval '5 seconds' where payload->>'subject' = $1",
      [subjectId, crash],
    );
    await freeDeadNodes(library.database.pools.worker);
  }
  const node = createJobs({
    url: library.urls.worker,
    log: silent,
    kinds: [kind("crash", () => Promise.reject(new Error("never reached")), failures)],
    roundMs: 50,
  });
  await node.start();
  await until(() => failures.length > 0);
  expect(failures[0]).toContain("what attempt 2 did is unknown");
  await node.stop();
});

/** A node in a process of its own, which takes a job and never ends it. */
async function victim(name: string): Promise<{ process: ChildProcess; tookJob: () => boolean }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("victim.fixture.ts", import.meta.url)), library.urls.worker, name], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => void (output += String(chunk)));
  await until(() => output.includes("ready"));
  return { process: child, tookJob: () => output.includes("took") };
}
