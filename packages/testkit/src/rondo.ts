import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Client } from "./client.ts";
import { callOperation } from "./client.ts";

const script = fileURLToPath(new URL("../../cli/bin/rondo.mjs", import.meta.url));

export type RondoEnd = { readonly code: number | null; readonly signal: string | null; readonly out: string; readonly err: string };

/** `rondo start` in a process of its own. */
export type RondoProcess = {
  readonly pid: number;
  /** Where it listens; without the path and token of a set-up link. */
  readonly url: string;
  /** The token of the set-up link, where nobody has set it up yet. */
  readonly token: string | null;
  kill(signal: NodeJS.Signals): Promise<RondoEnd>;
  readonly ended: Promise<RondoEnd>;
};

type Run = { readonly args: readonly string[]; readonly env?: Readonly<Record<string, string>>; readonly nodeArgs?: readonly string[] };

/** Runs the command to its end. */
export function runRondo({ args, env = {}, nodeArgs = [] }: Run): Promise<RondoEnd> {
  return endOf(launch({ args, env, nodeArgs }));
}

/** Resolves when it says where it is; rejects with what it printed when it ends before. */
export async function startRondo({ args, env = {}, nodeArgs = [] }: Run): Promise<RondoProcess> {
  const child = launch({ args: ["start", "--json", "--port", "0", "--log-level", "warn", ...args], env, nodeArgs });
  const ended = endOf(child);
  const said = await Promise.race([lineOf(child), ended]);
  if (typeof said !== "string") throw new Error(`rondo start ended with ${said.code ?? said.signal}: ${said.err}`);
  const { url } = JSON.parse(said) as { url: string };
  const { origin, hash } = new URL(url);
  return {
    pid: child.pid as number,
    url: origin,
    token: hash === "" ? null : hash.slice(1),
    ended,
    kill(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** The library's owner by the set-up of a new installation: the first thing that anybody does with it. */
export async function setUpRondo(server: RondoProcess): Promise<Owner> {
  const answer = await callOperation(
    server,
    "setUp",
    {
      body: {
        token: server.token,
        workspace: { name: "Lindgren Library", zone: "Europe/Berlin" },
        person: { name: "Ines Okafor", email: "ines@lindgren.example", password: "a long enough pass phrase" },
      },
    },
    { origin: server.url },
  );
  if (answer.status !== 201) throw new Error(`set-up answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const { person, workspaces } = answer.body as { person: { id: string; name: string }; workspaces: { id: string }[] };
  return {
    cookie,
    personId: person.id,
    name: person.name,
    w: workspaces[0]!.id,
    at: (other) => ({ cookie, origin: other.url, "sec-fetch-site": "same-origin" }),
  };
}

/** Somebody signed in who outlives the process that signed them in: `at` are their headers for the next one. */
export type Owner = Pick<Client, "cookie" | "personId" | "name"> & {
  readonly w: string;
  at(server: { url: string }): Record<string, string>;
};

/** What a test that failed half-way left running ends with the tests, and takes its Postgres along. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGTERM");
});

function launch({ args, env = {}, nodeArgs = [] }: Run): ChildProcess {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...nodeArgs, script, ...args], {
    env: { ...inherited(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Settings of whoever runs the tests must not reach what they start. */
export function inherited(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(RONDO_|DATABASE_URL$|PUBLIC_URL$|NODE_OPTIONS$|VITEST)/.test(name)),
  );
}

async function endOf(child: ChildProcess): Promise<RondoEnd> {
  let [out, err] = ["", ""];
  child.stdout?.on("data", (part: Buffer) => void (out += part.toString()));
  child.stderr?.on("data", (part: Buffer) => void (err += part.toString()));
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  return { code, signal, out, err };
}

function lineOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    child.stdout?.on("data", (part: Buffer) => {
      text += part.toString();
      if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
    });
  });
}
