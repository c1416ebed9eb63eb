// node tools/docs.ts: writes what the documentation says of the code (docs/permissions.md, the tables of docs/api.md).
// tools/docs.test.ts fails when one of them is out of date.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Operation, type RefusalCode, operations, refusals } from "../packages/contract/src/index.ts";
import {
  type Permission,
  type Rule,
  atLeast,
  policy,
  spaceAtLeast,
  spaceRoles,
  workspaceRoles,
} from "../packages/core/src/access/index.ts";

const root = new URL("..", import.meta.url);
const all = Object.values(operations) as Operation[];

/** Every generated page as it should be: path from the root, text. */
export function generatedPages(): Record<string, string> {
  return {
    "docs/permissions.md": filled("docs/permissions.md", { workspace: workspaceTable(), space: spaceTable(), doors: doorTable() }),
    "docs/api.md": filled("docs/api.md", { operations: operationTable(), problems: problemTable() }),
  };
}

/** The page with the text between `<!-- generated: name -->` and `<!-- end -->` replaced. Throws when a place is missing. */
function filled(path: string, parts: Record<string, string>): string {
  let text = readFileSync(new URL(path, root), "utf8");
  for (const [name, part] of Object.entries(parts)) {
    const place = new RegExp(`(<!-- generated: ${name} -->\n)[^]*?(<!-- end -->)`);
    if (!place.test(text)) throw new Error(`${path} has no place for "${name}"`);
    text = text.replace(place, (_, begin: string, end: string) => `${begin}\n${part}\n\n${end}`);
  }
  return text;
}

function workspaceTable(): string {
  const rows = rulesOf("workspace").map(([permission, rule]) => [
    code(permission),
    ...workspaceRoles.map((role) => mark(atLeast(role, rule.role))),
    operationsOf(permission),
  ]);
  return table(["permission", ...workspaceRoles, "operations"], rows);
}

function spaceTable(): string {
  const rows = rulesOf("space").map(([permission, rule]) => [
    code(permission),
    ...spaceRoles.map((role) => mark(spaceAtLeast(role, rule.role))),
    mark(rule.holder === true),
    mark(rule.own === true),
    operationsOf(permission),
  ]);
  return table(["permission", ...spaceRoles, "holder", "own", "operations"], rows);
}

function doorTable(): string {
  const free = all.filter((operation) => operation.needs === null);
  return table(
    ["door", "operations"],
    (["anyone", "person"] as const).map((door) => [
      door,
      free
        .filter((operation) => operation.door === door)
        .map((operation) => code(operation.id))
        .join(", "),
    ]),
  );
}

function operationTable(): string {
  return table(
    ["operation", "method and path", "what it does", "permission"],
    all.map((operation) => [
      code(operation.id),
      code(`${operation.method} ${operation.path}`),
      `${operation.summary}${operation.versioned ? " (If-Match)" : ""}`,
      operation.needs === null ? operation.door : code(operation.needs),
    ]),
  );
}

function problemTable(): string {
  const rows = (Object.entries(refusals) as [RefusalCode, { status: number; title: string; next: string }][]).map(
    ([name, { status, title, next }]) => [code(name), String(status), title, next],
  );
  return table(["code", "status", "title", "what to do next"], rows);
}

function rulesOf<Kind extends Rule["kind"]>(kind: Kind): [Permission, Extract<Rule, { kind: Kind }>][] {
  return (Object.entries(policy) as [Permission, Rule][]).filter(
    (entry): entry is [Permission, Extract<Rule, { kind: Kind }>] => entry[1].kind === kind,
  );
}

function operationsOf(permission: Permission): string {
  return (
    all
      .filter((operation) => operation.needs === permission)
      .map((operation) => code(operation.id))
      .join(", ") || "none yet"
  );
}

function mark(allowed: boolean): string {
  return allowed ? "yes" : "";
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [path, text] of Object.entries(generatedPages())) writeFileSync(new URL(path, root), text);
