import { outbox } from "../api/index.ts";

/**
 * Whose this device is. Several people may use one browser after each other: nothing that one of them read, typed or did stays
 * for the next. Signing out takes all of it away; where a session ended by itself, what its person did not send yet is kept under
 * their name until they are back, and what they only read goes when somebody else signs in.
 */
const personKey = "rondo.person";
const id = "[0-9a-f]{8}-[0-9a-f-]{27}";

let person: string | null = null;
let others = false;
let left = false;

/** Who is signed in on this page; null until that is known, and for somebody from outside. */
export function devicePerson(): string | null {
  return person;
}

/** Whether this page was somebody else's before: what is still in its memory is not for whom it belongs to now. */
export function wasAnothers(): boolean {
  return others;
}

/** The person is leaving: from now on nothing of theirs is written down any more. */
export function hasLeft(): boolean {
  return left;
}

export function belongTo(next: string): void {
  if (person === next) return;
  others ||= person !== null;
  person = next;
  try {
    if (localStorage.getItem(personKey) === next) return;
    localStorage.setItem(personKey, next);
    forgetNames((name) => wasRead.test(name));
  } catch {
    // Storage is off: nothing is kept, for anybody.
  }
  void forgetAnswers((address) => address !== "/api/me").catch(() => undefined);
  void eachDocumentStore((name, database) => (name.endsWith(next) ? undefined : empty(database, ["whole"]))).catch(() => undefined);
}

// In another window somebody else has signed in, or oneself out: this one shows what is theirs no more.
if (typeof addEventListener === "function")
  addEventListener("storage", ({ key, newValue }: StorageEvent) => {
    if (key !== personKey || person === null || newValue === person) return;
    left = true;
    location.reload();
  });

/** `drafts`: the words of each text that was begun. */
export type Unsent = { readonly drafts: readonly string[]; readonly changes: number; readonly documents: number };

/** What the person wrote and the server does not have. */
export async function unsent(): Promise<Unsent> {
  const drafts = names()
    .filter((name) => name.startsWith(`rondo.draft.${person} `))
    .map((name) => wordsOf(localStorage.getItem(name)));
  let documents = 0;
  await eachDocumentStore(async (name, database) => {
    if (name.endsWith(person ?? "-") && database.objectStoreNames.contains("unsent")) documents += await countDocuments(database);
  }).catch(() => undefined);
  return { drafts, changes: outbox.waiting().length, documents };
}

const isId = new RegExp(`^${id}$`);

/** What somebody would know a draft by: the longest text in it. */
function wordsOf(draft: string | null): string {
  try {
    let longest = "";
    JSON.parse(draft ?? "null", (_, value: unknown) => {
      if (typeof value === "string" && !isId.test(value) && value.trim().length > longest.length) longest = value.trim();
      return value;
    });
    return longest;
  } catch {
    return "";
  }
}

/** Everything of the person who signs out, so that nothing of it is on the device for the next one. */
export async function forgetPerson(): Promise<void> {
  left = true;
  const mine = person;
  outbox.forget();
  try {
    sessionStorage.clear();
    forgetNames((name) => wasRead.test(name) || name.startsWith(`rondo.draft.${mine} `) || name === personKey);
  } catch {
    // Storage is off: there is nothing to forget.
  }
  await Promise.allSettled([
    forgetAnswers(() => true),
    eachDocumentStore((name, database) => empty(database, name.endsWith(mine ?? "-") ? ["whole", "unsent"] : ["whole"])),
    forgetPush(),
  ]);
}

/** Where one was and what was shut there; and drafts that name nobody. */
const wasRead = new RegExp(`^rondo\\.(workspace|shut|large)\\b|^rondo\\.draft\\.(?!${id} )`);

function names(): readonly string[] {
  try {
    return Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? "");
  } catch {
    return [];
  }
}

function forgetNames(which: (name: string) => boolean): void {
  for (const name of names().filter(which)) localStorage.removeItem(name);
}

/** What the service worker kept of answers. */
async function forgetAnswers(which: (address: string) => boolean): Promise<void> {
  if (typeof caches === "undefined") return;
  for (const name of (await caches.keys()).filter((one) => one.startsWith("rondo-data"))) {
    const cache = await caches.open(name);
    const read = (await cache.keys()).filter(({ url }) => which(new URL(url).pathname));
    await Promise.all(read.map((one) => cache.delete(one)));
  }
}

/** A notice for who has left is not for who sits there now. The server hears of it by its next one. */
async function forgetPush(): Promise<void> {
  if (typeof navigator === "undefined" || !("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

/** What browsers keep of documents (`document/kept.ts`), one database for each person. */
async function eachDocumentStore(work: (name: string, database: IDBDatabase) => Promise<void> | undefined): Promise<void> {
  if (typeof indexedDB === "undefined" || typeof indexedDB.databases !== "function") return;
  const all = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith("rondo-documents-") ? [name] : []));
  for (const name of all) {
    const database = await answered(indexedDB.open(name));
    await work(name, database);
    database.close();
  }
}

async function empty(database: IDBDatabase, stores: readonly string[]): Promise<void> {
  for (const store of stores)
    if (database.objectStoreNames.contains(store)) await answered(database.transaction(store, "readwrite").objectStore(store).clear());
}

async function countDocuments(database: IDBDatabase): Promise<number> {
  const pieces = (await answered(database.transaction("unsent").objectStore("unsent").getAll())) as { documentId: string }[];
  return new Set(pieces.map((one) => one.documentId)).size;
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("the browser's store did not answer")));
  });
}
