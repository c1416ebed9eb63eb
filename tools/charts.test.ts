import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** Every picture of figures or of a flow has its table. In the page the same is held by the sweep, where `data-chart` stands. */
const root = fileURLToPath(new URL("..", import.meta.url));
const web = "packages/web/src/";
const sources = new Map(
  execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", web], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((file) => file.endsWith(".tsx") && !file.endsWith(".test.tsx"))
    .map((file) => [file.slice(web.length), readFileSync(root + file, "utf8")] as const),
);
const draws = /<svg\b|<canvas\b|<ReactFlow\b/;

/** What draws and tells nothing that one could read from a table, or is itself read as one. */
const without: Record<string, string> = {
  "ui/mark.tsx": "the product's sign",
  "ui/spinner.tsx": "a sign",
  "settings/security/qr-code.tsx": "its code stands beside it as text",
  "document/editor/embed.tsx": "a line beside its figures; the process's measures have the table",
  "process/settings/bpmn-picture.tsx": "the file that is kept, as it was drawn; its steps are the procedure",
  "chart/gantt.tsx": "stands beside the plan's table, row by row",
  "plan/load-strip.tsx": "is a grid for the keys and the ear, cell by cell",
  "plan/network-view.tsx": "is a tree for the keys and the ear, and the plan has its table",
};

/** The files that show a component of this file, however many lie between. */
function shownIn(file: string, seen = new Set<string>()): string[] {
  const names = [...(sources.get(file) ?? "").matchAll(/export function ([A-Z]\w*)/g)].map(([, name]) => name);
  const [slice = "", ...inside] = file.split("/");
  const last = `[^"]*${(inside.at(-1) ?? "").replaceAll(".", "\\.")}"`;
  const isPublic =
    existsSync(`${root}${web}${slice}/index.ts`) &&
    readFileSync(`${root}${web}${slice}/index.ts`, "utf8").includes(`"./${inside.join("/")}"`);
  // Two components may have one name: the one that is meant is imported from here, or by the slice's public face.
  const from = new RegExp(`(?:from |import\\()"${last}${isPublic ? `|"[^"]*/${slice}/index\\.ts"` : ""}`);
  return [...sources].flatMap(([other, text]) => {
    if (other === file || seen.has(other) || !from.test(text) || !names.some((name) => new RegExp(`<${name}\\b`).test(text))) return [];
    seen.add(other);
    return [other];
  });
}

const charts = [...sources].filter(([file, text]) => draws.test(text) && !(file in without)).map(([file]) => file);

test("every picture is marked as one, and whoever shows it offers its table", () => {
  const shows = new Map<string, Set<string>>();
  const wrong = charts.flatMap((file) => {
    const text = sources.get(file)!;
    if (!text.includes("data-chart")) return [`${file} draws, and nothing says whether that is a picture of something (data-chart)`];
    const lacks = (one: string, depth = 0): string[] => {
      if (switchesIn(one) > 0) {
        shows.set(one, (shows.get(one) ?? new Set()).add(file));
        return [];
      }
      const above = shownIn(one);
      return above.length === 0 || depth > 3 ? [one] : above.flatMap((each) => lacks(each, depth + 1));
    };
    return lacks(file).map((screen) => `${file} is shown in ${screen}, which has no switch to its table`);
  });
  expect(wrong).toEqual([]);
  const short = [...shows].filter(([screen, of]) => switchesIn(screen) < of.size);
  expect(short.map(([screen, of]) => `${screen} has ${switchesIn(screen)} switches for ${[...of].join(" and ")}`)).toEqual([]);
});

const switchesIn = (file: string): number => sources.get(file)!.match(/<PictureOrTable\b/g)?.length ?? 0;

test("what has no table of its own is still there, and these are the pictures there are", () => {
  expect(Object.keys(without).filter((file) => !sources.has(file) || !draws.test(sources.get(file)!))).toEqual([]);
  expect(charts.length).toBeGreaterThanOrEqual(5);
});
