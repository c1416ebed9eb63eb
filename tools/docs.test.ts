import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type Operation, operations, refusals } from "../packages/contract/src/index.ts";
import { generatedPages } from "./docs.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((file) => file !== "" && existsSync(join(root, file)));
const folders = new Set(files.flatMap((file) => file.split("/").map((_, index, parts) => parts.slice(0, index).join("/"))));
/** What people read about Rondo; procedures of the sample world and plans are data. */
const pages = files.filter((file) => file.endsWith(".md") && !file.startsWith("db/") && !file.startsWith("scenarios/"));
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const all = pages.map((page) => ({ page, text: read(page) }));

test("there are pages to look at", () => {
  expect(pages.length).toBeGreaterThan(30);
});

test("what is generated from the code is up to date (node tools/docs.ts writes it)", () => {
  for (const [path, text] of Object.entries(generatedPages())) expect(read(path) === text, path).toBe(true);
});

test("every link within the clone leads somewhere, headings included", () => {
  const broken = all.flatMap(({ page, text }) =>
    [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = ""]) => {
      if (/^[a-z]+:/.test(target)) return [];
      const [path = "", heading] = target.split("#");
      const file = path === "" ? page : normalize(join(dirname(page), path));
      if (!files.includes(file) && !folders.has(file.replace(/\/$/, ""))) return [`${page}: ${target}`];
      return heading === undefined || headings(read(file)).includes(heading) ? [] : [`${page}: ${target}`];
    }),
  );
  expect(broken).toEqual([]);
});

test("every file and folder that a page names by its path exists", () => {
  const missing = all.flatMap(({ page, text }) =>
    [...text.matchAll(/(?<![\w/.~:-])((?:packages|db|tools|scenarios|docs|deploy|e2e|bench)\/[\w./-]*\w)/g)].flatMap(([, path = ""]) =>
      exists(path) ? [] : [`${page}: ${path}`],
    ),
  );
  expect(missing).toEqual([]);
});

test("every law has a row, and each row names tests that exist or says that it is unchecked", () => {
  const rows = [...read("ARCHITECTURE.md").matchAll(/^\| \*\*(\d+)\. (.+)\| (.+) \|$/gm)];
  expect(rows.map(([, number]) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  for (const [row, , , held = ""] of rows) expect(/`[\w./-]+\.test\.ts`/.test(held) || held.startsWith("unchecked"), row).toBe(true);
});

test("each answer to bad input names tests that exist, by the words of their titles", () => {
  const rows = [...read("docs/bad-input.md").matchAll(/^\| (B\d+) \|.+\| (.+) \|$/gm)];
  expect(rows.length).toBeGreaterThan(15);
  for (const [, row, shown = ""] of rows) {
    const named = [...shown.matchAll(/`([^`]+\.test\.tsx?)` “([^”]+)”/g)];
    expect(named.length, row).toBeGreaterThan(0);
    for (const [, file = "", title = ""] of named) expect(read(file).includes(title), `${row}: ${file} “${title}”`).toBe(true);
  }
});

test("numbers of operations and refusals are the contract's", () => {
  for (const { page, text } of all.filter(({ page }) => page !== "docs/figures.md")) {
    for (const [whole, number] of text.matchAll(/(\d+) operations/g))
      expect(Number(number), `${page}: ${whole}`).toBe(Object.keys(operations).length);
    for (const [whole, number] of text.matchAll(/(\d+) refusals/g))
      expect(Number(number), `${page}: ${whole}`).toBe(Object.keys(refusals).length);
  }
});

test("every problem code that a page explains is one", () => {
  const trouble = read("docs/operations/troubleshooting.md").split("## It runs, but")[1] ?? "";
  const named = [...trouble.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, code]) => code as string);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((code) => !(code in refusals))).toEqual([]);
});

test("every exit code but success and findings is in the troubleshooting, and no other", () => {
  const codes = (text: string): number[] => [...text.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code)).filter((code) => code > 1);
  expect(codes(read("docs/operations/troubleshooting.md"))).toEqual(codes(read("docs/operations/exit-codes.md")));
});

test("every npm script, subcommand and setting that a page names exists", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const settings = read("packages/server/src/config/settings.ts");
  // Of the tests and benchmarks, and of no server.
  const elsewhere = [
    "RONDO_BENCH_RUNS",
    "RONDO_BENCH_ONLY",
    "RONDO_BENCH_SHARE",
    "RONDO_BENCH_PROFILE",
    "RONDO_BENCH_FINISHED",
    "RONDO_BENCH_SECONDS",
    "RONDO_BENCH_TURNS",
    "RONDO_BROWSER",
    "RONDO_SHARED_DATA",
    "RONDO_API",
    "RONDO_PROVE",
    "RONDO_TEST_SEEDS",
    "RONDO_TEST_ROUNDS",
  ];
  const wrong = all.flatMap(({ page, text }) =>
    [
      ...[...text.matchAll(/npm (?:run )?(start|test|dev|check|prove|bench|seed|build|lint)\b/g)].filter(
        ([, name = ""]) => scripts[name] === undefined,
      ),
      ...[...text.matchAll(/npx --no rondo ([a-z]+)/g)].filter(([, name]) => !files.includes(`packages/cli/src/commands/${name}.ts`)),
      ...[...text.matchAll(/\b(RONDO_[A-Z_]+|PUBLIC_URL|DATABASE_URL)\b/g)].filter(
        ([, name = ""]) => !settings.includes(`"${name}"`) && !elsewhere.includes(name),
      ),
    ].map(([whole]) => `${page}: ${whole}`),
  );
  expect(wrong).toEqual([]);
});

test("the README names both commands, and each label of its walk stands in the web app's texts", () => {
  const readme = read("README.md");
  for (const command of ["npm start", "npm start -- --demo", "npm test"]) expect(readme).toContain(command);
  const walk = readme.split("## A walk through it")[1]?.split("## Your data")[0] ?? "";
  const labels = new Set([...walk.matchAll(/\*\*([^*]+)\*\*/g)].map(([, label]) => label as string));
  expect(labels.size).toBeGreaterThan(40);
  const texts = webTexts();
  expect([...labels].filter((label) => !texts.some((text) => text.test(label)))).toEqual([]);
});

test("the glossary has each word once, in order", () => {
  const words = glossary();
  expect(words.length).toBeGreaterThan(90);
  expect(words).toEqual([...new Set(words)].toSorted((a, b) => a.localeCompare(b, "en", { sensitivity: "base" })));
});

test("what an operation puts or deletes is a noun of the glossary", () => {
  const known = new Set(
    glossary()
      .flatMap((word) => word.split(", "))
      .map((word) => word.replace(/ \(.*\)$/, "").replaceAll("-", " ")),
  );
  const nouns = (Object.values(operations) as Operation[])
    .filter(({ method }) => method === "PUT" || method === "DELETE")
    .map(({ path }) => path.split("/").findLast((part) => !part.startsWith(":")) as string);
  const unknown = [...new Set(nouns)]
    .map((noun) => noun.replaceAll("-", " "))
    .filter((noun) => !known.has(noun) && !known.has(noun.replace(/ies$/, "y").replace(/s$/, "")));
  expect(unknown).toEqual([]);
});

test("decisions are numbered without gaps, listed, and each says context, decision and what was rejected", () => {
  const list = read("docs/decisions/README.md");
  const decisions = files.filter((file) => /^docs\/decisions\/\d{4}-/.test(file)).toSorted();
  decisions.forEach((file, index) => {
    const text = read(file);
    const title = /^# (\d+)\. .+/.exec(text)?.[0].slice(2) ?? "";
    expect([Number(file.slice("docs/decisions/".length, "docs/decisions/".length + 4)), Number.parseInt(title, 10)], file).toEqual([
      index + 1,
      index + 1,
    ]);
    for (const part of ["**Context.**", "**Decision.**", "**Rejected.**"]) expect(text, `${file}: ${part}`).toContain(part);
    expect(list, file).toContain(`[${title}](${file.slice("docs/decisions/".length)})`);
  });
});

/** In the clone as git has it, or made by a build or a test. */
function exists(path: string): boolean {
  return files.includes(path) || folders.has(path) || /^(packages\/web\/dist|e2e\/pictures)\b/.test(path);
}

/** Without code blocks and code, where brackets are no links. */
function prose(text: string): string {
  return text.replace(/^(```+)[^]*?^\1/gm, "").replace(/`[^`\n]*`/g, "");
}

/** The names by which headings are reached, as code hosts make them. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function glossary(): string[] {
  return [...read("GLOSSARY.md").matchAll(/^\| (.+?) \| /gm)]
    .map(([, word = ""]) => word)
    .filter((word) => word !== "word" && word !== "---");
}

/** Each text of the catalogues as a pattern: the README writes "…" or a number for what is filled in. */
function webTexts(): RegExp[] {
  const catalogues = files.filter((file) => /^packages\/web\/src\/.*[/.]en\.ts$/.test(file));
  return catalogues.flatMap((file) =>
    [...read(file).matchAll(/^\s+\w+:\s+"((?:[^"\\]|\\.)*)",?$/gm)].map(
      ([, text = ""]) => new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^{}]*\}/g, "[…\\d]+")}$`),
    ),
  );
}
