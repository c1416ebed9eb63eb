import { afterEach, beforeEach, expect, test, vi } from "vitest";

type Store = Storage & { readonly kept: Map<string, string> };

function store(): Store {
  const kept = new Map<string, string>();
  return {
    kept,
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
  };
}

const ines = "0190aaaa-0000-7000-8000-000000000001";
const tomas = "0190aaaa-0000-7000-8000-000000000002";
let local: Store;
let tab: Store;

beforeEach(() => {
  [local, tab] = [store(), store()];
  vi.stubGlobal("localStorage", local);
  vi.stubGlobal("sessionStorage", tab);
});
afterEach(() => void vi.unstubAllGlobals());

/** A page is opened: what it keeps in memory begins anew, what the device keeps does not. */
async function page() {
  vi.resetModules();
  const device = await import("./device.ts");
  const draft = await import("./draft.ts");
  const write = (key: string, value: unknown) => draft.keepDraft(device.devicePerson(), key, value);
  const read = (key: string) => draft.keptDraft(device.devicePerson(), key);
  const { outbox } = await import("../api/index.ts");
  return { ...device, write, read, outbox };
}

test("what one person began to write is there for them after a reload, and for nobody else at the same device", async () => {
  const first = await page();
  first.belongTo(ines);
  first.write("comment 7", "The spines are loose");
  const again = await page();
  again.belongTo(ines);
  expect(again.read("comment 7")).toBe("The spines are loose");
  const other = await page();
  other.belongTo(tomas);
  expect(other.read("comment 7")).toBeUndefined();
  const back = await page();
  back.belongTo(ines);
  expect(back.read("comment 7")).toBe("The spines are loose");
});

test("signing out leaves nothing of its person on the device, and what others did not send", async () => {
  const other = await page();
  other.belongTo(tomas);
  other.write("notes 3", "Ask the binder");
  const mine = await page();
  mine.belongTo(ines);
  mine.outbox.belongTo(ines);
  mine.write("comment 7", "The spines are loose");
  void mine.outbox.put("POST /api/workspaces/:w/tasks", { body: { title: "Buy lamp oil" } }).catch(() => undefined);
  local.setItem("rondo.workspace", "lindgren");
  local.setItem("rondo.workspace lindgren", "w1");
  local.setItem("rondo.shut p1", "{}");
  local.setItem("rondo.large p1", "1");
  local.setItem("rondo.draft.new task", '"of nobody known"');
  local.setItem("rondo.theme", "dark");
  tab.setItem("rondo seen as", "{}");
  expect(await mine.unsent()).toEqual({ drafts: ["The spines are loose"], changes: 1, documents: 0 });
  await mine.forgetPerson();
  // A page that is left still writes what was typed last.
  mine.write("comment 7", "The spines are loose, all of them");
  expect([...local.kept.keys()].sort()).toEqual([`rondo.draft.${tomas} notes 3`, "rondo.outbox", "rondo.theme"]);
  expect(local.getItem("rondo.outbox")).toBe("[]");
  expect(tab.length).toBe(0);
});

test("where a session ended by itself, what was read goes when somebody else signs in, and what was not sent waits for its author", async () => {
  const mine = await page();
  mine.belongTo(ines);
  mine.write("comment 7", "The spines are loose");
  local.setItem("rondo.workspace lindgren", "w1");
  mine.belongTo(tomas);
  expect(mine.wasAnothers()).toBe(true);
  expect(local.getItem("rondo.workspace lindgren")).toBeNull();
  expect(mine.read("comment 7")).toBeUndefined();
  expect(local.getItem(`rondo.draft.${ines} comment 7`)).toBe('"The spines are loose"');
});

test("what somebody from outside types is kept as long as their tab", async () => {
  const form = await page();
  form.write("form abc", { name: "Jonas" });
  expect(local.length).toBe(0);
  expect(form.read("form abc")).toEqual({ name: "Jonas" });
});

test("a window of somebody who signed out elsewhere is loaded anew", async () => {
  let heard: ((event: { key: string; newValue: string | null }) => void) | undefined;
  const reload = vi.fn();
  vi.stubGlobal("addEventListener", (kind: string, listener: typeof heard) => void (kind === "storage" && (heard = listener)));
  vi.stubGlobal("location", { reload });
  vi.resetModules();
  const device = await import("./device.ts");
  heard?.({ key: "rondo.person", newValue: ines });
  device.belongTo(ines);
  heard?.({ key: "rondo.person", newValue: ines });
  expect(reload).not.toHaveBeenCalled();
  heard?.({ key: "rondo.person", newValue: null });
  expect(reload).toHaveBeenCalledOnce();
});
