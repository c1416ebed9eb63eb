/**
 * What a browser keeps of documents, so that one opens without a connection and nothing typed is lost with the page: the
 * whole as it was last, and what was written and not yet acknowledged. Under the person, on this device alone.
 */
export type Kept = {
  load(documentId: string): Promise<{ state: Uint8Array | null; seq: number; unsent: { id: number; update: Uint8Array }[] }>;
  /** Keeps a piece that is not sent yet; answers its number here. */
  add(documentId: string, update: Uint8Array): Promise<number>;
  drop(ids: readonly number[]): Promise<void>;
  keep(documentId: string, state: Uint8Array, seq: number): Promise<void>;
  forget(documentId: string): Promise<void>;
};

/** Where the browser keeps nothing (a private window), documents work all the same while the page is open. */
export function keptOf(personId: string): Kept {
  const opened = open(`rondo-documents-${personId}`);
  const unsentOf = (database: IDBDatabase, documentId: string) =>
    answered(database.transaction("unsent").objectStore("unsent").index("document").getAll(documentId)) as Promise<
      { id: number; update: Uint8Array }[]
    >;
  return {
    async load(documentId) {
      const database = await opened;
      if (database === null) return { state: null, seq: 0, unsent: [] };
      const whole = (await answered(database.transaction("whole").objectStore("whole").get(documentId))) as
        | { state: Uint8Array; seq: number }
        | undefined;
      return { state: whole?.state ?? null, seq: whole?.seq ?? 0, unsent: await unsentOf(database, documentId) };
    },
    async add(documentId, update) {
      const database = await opened;
      return database === null
        ? -1
        : ((await answered(database.transaction("unsent", "readwrite").objectStore("unsent").add({ documentId, update }))) as number);
    },
    async drop(ids) {
      const store = (await opened)?.transaction("unsent", "readwrite").objectStore("unsent");
      if (store !== undefined) await Promise.all(ids.filter((id) => id >= 0).map((id) => answered(store.delete(id))));
    },
    async keep(documentId, state, seq) {
      const database = await opened;
      if (database !== null)
        await answered(database.transaction("whole", "readwrite").objectStore("whole").put({ documentId, state, seq }));
    },
    async forget(documentId) {
      const database = await opened;
      if (database === null) return;
      await answered(database.transaction("whole", "readwrite").objectStore("whole").delete(documentId));
    },
  };
}

function open(name: string): Promise<IDBDatabase | null> {
  if (typeof indexedDB === "undefined") return Promise.resolve(null);
  return new Promise((resolve) => {
    const asked = indexedDB.open(name, 1);
    asked.addEventListener("upgradeneeded", () => {
      asked.result.createObjectStore("whole", { keyPath: "documentId" });
      asked.result.createObjectStore("unsent", { keyPath: "id", autoIncrement: true }).createIndex("document", "documentId");
    });
    asked.addEventListener("success", () => resolve(asked.result));
    asked.addEventListener("error", () => resolve(null));
    asked.addEventListener("blocked", () => resolve(null));
  });
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}
