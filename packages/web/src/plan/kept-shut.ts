/** As many as are kept: a plan with more exceptions than this opens as it is without any. */
const most = 5_000;

type Kept = { readonly all: boolean; readonly but: readonly string[] };
type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * What is shut stays shut on this device, for each plan and each way of putting it together. It is nobody else's business and so
 * not in the address, which could not hold a thousand of them either. All that can be shut but these, or none but these: what is
 * shorter.
 */
export function readShut(key: string, foldable: () => readonly string[], store = browserStore()): ReadonlySet<string> {
  try {
    const kept = JSON.parse(store?.getItem(nameOf(key)) ?? "null") as Kept | null;
    if (!kept) return new Set();
    const but = new Set(kept.but);
    return kept.all ? new Set(foldable().filter((id) => !but.has(id))) : but;
  } catch {
    return new Set();
  }
}

export function keepShut(key: string, shut: ReadonlySet<string>, foldable: () => readonly string[], store = browserStore()): void {
  const open = foldable().filter((id) => !shut.has(id));
  const kept: Kept = open.length < shut.size ? { all: true, but: open } : { all: false, but: [...shut] };
  try {
    if (shut.size === 0 || kept.but.length > most) store?.removeItem(nameOf(key));
    else store?.setItem(nameOf(key), JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing shows all.
  }
}

function nameOf(key: string): string {
  return `rondo.shut ${key}`;
}

function browserStore(): Store | undefined {
  try {
    return typeof localStorage === "undefined" ? undefined : localStorage;
  } catch {
    return undefined;
  }
}
