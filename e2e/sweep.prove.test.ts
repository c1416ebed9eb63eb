import { mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pictures } from "./library.ts";
import { type Scene, scenesOf } from "./scenes.ts";
import { type Actor, type Stage, enter, openBrowser, openStage } from "./stage.ts";

/**
 * Every route, and what opens on it, in the sample world: fails on sideways scrolling, a word in the console, an axe
 * violation, a raw message key or clipped text, and leaves a picture of each in `e2e/pictures`. Once narrow and dark and
 * once wide and light in `npm test`; every look under RONDO_PROVE=1. RONDO_SWEEP takes parts of scenes' names.
 */
type Look = {
  readonly name: string;
  readonly width: number;
  readonly dark: boolean;
  /** Only what axe finds by how it looks. */ readonly briefly?: boolean;
  readonly language?: "longer" | "mirrored" | "de";
};
const small: readonly Look[] = [
  { name: "360-dark", width: 360, dark: true, briefly: true },
  { name: "1280-light", width: 1280, dark: false },
];
const whole: readonly Look[] = [
  ...small.map((look) => ({ ...look, briefly: false })),
  { name: "360-light", width: 360, dark: false },
  { name: "1280-dark", width: 1280, dark: true },
  { name: "360-longer", width: 360, dark: false, language: "longer" },
  { name: "1280-longer", width: 1280, dark: false, language: "longer" },
  { name: "360-mirrored", width: 360, dark: true, language: "mirrored" },
  { name: "1280-mirrored", width: 1280, dark: false, language: "mirrored" },
  { name: "360-de", width: 360, dark: false, language: "de" },
  { name: "1280-de", width: 1280, dark: true, language: "de" },
];
const looks = process.env["RONDO_PROVE"] === "1" ? whole : small;
const only = (process.env["RONDO_SWEEP"] ?? "").split(",");

/** The rules of axe that colours and widths decide; names and roles are the same in every look. */
const ofLooks = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size", "region", "label"];

/** A menu is a place of its own, like a dialog; axe's rule of regions counts only the latter as one. */
const places = { checks: { region: { options: { regionMatcher: "dialog, [role=dialog], [role=alertdialog], [role=menu], svg" } } } };

let stage: Stage;
let browser: Browser;
let cookies: Awaited<ReturnType<Actor["context"]["cookies"]>>;
let scenes: readonly Scene[] = [];

beforeAll(async () => {
  [stage, browser] = await Promise.all([openStage("--demo"), openBrowser()]);
  const ines = await enter(browser);
  await ines.page.goto(stage.printed);
  await ines.page.waitForURL(/\/w\/[^/]+/);
  cookies = await ines.context.cookies();
  scenes = (await scenesOf(ines, stage.url)).filter((scene) => only.some((part) => scene.name.includes(part)));
  await ines.close();
  mkdirSync(pictures, { recursive: true });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

test.each(looks)("$name: nothing is clipped, nothing scrolls sideways, nothing breaks axe", { timeout: 1_200_000 }, async (look) => {
  const found: string[] = [];
  // In another language nothing is opened, so that of scenes at one address one shows all there is.
  const shown = scenes.filter(
    (scene) => !look.language || !scene.act || !scenes.some((other) => other.path === scene.path && other.act === undefined),
  );
  const [inside, outside] = [shown.filter((scene) => !scene.stranger), shown.filter((scene) => scene.stranger)];
  const half = Math.ceil(inside.length / 2);
  const walk = async (signedIn: boolean, part: readonly Scene[]) => {
    const actor = await visitor(look, signedIn);
    for (const scene of part)
      for (const fault of await visit(actor, scene, look)) {
        console.log(`${scene.name}-${look.name}: ${fault}`);
        found.push(`${scene.name}-${look.name}: ${fault}`);
      }
    await actor.close();
  };
  await Promise.all([walk(true, inside.slice(0, half)), walk(true, inside.slice(half)).then(() => walk(false, outside))]);
  expect(found).toEqual([]);
});

async function visitor(look: Look, signedIn: boolean): Promise<Actor> {
  const actor = await enter(browser, { width: look.width, height: look.width < 500 ? 740 : 860, dark: look.dark });
  if (signedIn) await actor.context.addCookies(cookies);
  return actor;
}

async function visit({ page, problems }: Actor, scene: Scene, look: Look): Promise<string[]> {
  problems.length = 0;
  const asked = look.language ? `${scene.path.includes("?") ? "&" : "?"}language=${look.language}` : "";
  const [path, fragment] = scene.path.split("#");
  try {
    await page.goto(`${stage.url}${path}${asked}${fragment ? `#${fragment}` : ""}`);
    await page.getByRole("heading").first().waitFor();
    await settled(page);
    // What is opened is found by its English name.
    if (scene.act && !look.language) await scene.act(page);
    await settled(page);
  } catch (error) {
    await page.screenshot({ path: `${pictures}failed-${scene.name}-${look.name}.png` }).catch(() => undefined);
    return [`could not be reached: ${String(error).split("\n")[0]}`];
  }
  await page.screenshot({ path: `${pictures}${scene.name}-${look.name}.png` });
  const seen = await page.evaluate(faultsOf);
  const axe = new AxeBuilder({ page }).options({
    resultTypes: ["violations"],
    ...places,
    ...(look.briefly ? { runOnly: { type: "rule", values: [...ofLooks] } } : {}),
  });
  const { violations } = await axe.analyze();
  return [
    ...problems,
    ...seen,
    ...violations.map(
      (one) =>
        `axe ${one.id}: ${one.nodes
          .map((node) => node.target.join(" "))
          .slice(0, 3)
          .join(" | ")}`,
    ),
  ];
}

/** Nothing is loading and nothing still moves. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector("[aria-busy=true]") === null &&
      document.getAnimations().every((one) => one.playState !== "running" || one.effect?.getComputedTiming().iterations === Infinity),
  );
  // A picture drawn on a canvas comes a frame after its data.
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** Runs in the page. */
function faultsOf(): string[] {
  const faults: string[] = [];
  const root = document.documentElement;
  const endsInDots = (element: Element) =>
    getComputedStyle(element).textOverflow === "ellipsis" || getComputedStyle(element).webkitLineClamp !== "none";
  if (root.scrollWidth > root.clientWidth + 1) {
    const wide = [...document.body.querySelectorAll("*")].find(
      (one) => one.getBoundingClientRect().right > root.clientWidth + 1 && getComputedStyle(one).position !== "fixed",
    );
    faults.push(
      `scrolls sideways: ${root.scrollWidth} in ${root.clientWidth}, as ${wide?.tagName} "${(wide?.textContent ?? "").slice(0, 40)}"`,
    );
  }
  // What is scrolled sideways on purpose, as tabs are, may end beyond the edge.
  const inStrip = (element: Element): boolean => {
    for (let around = element.parentElement; around !== null && around !== document.body; around = around.parentElement)
      if (around.scrollWidth > around.clientWidth + 1 && getComputedStyle(around).overflowX === "auto") return true;
    return false;
  };
  const text = document.body.innerText;
  const raw = /\{[a-z][\w]*(?:,|\})|\b(?:undefined|NaN|\[object Object\])\b/i.exec(text);
  if (raw) faults.push(`a raw text: ${raw[0]}`);
  for (const element of document.body.querySelectorAll<HTMLElement>(
    "button, a, label, th, h1, h2, h3, [role=tab], [role=columnheader], [role=radio]",
  )) {
    const style = getComputedStyle(element);
    // What ends in dots says that there is more; what one only hears has no size.
    const says = [element, ...element.querySelectorAll<HTMLElement>("*")].some(endsInDots);
    if (
      says ||
      element.innerText.trim() === "" ||
      element.clientWidth < 3 ||
      element.closest(".sr-only") !== null ||
      style.visibility === "hidden" ||
      style.overflowX === "auto"
    )
      continue;
    if (element.scrollWidth > element.clientWidth + 1 && style.overflowX !== "visible")
      faults.push(`clipped: "${element.innerText.slice(0, 40)}"`);
    const box = element.getBoundingClientRect();
    if (box.width > 0 && box.height > 0 && box.left < -1 && box.right > 1 && !inStrip(element))
      faults.push(`cut at the edge: "${element.innerText.slice(0, 40)}"`);
  }
  // Whoever can't see a picture reads its table: the switch to it is in the same part of the page, and named.
  for (const chart of document.querySelectorAll("[data-chart]")) {
    const around = chart.closest("section, [role=dialog]") ?? document.body;
    const named = around.querySelector("[data-chart-switch] [role=radiogroup]")?.getAttribute("aria-label");
    if (!named) faults.push(`a picture without a switch to its table: "${(chart.textContent ?? "").slice(0, 40)}"`);
  }
  // A short word of a row's name on two lines: other columns have taken its room. A mail address has to break somewhere.
  const names = [...document.body.querySelectorAll("th[scope=row], th[scope=row] *")]
    .filter((one) => !endsInDots(one))
    .flatMap((one) => [...one.childNodes])
    .filter((node) => node instanceof Text && !node.data.includes("@"));
  for (const name of names)
    for (const word of (name.textContent ?? "").matchAll(/\p{L}{3,12}/gu)) {
      const range = document.createRange();
      range.setStart(name, word.index);
      range.setEnd(name, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) faults.push(`broken in two: "${word[0]}"`);
    }
  return faults;
}
