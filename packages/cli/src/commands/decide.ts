import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { decide, findDecision, givenFromJson, type DecisionModel, type Json, toJson, topDecisions } from "@rondo/core/decision";
import { type Finding, hasError } from "@rondo/core/kernel";
import { readDmn } from "@rondo/formats/dmn";
import type { Command, Io } from "../command.ts";
import { exit } from "../exit.ts";
import { load } from "../files.ts";

export const command: Command = {
  name: "decide",
  summary: "Evaluate a DMN decision",
  usage: "rondo decide FILE.dmn --input JSON [--decision NAME] [--json]",
  options: {
    input: { type: "string", value: "JSON", help: "what is given, by name: JSON, or a file of it, or - for standard input" },
    decision: { type: "string", value: "NAME", help: "which decision; without it the one that no other needs" },
    zone: { type: "string", value: "ZONE", help: "the time zone of now() and today(); UTC without it" },
  },
  positionals: [{ name: "FILE", required: true }],
  async run({ options, positionals: [file = ""], json }, io) {
    const model = readDmn(await load(file), (namespace, location) => importedBy(file, namespace, location));
    const given = await givenBy(options["input"]);
    if (typeof given === "string") return usage(given, io);
    const zone = typeof options["zone"] === "string" ? options["zone"] : "UTC";
    if (!isZone(zone)) return usage(`There is no time zone "${zone}"`, io);
    const named = options["decision"];
    const node = typeof named === "string" ? findDecision(model, named) : onlyTop(model);
    if (node === null)
      return usage(
        typeof named === "string"
          ? `The file has no decision "${named}": it has ${namesOf(model)}`
          : `Say which decision, with --decision: ${namesOf(model)}`,
        io,
      );
    const { value, matchedRules, findings } = decide(model, node, givenFromJson(model, given), { now: Date.now(), zone });
    const result = { decision: node.name, result: toJson(value), matchedRules, findings };
    if (json) io.out(`${JSON.stringify(result)}\n`);
    else print(result, io);
    return hasError(findings) ? exit.findings : exit.done;
  },
};

type Given = { readonly [key: string]: Json };

function onlyTop(model: DecisionModel): ReturnType<typeof findDecision> {
  const top = topDecisions(model).filter((node) => node.from === "");
  return top.length === 1 ? top[0]! : null;
}

function namesOf({ nodes }: DecisionModel): string {
  return (
    nodes
      .filter((node) => node.kind === "decision" && node.from === "")
      .map(({ name }) => `"${name}"`)
      .join(", ") || "none"
  );
}

/** The object that was given, or what is wrong with it. */
async function givenBy(option: string | boolean | undefined): Promise<Given | string> {
  if (typeof option !== "string") return {};
  const text = option.trimStart().startsWith("{") ? option : new TextDecoder().decode(await load(option));
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Given)
      : "The input is one JSON object: values by name";
  } catch (error) {
    return `The input is no JSON: ${(error as Error).message}`;
  }
}

/** A model beside the file: under the name that the import gives, or any that says the namespace is its own. */
function importedBy(file: string, namespace: string, location: string | null): Uint8Array | null {
  const folder = dirname(file);
  const beside = readdirSync(folder).filter((name) => extname(name).toLowerCase() === ".dmn" && name !== basename(file));
  const named = location === null ? undefined : beside.find((name) => name === basename(location));
  if (named !== undefined) return readFileSync(join(folder, named));
  for (const name of beside.slice(0, 100)) {
    const bytes = readFileSync(join(folder, name));
    if (new TextDecoder().decode(bytes.subarray(0, 8_000)).includes(`namespace="${namespace}"`)) return bytes;
  }
  return null;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function usage(problem: string, io: Io): number {
  io.err(`${problem}\n`);
  return exit.usage;
}

function print(
  {
    decision,
    result,
    matchedRules,
    findings,
  }: { decision: string; result: Json; matchedRules: readonly number[]; findings: readonly Finding[] },
  io: Io,
): void {
  for (const finding of findings) io.err(`${finding.severity}: ${finding.message}\n`);
  io.out(`${decision}: ${typeof result === "object" ? JSON.stringify(result, null, 2) : String(result)}\n`);
  if (matchedRules.length > 0) io.out(`by ${matchedRules.length === 1 ? "rule" : "rules"} ${matchedRules.join(", ")}\n`);
}
