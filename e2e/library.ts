import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { APIResponse, Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type Actor, type Stage, enter, openBrowser, openStage } from "./stage.ts";

/** Somebody of the library at a browser of their own, signed in. */
export type Member = Actor & {
  readonly id: string;
  readonly name: string;
  /** Opens a place of the workspace: `at("my-day")`. */
  at(place: string): Promise<void>;
  /** The same API that the screens use, with this person's rights, for what a story takes as given. */
  call<Answer = Record<string, unknown>>(method: string, path: string, body?: unknown, version?: number): Promise<Answer>;
};

export type Library = {
  readonly stage: Stage;
  readonly browser: Browser;
  readonly workspace: string;
  readonly ines: Member;
  readonly tomas: Member;
  /** Another colleague, or a guest. */
  join(name: string, role?: "admin" | "member" | "guest"): Promise<Member>;
  /** Another window of somebody, with a session of its own. */
  again(member: Member, options?: { width?: number; dark?: boolean }): Promise<Member>;
};

const passPhrase = "a long enough pass phrase";
/** What a browser says of each request while it is offline; ERR_FAILED where the service worker made it. */
export const whileOffline = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/;

export const pictures = fileURLToPath(new URL("pictures/", import.meta.url));

/** For all stories of a file: the Lindgren Library on a server of its own, with Ines and Tomas in it. */
export function theLibrary(): Library {
  const members: Member[] = [];
  const library = {} as { -readonly [Key in keyof Library]: Library[Key] };

  beforeAll(async () => {
    const [stage, browser] = await Promise.all([openStage(), openBrowser()]);
    Object.assign(library, { stage, browser });
    const actor = await enter(browser);
    const token = decodeURIComponent(new URL(stage.printed).hash.replace(/^#(.*=)?/, ""));
    const me = await answerOf<Me>(
      await actor.context.request.post(`${stage.url}/api/installation/setup`, {
        headers: { origin: stage.url },
        data: {
          token,
          workspace: { name: "Lindgren Library", zone: "Europe/Berlin" },
          person: { name: "Ines Okafor", email: "ines@lindgren.example", password: passPhrase },
        },
      }),
    );
    library.workspace = me.workspaces[0]?.id ?? "";
    library.ines = memberOf(actor, me);
    members.push(library.ines);
    library.tomas = await library.join("Tomas Brandt");
  });
  library.join = async (name, role = "member") => {
    const email = `${name.split(" ")[0]?.toLowerCase()}@lindgren.example`;
    const { url } = await library.ines.call<{ url: string }>("POST", "/invitations", { email, role });
    const actor = await enter(library.browser);
    await answerOf(
      await actor.context.request.post(`${library.stage.url}/api/invitations/${url.split("/invite/")[1]}/acceptance`, {
        headers: { origin: library.stage.url },
        data: { person: { name, email, password: passPhrase } },
      }),
    );
    const member = memberOf(actor, await answerOf<Me>(await actor.context.request.get(`${library.stage.url}/api/me`)));
    members.push(member);
    return member;
  };
  library.again = async (member, options) => {
    const actor = await enter(library.browser, options);
    await answerOf(
      await actor.context.request.post(`${library.stage.url}/api/auth/sign-in/email`, {
        headers: { origin: library.stage.url },
        data: { email: `${member.name.split(" ")[0]?.toLowerCase()}@lindgren.example`, password: passPhrase },
      }),
    );
    const other = memberOf(actor, await answerOf<Me>(await actor.context.request.get(`${library.stage.url}/api/me`)));
    members.push(other);
    return other;
  };
  function memberOf(actor: Actor, me: Me): Member {
    const { url } = library.stage;
    return {
      ...actor,
      id: me.person.id,
      name: me.person.name,
      at: async (place) => void (await actor.page.goto(`${url}/w/lindgren-library/${place}`)),
      call: async (method, path, body, version) =>
        answerOf(
          await actor.context.request.fetch(`${url}/api/workspaces/${library.workspace}${path}`, {
            method,
            headers: {
              origin: url,
              ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
              ...(version === undefined ? {} : { "if-match": `"${version}"` }),
            },
            ...(body === undefined ? {} : { data: body }),
          }),
        ),
    };
  }

  // A story that fails leaves what everybody saw; one that passes may not have left a word in a console.
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail")
      await Promise.all(members.map((member) => leavePicture(member, `failed ${member.name} ${task.name}`)));
    const said = members.flatMap((member) => member.problems.splice(0).map((problem) => `${member.name}: ${problem}`));
    expect(said).toEqual([]);
  });
  afterAll(async () => {
    await library.browser?.close();
    await library.stage?.stop();
  });
  return library;
}

export async function leavePicture(actor: Pick<Actor, "page">, name: string): Promise<void> {
  if (actor.page.isClosed()) return;
  mkdirSync(pictures, { recursive: true });
  await actor.page
    .screenshot({
      path: `${pictures}${name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .slice(0, 80)}.png`,
    })
    .catch(() => undefined);
}

/** With RONDO_PICTURES a screen is left there, wide and light, narrow and dark. */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env["RONDO_PICTURES"];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  for (const [width, colorScheme] of [
    [1280, "light"],
    [360, "dark"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    // Colours that are still on their way from light to dark are neither.
    await page.screenshot({ path: `${folder}/${name}-${width}.png`, animations: "disabled" });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
}

/** Once the app's files are on this device: the next opening is one that also works without a connection. */
export async function keptByBrowser(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

/** Types into a list that is searched and takes what it offers: an entry that is there, or a new one ("New role “Conservator”"). */
export async function choose(within: Locator | Page, label: string, text: string): Promise<void> {
  const page = "context" in within ? within : within.page();
  await within.getByRole("combobox", { name: label, exact: true }).fill(text);
  await page.getByRole("option", { name: text }).first().click();
}

/** Real files that are not part of the project: where they are, or null. */
export function realFile(path: string): string | null {
  const directory = process.env["RONDO_SHARED_DATA"] ?? fileURLToPath(new URL("../../shared/data", import.meta.url));
  return existsSync(`${directory}/${path}`) ? `${directory}/${path}` : null;
}

type Me = { readonly person: { readonly id: string; readonly name: string }; readonly workspaces: readonly { readonly id: string }[] };

async function answerOf<Answer>(response: APIResponse): Promise<Answer> {
  if (!response.ok()) throw new Error(`${response.url()}: ${response.status()} ${await response.text()}`);
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
}
