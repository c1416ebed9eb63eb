import { mkdirSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, type Plugin, preview } from "vite";
import { answer } from "./library.ts";

/**
 * Builds the app with the gallery, serves it under the Content-Security-Policy of the real server with a pretended API,
 * and takes a picture of every scene: light and dark, 360 and 1280 px, and in both pseudo-languages. Ends with 1 if a
 * page logs an error, breaks the policy, scrolls sideways or fails axe. `node packages/web/pictures/take.ts [part of a
 * name]`; RONDO_BROWSER names the browser, RONDO_PICTURES the folder.
 */
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
const folder = process.env["RONDO_PICTURES"] ?? new URL("../../../e2e/pictures/web/", import.meta.url).pathname;
const only = process.argv[2] ?? "";

type Scene = {
  readonly name: string;
  readonly path: string;
  readonly act?: (page: Page) => Promise<void>;
  readonly full?: boolean;
  /** An open list hides the page from screen readers while the focus stays in its field. */ readonly popup?: true;
};

const scenes: readonly Scene[] = [
  { name: "gallery", path: "/gallery", full: true },
  { name: "gallery-dialog", path: "/gallery", act: (page) => page.click("#open-dialog") },
  { name: "gallery-panel", path: "/gallery", act: (page) => page.click("#open-panel") },
  { name: "gallery-menu", path: "/gallery", act: (page) => page.click("#open-menu") },
  {
    name: "gallery-toast",
    path: "/gallery",
    act: async (page) => {
      await page.click("#say-done");
      await page.click("#say-problem");
    },
  },
  {
    name: "gallery-select",
    popup: true,
    path: "/gallery",
    act: async (page) => {
      await page.getByRole("combobox", { name: "Owner" }).click();
      await page.keyboard.type("a");
    },
  },
  { name: "setup", path: "/setup#token=a-one-time-token", full: true },
  { name: "setup-without-token", path: "/setup" },
  { name: "sign-in", path: "/sign-in", full: true },
  {
    name: "sign-in-wrong",
    path: "/sign-in",
    full: true,
    act: async (page) => {
      await page.fill("input[name=email]", "ines@lindgren.example");
      await page.fill("input[name=password]", "wrong");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "second-factor",
    path: "/sign-in",
    act: async (page) => {
      await page.fill("input[name=email]", "ines@lindgren.example");
      await page.fill("input[name=password]", "right");
      await page.keyboard.press("Enter");
      await page.getByText("authenticator app.").waitFor();
    },
  },
  { name: "invitation", path: "/invite/an-invitation-for-somebody-new", full: true },
  { name: "invitation-gone", path: "/invite/an-invitation-that-is-gone" },
  { name: "forgot-password", path: "/forgot-password" },
  { name: "reset-password", path: "/reset-password#token=a-one-time-token" },
  { name: "workspace", path: "/w/lindgren" },
  {
    name: "palette",
    path: "/w/lindgren",
    act: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("l");
      await page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "keys",
    path: "/w/lindgren",
    act: async (page) => {
      await page.locator("main").waitFor();
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "not-found", path: "/w/elsewhere" },
];

type Look = { readonly suffix: string; readonly width: number; readonly scheme: "light" | "dark"; readonly language?: string };

const looks: readonly Look[] = [
  { suffix: "1280-light", width: 1280, scheme: "light" },
  { suffix: "1280-dark", width: 1280, scheme: "dark" },
  { suffix: "360-light", width: 360, scheme: "light" },
  { suffix: "360-dark", width: 360, scheme: "dark" },
  { suffix: "360-longer", width: 360, scheme: "light", language: "longer" },
  { suffix: "1280-mirrored", width: 1280, scheme: "light", language: "mirrored" },
];

const root = new URL("..", import.meta.url).pathname;
await build({ root, mode: "gallery", configFile: `${root}vite.config.ts`, logLevel: "warn" });
const server = await preview({
  root,
  mode: "gallery",
  configFile: `${root}vite.config.ts`,
  plugins: [pretendedApi()],
  preview: { port: 0, host: "127.0.0.1", proxy: {}, headers: { "content-security-policy": policy } },
  logLevel: "warn",
});
const origin = server.resolvedUrls?.local[0]?.replace(/\/$/, "") ?? "";
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env["RONDO_BROWSER"] ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const wrong: string[] = [];
let taken = 0;
for (const look of looks) for (const scene of scenes) if (`${scene.name}-${look.suffix}`.includes(only)) await take(browser, scene, look);
await browser.close();
for (const line of wrong) console.log(line);
console.log(`${taken} pictures in ${folder}, ${wrong.length} findings`);
// The open event streams would keep the server from closing.
process.exit(wrong.length === 0 ? 0 : 1);

async function take(on: Browser, scene: Scene, look: Look): Promise<void> {
  const name = `${scene.name}-${look.suffix}`;
  const context = await on.newContext({
    viewport: { width: look.width, height: 800 },
    colorScheme: look.scheme,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    hasTouch: look.width < 500,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  page.on("console", (message) =>
    message.type() === "error" && !/status of 4\d\d/.test(message.text()) ? wrong.push(`${name}: console: ${message.text()}`) : undefined,
  );
  page.on("pageerror", (error) => wrong.push(`${name}: ${error.message}`));
  const [path = "", fragment] = scene.path.split("#");
  try {
    await page.goto(`${origin}${path}${look.language ? `?language=${look.language}` : ""}${fragment ? `#${fragment}` : ""}`);
    await page.locator("h1, h2").first().waitFor();
    if (!look.language) await scene.act?.(page);
    await page.waitForTimeout(400);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) wrong.push(`${name}: scrolls sideways by ${overflow} px`);
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .disableRules(scene.popup ? ["aria-hidden-focus"] : [])
      .analyze();
    for (const violation of violations)
      wrong.push(
        `${name}: axe ${violation.id}: ${violation.nodes
          .map((node) => `${node.target.join(" ")} ${node.failureSummary?.split("\n")[1] ?? ""}`)
          .join(" | ")
          .slice(0, 500)}`,
      );
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: scene.full ?? false });
    taken += 1;
  } catch (error) {
    wrong.push(`${name}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
  }
  await context.close();
}

/** Served, not intercepted: what the SharedWorker asks for goes past the page. */
function pretendedApi(): Plugin {
  return {
    name: "pretended-api",
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? "/", "http://rondo.example");
        if (!pathname.startsWith("/api/")) return next();
        let body = "";
        request.on("data", (piece: Buffer) => (body += piece.toString()));
        request.on("end", () => {
          const reply = answer(pathname, body, new URL(request.headers.referer ?? "http://rondo.example/").pathname);
          response.writeHead(reply.status, { "content-type": reply.contentType });
          if (reply.contentType === "text/event-stream") response.write(reply.body);
          else response.end(reply.body);
        });
      });
    },
  };
}
