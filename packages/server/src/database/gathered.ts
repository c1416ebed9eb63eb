/** What is sent to be run; each text with a name is prepared once per connection. */
export type Statement = { readonly text: string; readonly values: unknown[]; readonly name?: string };

/**
 * What is written together: parts of a `with` that read the rows of `items`. All parts of a statement see what was there
 * before it, so no two rows of it may be about the same thing: `about` names them.
 */
export type Kind<Item> = {
  readonly name: string;
  about(item: Item): readonly string[];
  readonly columns: string;
  text(items: string): string;
  /** What has to be so of these, as a condition over the parts and values; where it is not, the transaction is done again. */
  holds?(items: readonly Item[], value: (of: unknown) => string): string | null;
};

/** Rows of several kinds that go out as one statement. */
export class Gathered {
  readonly #items = new Map<Kind<never>, unknown[]>();
  readonly #subjects = new Set<string>();

  get isEmpty(): boolean {
    return this.#items.size === 0;
  }

  /** False, and nothing is taken, where it does not go with what is there. */
  take<Item>(kind: Kind<Item>, item: Item): boolean {
    const about = kind.about(item);
    const list = this.#items.get(kind);
    if (about.some((one) => this.#subjects.has(one)) || (list?.length ?? 0) >= most) return false;
    for (const one of about) this.#subjects.add(one);
    if (list === undefined) this.#items.set(kind, [item]);
    else list.push(item);
    return true;
  }

  /** False, and nothing is taken, where they are about the same or there would be too many of a kind. */
  takeAll(other: Gathered): boolean {
    const fits = this.isEmpty || [...other.#items].every(([kind, items]) => (this.#items.get(kind)?.length ?? 0) + items.length <= few);
    if (!fits || [...other.#subjects].some((one) => this.#subjects.has(one))) return false;
    for (const [kind, items] of other.#items) this.#items.set(kind, [...(this.#items.get(kind) ?? []), ...items]);
    for (const one of other.#subjects) this.#subjects.add(one);
    return true;
  }

  clear(): void {
    this.#items.clear();
    this.#subjects.clear();
  }

  statement(): Statement {
    const kinds = [...this.#items].sort(([a], [b]) => (a.name < b.name ? -1 : 1));
    const values: unknown[] = [];
    // Each mix of how many there are of each kind would be a text of its own, to be planned by each connection.
    const limit = kinds.every(([, items]) => items.length <= few) ? few : most;
    const single = kinds.filter(([, items]) => items.length > 1).length < 2;
    const parts = kinds.map(([{ columns, text: part }, items]) =>
      part(single && items.length === 1 ? oneOf(columns, items[0] as object, values) : manyOf(columns, items, limit, values)),
    );
    const holds = kinds.flatMap(([{ holds: of }, items]) => of?.(items as never, (value) => `$${values.push(value)}`) ?? []);
    return named(`with ${parts.join(",\n")}\nselect${holds.length === 0 ? "" : ` must_hold(${holds.join(" and ")})`}`, values);
  }
}

/** One item: its values as parameters, which costs a third less than reading them out of JSON, and needs no join. */
function oneOf(columns: string, item: object, values: unknown[]): string {
  const known = item as Readonly<Record<string, unknown>>;
  const each = typesOf(columns).map(({ name, type }) => {
    const value = known[name] ?? null;
    return `$${values.push(value !== null && type === "jsonb" ? JSON.stringify(value) : value)}::${type} as "${name}"`;
  });
  return `(select ${each.join(", ")})`;
}

/** The limit tells the planner how many there are: it takes a hundred for granted, and would read whole tables for them. */
function manyOf(columns: string, items: readonly unknown[], limit: number, values: unknown[]): string {
  return `(select * from jsonb_to_recordset($${values.push(JSON.stringify(items))}::jsonb) as i(${columns}) limit ${limit})`;
}

function typesOf(columns: string): { name: string; type: string }[] {
  return columns.split(",").map((column) => {
    const [name = "", type = ""] = column.trim().split(" ");
    return { name: name.replaceAll('"', ""), type };
  });
}

/** Items of one kind in one statement. */
const [few, most] = [32, 1_000];

/**
 * Each text is prepared once per connection: under row-level security planning costs more than running. Texts that vary
 * without end (long lists of fragments) must not fill the server's memory, so their number is limited.
 */
export function named(text: string, values: unknown[]): Statement {
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= 2_000) return { text, values };
    name = `q${names.size}`;
    names.set(text, name);
  }
  return { text, values, name };
}
const names = new Map<string, string>();
