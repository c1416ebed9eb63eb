import { spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { home, operatingRefusals } from "@rondo/server/config";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Command } from "./command.ts";
import { exit, exitTable } from "./exit.ts";
import { main } from "./main.ts";

let directory: string;
beforeAll(async () => void (directory = await mkdtemp(join(tmpdir(), "rondo-cli-"))));
afterAll(() => rm(directory, { recursive: true }));

test.for([
  [["statr"], 'There is no command "statr": did you mean rondo start?'],
  [["--port", "3"], "A command comes first: rondo <command> [options]; see rondo --help"],
  [["start", "--prot", "3"], "There is no option --prot for rondo start: did you mean --port?"],
  [["start", "--port"], "--port needs a value: --port=N"],
  [["start", "--demo=yes"], "--demo takes no value: leave it out"],
  [["restore"], "FILE is missing: rondo restore FILE [--data DIR] [--database-url URL]"],
  [["migrate", "now"], '"now" is one word too many: rondo migrate [--data DIR] [--database-url URL]'],
  [["user", "greet"], 'rondo user can add and reset-password, not "greet"'],
  [["user", "add", "--email", "ines"], "--email is missing or no e-mail address\n--workspace is missing: its address or id"],
] as const)("%j is answered in words that say what to do, with exit code 2", async ([args, line]) => {
  expect(await run(args)).toEqual({ code: exit.usage, out: "", err: `${line}\n` });
});

test("every command has help, for people and as JSON, and is named as its file", async () => {
  const names = (await readdir(new URL("./commands/", import.meta.url)))
    .filter((file) => !file.includes(".test."))
    .map((file) => file.replace(".ts", ""));
  expect(names).toEqual(expect.arrayContaining(["start", "migrate", "doctor", "backup", "restore", "user", "seed", "import", "export"]));
  const { out: all } = await run(["--help"]);
  for (const name of names) {
    const { command } = (await import(`./commands/${name}.ts`)) as { command: Command };
    expect(command.name).toBe(name);
    expect(all).toContain(command.summary);
    const help = await run([name, "--help"]);
    expect(help).toMatchObject({ code: 0, err: "" });
    for (const option of Object.keys(command.options)) expect(help.out).toContain(`--${option}`);
    expect(JSON.parse((await run([name, "--help", "--json"])).out)).toMatchObject({ name, summary: command.summary });
  }
});

test("the real command lists every wrong setting at once and ends with 2", async () => {
  const { code, out, err } = await spawned(["start", "--port", "eighty", "--data", directory], { RONDO_SECRET: "short" });
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err.trim().split("\n")).toHaveLength(2);
});

test("the real command ends with a code for each class of trouble, one line, and nothing on standard output", async () => {
  await writeFile(join(directory, "plain"), "no archive");
  const cases: [string[], number][] = [
    [["restore", join(directory, "nowhere.tar.gz"), "--data", join(directory, "a")], exit.unreadable],
    [["restore", join(directory, "plain"), "--data", join(directory, "a")], exit.unreadable],
    [["migrate", "--data", join(directory, "plain", "below")], exit.dataDirectoryUnwritable],
    [
      ["migrate", "--data", join(directory, "b"), "--database-url", "postgres://ines@127.0.0.1:1/rondo", "--json"],
      exit.databaseUnreachable,
    ],
  ];
  for (const [args, expected] of cases) {
    const { code, out, err } = await spawned(args);
    expect({ code, out }, err).toEqual({ code: expected, out: "" });
    expect(err.trim().split("\n")).toHaveLength(1);
  }
});

test("every refusal of operating has an exit code of the table, and docs/operations/exit-codes.md holds it", async () => {
  const codes = new Set<number>(Object.values(exit));
  for (const { exit: code } of Object.values(operatingRefusals)) expect(codes).toContain(code);
  expect(await readFile(join(home, "docs/operations/exit-codes.md"), "utf8")).toContain(exitTable());
});

async function run(args: readonly string[]) {
  let out = "";
  let err = "";
  const code = await main(args, { out: (text) => void (out += text), err: (text) => void (err += text), isTerminal: false });
  return { code, out, err };
}

async function spawned(args: readonly string[], env: Record<string, string> = {}) {
  const script = fileURLToPath(new URL("../bin/rondo.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { env: { PATH: process.env["PATH"], ...env } });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out, err };
}
