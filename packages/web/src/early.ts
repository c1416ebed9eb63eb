/**
 * The first things that a screen of a workspace asks, asked while the rest of the app is still being fetched and read: who one
 * is, and on a project's page the project and its plan. A file of its own, for a page's policy forbids scripts inside it;
 * `api/early-answers.ts` takes the answers up.
 */
type Size = { readonly openTasks: number; readonly closedTasks: number };
type Me = { readonly workspaces: readonly { readonly id: string; readonly slug: string }[] };

const asked = new Map<string, Promise<Response | null>>();

function ask(address: string, after: Promise<unknown> = Promise.resolve()): Promise<Response | null> {
  const answer = after
    .then(() => fetch(address, { headers: { accept: "application/json" }, credentials: "same-origin" }))
    .catch(() => null);
  asked.set(address, answer);
  return answer;
}

const [, slug, project, tab] = /^\/w\/([^/]+)(?:\/projects\/([0-9a-f-]{36})(?:\/([^/]*))?)?/.exec(location.pathname) ?? [];

if (slug !== undefined) {
  Object.assign(globalThis, { rondoAsked: asked });
  const me = ask("/api/me");
  // As somebody else would see it (`api/seen.ts`), another answer is wanted.
  if (project !== undefined && kept("sessionStorage", "rondo seen as") === null)
    void workspaceOf(decodeURIComponent(slug), me)
      .then((w) => (w === null ? undefined : askProject(`/api/workspaces/${w}/projects/${project}`)))
      .catch(() => undefined);
}

/** As this device knows it (`shell/root.tsx`), or as the server says: an id that is right no more finds nothing. */
async function workspaceOf(name: string, me: Promise<Response | null>): Promise<string | null> {
  const known = kept("localStorage", `rondo.workspace ${name}`);
  if (known !== null) return known;
  const answer = await me;
  const said = answer?.ok ? ((await answer.clone().json()) as Me) : null;
  return said?.workspaces.find((one) => one.slug === name)?.id ?? null;
}

async function askProject(address: string): Promise<void> {
  // A server that is putting all of a large plan together answers nothing else meanwhile: its first lines go before it.
  const first = tab === "plan" && kept("localStorage", `rondo.large ${project}`) !== null ? ask(`${address}/plan/columns?first=100`) : null;
  const said = ask(address);
  if (first !== null) return void ask(`${address}/plan/columns`, first);
  if ([undefined, "", "list", "board", "plan", "calendar"].includes(tab)) void ask(`${address}/plan/columns`);
  if (tab !== "plan") return;
  const answer = await said;
  const size = answer?.ok ? ((await answer.clone().json()) as Size) : null;
  // As `plan/use-plan.ts` asks for the first lines of a large plan.
  if (size && size.openTasks + size.closedTasks > 5_000) void ask(`${address}/plan/columns?first=100`);
}

function kept(storage: "localStorage" | "sessionStorage", name: string): string | null {
  try {
    return globalThis[storage].getItem(name);
  } catch {
    // Storage is off.
    return null;
  }
}
