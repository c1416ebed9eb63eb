/**
 * The first things that a screen of a workspace asks, asked while the rest of the app is still being fetched and read: who one
 * is, and on a project's page the project and its plan. A file of its own, for a page's policy forbids scripts inside it;
 * `api/early-answers.ts` takes the answers up.
 */
type Me = { readonly workspaces: readonly { readonly id: string; readonly slug: string }[] };

const asked = new Map<string, Promise<Response | null>>();

function ask(address: string): Promise<Response | null> {
  const answer = fetch(address, { headers: { accept: "application/json" }, credentials: "same-origin" }).catch(() => null);
  asked.set(address, answer);
  return answer;
}

const [, slug, project, tab] = /^\/w\/([^/]+)(?:\/projects\/([0-9a-f-]{36})(?:\/([^/]*))?)?/.exec(location.pathname) ?? [];

if (slug !== undefined) {
  Object.assign(globalThis, { rondoAsked: asked });
  const me = ask("/api/me");
  if (project !== undefined)
    void me
      // As somebody else would see it (`api/seen.ts`), another answer is wanted.
      .then((answer) => (answer?.ok && sessionStorage.getItem("rondo seen as") === null ? (answer.clone().json() as Promise<Me>) : null))
      .then((said) => {
        const w = said?.workspaces.find((one) => one.slug === decodeURIComponent(slug))?.id;
        if (w === undefined) return;
        const address = `/api/workspaces/${w}/projects/${project}`;
        void ask(address);
        if ([undefined, "", "list", "board", "plan", "calendar"].includes(tab)) void ask(`${address}/plan/columns`);
      })
      .catch(() => undefined);
}
