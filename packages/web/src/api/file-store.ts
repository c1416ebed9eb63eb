import type { FileStore } from "./outbox.ts";

/** Files that wait to be sent, on the device, by the change that they go with. Nowhere where the browser keeps nothing. */
export function openFileStore(name: string): FileStore {
  let opened: Promise<IDBDatabase> | null = null;
  const store = async (mode: IDBTransactionMode) => {
    opened ??= open(name);
    return (await opened).transaction("files", mode).objectStore("files");
  };
  return {
    // Whole, not as a file: a file is only a name of something that may be gone when it is sent.
    async keep(id, file) {
      const bytes = await file.arrayBuffer();
      const files = await store("readwrite");
      await answered(files.put(bytes, id));
    },
    async load(id) {
      const bytes: unknown = await answered((await store("readonly")).get(id));
      return bytes instanceof ArrayBuffer ? new Blob([bytes]) : null;
    },
    async drop(id) {
      await answered((await store("readwrite")).delete(id));
    },
  };
}

function open(name: string): Promise<IDBDatabase> {
  if (typeof indexedDB === "undefined") return Promise.reject(new Error("this browser keeps nothing"));
  const asked = indexedDB.open(name, 1);
  asked.addEventListener("upgradeneeded", () => void asked.result.createObjectStore("files"));
  return answered(asked);
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("the browser's store did not answer")));
  });
}
