import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";

/** The tree as git sees it: what is tracked or would be. */
const root = fileURLToPath(new URL("..", import.meta.url));
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((file) => file !== "" && existsSync(join(root, file)));
const sources = files.filter((file) => /^packages\/[^/]+\/src\/.*\.tsx?$/.test(file));
const isTest = (file: string): boolean => /\.test\.tsx?$|\.fixture\.ts$/.test(file);

/** Which package may import which, one way. `testkit` is for tests alone. */
const mayImport: Record<string, readonly string[]> = {
  core: [],
  contract: ["core"],
  formats: ["core"],
  server: ["core", "contract", "formats"],
  web: ["core", "contract"],
  cli: ["server", "core", "formats", "contract"],
  testkit: ["server", "core", "contract", "formats"],
};

/** Foreign packages that the pure ones may use; each is pure itself. */
const pure: Record<string, readonly string[]> = {
  core: ["temporal-polyfill", "re2js", "date-holidays"],
  contract: ["zod"],
  formats: ["saxes", "mdast-util-from-markdown", "csv-parse/sync", "mdast", "micromark", "htmlparser2"],
};

/** The roles of files in a slice of the server; one that grows becomes a folder of its name. */
const roles = ["routes", "commands", "queries", "store", "present", "policy", "index"];
/** Folders of the server that are no slices: the ground under them. */
const ground = [
  "access",
  "backup",
  "config",
  "database",
  "health",
  "http",
  "identity",
  "imports",
  "jobs",
  "journal",
  "live",
  "mail",
  "migration",
  "notices",
  "outbound",
  "postgres",
  "sweep",
  "upkeep",
  "worlds",
  "faults",
];
/** Where SQL may stand besides a slice's store. */
const sqlGround = [
  "access",
  "backup",
  "database",
  "http",
  "identity",
  "jobs",
  "journal",
  "live",
  "migration",
  "notices",
  "postgres",
  "sweep",
  "upkeep",
  "health",
  "worlds",
];

/** Files over 400 lines, each with its reason. The list only shrinks. */
const large: Record<string, string> = {
  "packages/server/src/access/matrix.fixture.ts": "a list with a sample for each operation",
  "packages/server/src/export/tables.ts": "a list of the tables, read from top to bottom",
};

type Edge = { from: string; to: string; target: string | null };
const edges: Edge[] = sources.flatMap((file) => importsOf(file).map((to) => ({ from: file, to, target: resolve(file, to) })));

test("the test sees the tree", () => {
  expect(sources.length).toBeGreaterThan(400);
  expect(edges.length).toBeGreaterThan(1_200);
});

test("packages import one way, and only what their manifests declare", () => {
  const wrong: string[] = [];
  for (const { from, to } of edges) {
    const name = /^@rondo\/(\w+)/.exec(to)?.[1];
    if (name === undefined || isTest(from)) continue;
    const own = packageOf(from);
    if (name !== own && !mayImport[own]?.includes(name)) wrong.push(`${from} imports ${to}`);
  }
  for (const name of Object.keys(mayImport)) {
    const manifest = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8")) as {
      dependencies?: Record<string, string>;
    };
    for (const dependency of Object.keys(manifest.dependencies ?? {})) {
      const other = /^@rondo\/(\w+)/.exec(dependency)?.[1];
      if (other !== undefined && !mayImport[name]?.includes(other)) wrong.push(`packages/${name} declares ${dependency}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("no relative import leaves its package", () => {
  expect(
    edges
      .filter(({ from, to, target }) => to.startsWith(".") && !isTest(from) && target !== null && packageOf(target) !== packageOf(from))
      .map(({ from, to }) => `${from} imports ${to}`),
  ).toEqual([]);
});

test("core, contract and formats use nothing but a closed list of pure libraries, and no Node", () => {
  const wrong = edges.filter(({ from, to }) => {
    const allowed = pure[packageOf(from)];
    if (allowed === undefined || isTest(from) || to.startsWith(".") || to.startsWith("@rondo/")) return false;
    return !allowed.some((name) => to === name || to.startsWith(`${name}-`) || to.startsWith(`${name}/`));
  });
  expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});

test("the web app uses no Node, and takes the contract by its types alone", () => {
  const node = new Set(builtinModules);
  const wrong = edges.filter(({ from, to }) => packageOf(from) === "web" && !isTest(from) && (to.startsWith("node:") || node.has(to)));
  expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});

test("a slice of the server or the web imports another only through its index", () => {
  const wrong = edges.filter(({ from, target }) => {
    if (target === null || isTest(from) || !["server", "web"].includes(packageOf(from)) || packageOf(target) !== packageOf(from))
      return false;
    const [own, other] = [sliceOf(from), sliceOf(target)];
    if (other === null || own === other) return false;
    if (own === null) return false; // the composition root puts slices together
    return !/^packages\/\w+\/src\/[^/]+\/(index\.tsx?|[^/]+\.css)$/.test(target);
  });
  const known = wrong.filter(({ target }) => !isLoneRoute(target as string));
  expect(known.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});

test("nothing imports in a circle, types included", () => {
  const graph = new Map<string, string[]>();
  for (const { from, target } of edges) if (target !== null && !isTest(from)) graph.set(from, [...(graph.get(from) ?? []), target]);
  expect(circles(graph)).toEqual([]);
});

test("files of a server slice have one of the roles", () => {
  const wrong = sources.filter((file) => {
    const slice = /^packages\/server\/src\/([^/]+)\/(.+)$/.exec(file);
    if (slice === null || isTest(file) || ground.includes(slice[1] as string)) return false;
    return !roles.includes((slice[2] as string).split(/[/.]/)[0] as string) && !extraRoles.includes(file);
  });
  expect(wrong).toEqual([]);
});

/** Files of a slice with a name of their own, because an idea deserved one. */
const extraRoles: string[] = [
  "packages/server/src/tasks/day.ts",
  "packages/server/src/capacity/week.ts",
  "packages/server/src/intake/proof.ts",
  "packages/server/src/documents/merger.ts",
  "packages/server/src/documents/overtime.ts",
  "packages/server/src/documents/thread.ts",
  "packages/server/src/documents/yjs.ts",
  "packages/server/src/installation/version.ts",
  "packages/server/src/invitations/accept.ts",
  "packages/server/src/invitations/token.ts",
  "packages/server/src/members/erase.ts",
  "packages/server/src/members/admit.ts",
  "packages/server/src/export/tables.ts",
  "packages/server/src/runs/calls.ts",
  "packages/server/src/runs/decided.ts",
  "packages/server/src/runs/decides.ts",
  "packages/server/src/runs/fall.ts",
  "packages/server/src/runs/linked.ts",
  "packages/server/src/runs/link.ts",
  "packages/server/src/runs/escalate.ts",
  "packages/server/src/runs/outsider.ts",
  "packages/server/src/runs/graph.ts",
  "packages/server/src/search/words.ts",
  "packages/server/src/search/reader.ts",
  "packages/server/src/outside/watch.ts",
  "packages/server/src/attachments/scan.ts",
  "packages/server/src/settings/backups.ts",
  "packages/server/src/levellings/moves.ts",
  "packages/server/src/levellings/solver.ts",
  "packages/server/src/levellings/staffing.ts",
  "packages/server/src/levellings/thread.ts",
  "packages/server/src/plans/clock.ts",
  "packages/server/src/plans/place.ts",
  "packages/server/src/plans/schedule.ts",
  "packages/server/src/plans/wall.ts",
];

test("SQL stands in stores and in the ground, nowhere else", () => {
  const wrong = edges.filter(({ from, to }) => {
    if (to !== "kysely" || packageOf(from) !== "server" || isTest(from)) return false;
    const slice = sliceOf(from);
    return !(slice !== null && sqlGround.includes(slice)) && !/\/store(\/|\.)/.test(from);
  });
  expect(wrong.map(({ from }) => from)).toEqual([]);
});

test("the database driver and outbound sockets have one home each", () => {
  const drivers = edges.filter(
    ({ from, to }) => to === "pg" && packageOf(from) === "server" && !isTest(from) && !sqlGround.includes(sliceOf(from) ?? ""),
  );
  expect(drivers.map(({ from }) => from)).toEqual([]);
  const sockets = sources.filter(
    (file) =>
      packageOf(file) === "server" &&
      !isTest(file) &&
      !file.includes("/outbound/") &&
      /(?<![.\w])fetch\(/.test(readFileSync(join(root, file), "utf8")),
  );
  expect(sockets).toEqual([]);
});

test("no file says nothing by its name", () => {
  expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|manager|service)\.(ts|tsx|mjs)$/.test(file))).toEqual([]);
});

test("no file has more than 400 lines without a reason", () => {
  const long = files.filter(
    (file) => /\.(ts|tsx|mjs|css|sql)$/.test(file) && readFileSync(join(root, file), "utf8").split("\n").length > 401,
  );
  expect(long.filter((file) => large[file] === undefined)).toEqual([]);
  expect(Object.keys(large).filter((file) => !long.includes(file))).toEqual([]);
});

test("there is one linter configuration, at the root", () => {
  expect(files.filter((file) => /(^|\/)\.?oxlintrc\.jsonc?$/.test(file))).toEqual([".oxlintrc.json"]);
});

test("migrations are numbered without gaps", () => {
  const names = files.filter((file) => file.startsWith("db/migrations/")).map((file) => file.slice("db/migrations/".length));
  expect(names.map((name) => Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]))).toEqual(names.map((_, index) => index + 1));
});

function importsOf(file: string): string[] {
  const { module } = parseSync(file, readFileSync(join(root, file), "utf8"));
  const found = [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) => one.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
  ];
  const text = readFileSync(join(root, file), "utf8");
  const late = module.dynamicImports.flatMap(
    (one) => /^["']([^"']+)["']$/.exec(text.slice(one.moduleRequest.start, one.moduleRequest.end))?.[1] ?? [],
  );
  return [...new Set([...found, ...late])];
}

function resolve(file: string, to: string): string | null {
  if (!to.startsWith(".")) return null;
  const target = normalize(relative(root, join(root, dirname(file), to)));
  return sources.includes(target) ? target : null;
}

function packageOf(file: string): string {
  return file.split("/")[1] as string;
}

function sliceOf(file: string): string | null {
  return /^packages\/(?:server|web)\/src\/([^/]+)\//.exec(file)?.[1] ?? null;
}

/** In the web app a slice's list of routes is a front door too, and so are the routes that all others hang from and what an address needs to be read (zoom): all light, as an index is not. */
function isLoneRoute(target: string): boolean {
  return packageOf(target) === "web" && /\/(routes|root)\.tsx?$|\/chart\/zoom\.ts$/.test(target);
}

/** Strongly connected parts with more than one file (Tarjan). */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node) as number);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node) as number, low.get(next) as number));
    }
    if (low.get(node) !== index.get(node)) return;
    const part = stack.splice(stack.indexOf(node));
    if (part.length > 1) found.push(part.sort());
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}
