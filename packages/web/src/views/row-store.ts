import type { Answer } from "../api/index.ts";
import type { Row } from "./attributes.ts";

type Page = Answer<"GET /rows">;
export type Query = { readonly of: "tasks" | "runs" | "projects"; readonly where: string; readonly sort: string };
/** `sorted`: in the order of the query, else the newest first. `unkept`: too much to be kept for later. */
export type Ask = {
  readonly cursor?: string;
  readonly limit?: number;
  readonly ids?: string;
  readonly sorted?: boolean;
  readonly unkept?: boolean;
};
export type Read = (ask: Ask, signal: AbortSignal) => Promise<Page>;

export type Shown = {
  readonly rows: readonly Row[];
  readonly names: Readonly<Record<string, string>>;
  /** All pages are here. */ readonly whole: boolean;
  readonly error: unknown;
};

export const firstRows = 200;
/** A page takes the browser a few frames at most: reading more at once would be felt by who scrolls meanwhile. */
const further = 2_500;
/** So many are kept for when there is no connection. */
const kept = 5_000;
/** More than these at once are read as a whole. */
const fewAtOnce = 300;

/**
 * The rows of one filter, kept true. The first page is shown as soon as it is here and the others follow behind it; after
 * that only rows that something happened to are asked for again, by their ids: one that no longer comes back has left.
 * A row that is being changed here keeps what was painted until the server has answered.
 */
export class RowStore {
  readonly #read: Read;
  readonly #listeners = new Set<() => void>();
  #shown: Shown = { rows: [], names: {}, whole: false, error: null };
  #abort = new AbortController();
  #dirty = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #held = new Map<string, number>();

  readonly #sorted: boolean;

  constructor(read: Read, sorted: boolean) {
    this.#read = read;
    this.#sorted = sorted;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly shown = (): Shown => this.#shown;

  /** Reads everything, and puts it in place of what is shown page by page. */
  async load(): Promise<void> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    this.#dirty.clear();
    // Read again: what was there stays until all of the new is.
    const anew = this.#shown.rows.length > 0;
    try {
      const page = await this.#read({ limit: firstRows, sorted: true }, signal);
      if (signal.aborted) return;
      const whole = page.next === null;
      if (!anew || whole) this.#show({ rows: this.#keepHeld(page.items), names: page.names, whole, error: null });
      if (page.next !== null) await this.#loadRest(page, anew, signal);
      if (signal.aborted) return;
      if (this.#dirty.size > 0) this.#later();
    } catch (error) {
      if (!signal.aborted) this.#show({ ...this.#shown, error });
    }
  }

  /**
   * All behind the first page. In an order of one's own every page would have the server sort everything anew, so they
   * come as they are and find their order here when all are there. Shown are they now and then: each time draws all.
   */
  async #loadRest(page: Page, anew: boolean, signal: AbortSignal): Promise<void> {
    const goesOn = !this.#sorted;
    const rows: Row[] = goesOn ? [...page.items] : [];
    const names = { ...page.names };
    let shown = rows.length;
    for (let cursor: string | null = goesOn ? page.next : ""; cursor !== null;) {
      const more: Page = await this.#read({ limit: further, ...(cursor !== "" && { cursor }), unkept: rows.length >= kept }, signal);
      if (signal.aborted) return;
      for (const row of more.items) rows.push(row);
      Object.assign(names, more.names);
      cursor = more.next;
      const whole = cursor === null;
      if (!whole && (anew || !goesOn || rows.length < 2 * shown)) continue;
      shown = rows.length;
      this.#show({ rows: this.#keepHeld(rows), names: { ...names }, whole, error: null });
    }
  }

  /** Something happened to these. */
  touch(ids: Iterable<string>): void {
    for (const id of ids) this.#dirty.add(id);
    if (this.#shown.whole) this.#later();
  }

  /** Shows rows as they will be, and holds them until `settle`. */
  paint(rows: readonly Row[], gone: readonly string[] = []): void {
    for (const id of [...rows.map((row) => row.id), ...gone]) this.#held.set(id, (this.#held.get(id) ?? 0) + 1);
    this.#put(rows, gone);
  }

  /** The server has answered: what it says stands; rows it does not name are asked for. */
  settle(ids: readonly string[], rows: readonly Row[], names: Readonly<Record<string, string>>): void {
    for (const id of ids) {
      const left = (this.#held.get(id) ?? 1) - 1;
      if (left > 0) this.#held.set(id, left);
      else this.#held.delete(id);
    }
    const free = rows.filter((row) => !this.#held.has(row.id));
    this.#learn(names);
    this.#put(free, []);
    this.touch(ids);
  }

  close(): void {
    this.#abort.abort();
    clearTimeout(this.#timer);
  }

  #later(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#catchUp();
    }, 30);
  }

  async #catchUp(): Promise<void> {
    const ids = [...this.#dirty].filter((id) => !this.#held.has(id));
    if (ids.length === 0) return;
    if (ids.length > fewAtOnce) return this.load();
    for (const id of ids) this.#dirty.delete(id);
    const { signal } = this.#abort;
    for (let at = 0; at < ids.length; at += 100) {
      const asked = ids.slice(at, at + 100);
      try {
        const page = await this.#read({ ids: asked.join(","), limit: asked.length }, signal);
        if (signal.aborted) return;
        const came = new Set(page.items.map((row) => row.id));
        this.#learn(page.names);
        this.#put(
          page.items.filter((row) => !this.#held.has(row.id)),
          asked.filter((id) => !came.has(id) && !this.#held.has(id)),
        );
      } catch {
        if (!signal.aborted) for (const id of asked) this.#dirty.add(id); // with the next news, or when the connection is back
      }
    }
  }

  /** Names that are new here; else what is drawn by them would be drawn anew. */
  #learn(names: Readonly<Record<string, string>>): void {
    if (Object.entries(names).some(([id, name]) => this.#shown.names[id] !== name))
      this.#show({ ...this.#shown, names: { ...this.#shown.names, ...names } });
  }

  /** Changes some rows of many without looking at each twice. */
  #put(rows: readonly Row[], gone: readonly string[]): void {
    const fresh = new Map(rows.map((row) => [row.id, row]));
    const leaving = new Set(gone);
    if (fresh.size === 0 && leaving.size === 0) return;
    let left = 0;
    const next: Row[] = [];
    for (const row of this.#shown.rows) {
      if (leaving.has(row.id)) left += 1;
      else {
        next.push(fresh.get(row.id) ?? row);
        fresh.delete(row.id);
      }
    }
    next.unshift(...fresh.values());
    if (left === 0 && rows.length === 0) return;
    this.#show({ ...this.#shown, rows: next });
  }

  #keepHeld(rows: readonly Row[]): readonly Row[] {
    if (this.#held.size === 0) return [...rows];
    const held = new Map(this.#shown.rows.filter((row) => this.#held.has(row.id)).map((row) => [row.id, row]));
    return rows.flatMap((row) => (this.#held.has(row.id) ? (held.has(row.id) ? [held.get(row.id) as Row] : []) : [row]));
  }

  #show(shown: Shown): void {
    this.#shown = shown;
    for (const listener of this.#listeners) listener();
  }
}
