import { type Attribute, attributes, type Subject } from "./attributes.ts";
import { type Filter, joined } from "./filter.ts";
import { type Grammar, type Names, english, low } from "./grammar.ts";
import { isId, readValue } from "./values.ts";

export const searchKinds = ["task", "run", "project", "process", "document", "person"] as const;

/** What a search line asks for beside its words: `kind:run owner:me due:<friday in:move -state:done "two words"`. */
export type SearchLine = {
  readonly words: string;
  readonly kinds: readonly (typeof searchKinds)[number][];
  /** Of rows; null where there are words (and kinds) alone. */
  readonly filter: Filter | null;
};

/** Whether a line has operators at all: then names have to be looked up for them. */
export function hasOperators(line: string): boolean {
  return parts(line).some((part) => part.key !== null);
}

/** Reads a line. What looks like an operator and is none is words: "14:30" is found where it stands. A name's part is enough, and means all that have it. */
export function readSearchLine(line: string, own: readonly Attribute[], names: Names, grammar: Grammar = english): SearchLine {
  const words: string[] = [];
  const kinds: (typeof searchKinds)[number][] = [];
  const filters: Filter[] = [];
  for (const { text, key, value, not } of parts(line)) {
    const kind =
      key === "kind" || key === "is"
        ? searchKinds.find((one) => one === low(value) || `${one}s` === low(value) || (one === "person" && low(value) === "people"))
        : undefined;
    const filter = key === null || kind !== undefined ? null : testOf(key, value, own, names, grammar);
    if (kind !== undefined && !not) kinds.push(kind);
    else if (filter !== null) filters.push(not ? { kind: "not", part: filter } : filter);
    else words.push(text);
  }
  return { words: words.join(" "), kinds, filter: joined("all", filters) };
}

/** The subject whose rows have all that the filter asks for; tasks where several have. */
export function subjectOf({ kinds }: SearchLine): Subject {
  return kinds.includes("run") ? "runs" : kinds.includes("project") ? "projects" : "tasks";
}

function testOf(key: string, said: string, own: readonly Attribute[], names: Names, grammar: Grammar): Filter | null {
  const word = low(key);
  const attribute: Attribute | undefined =
    attributes.find((one) => low(grammar.attributes[one.key][0] ?? "") === word || one.key === word) ??
    own.find((one) => low(names.attributes.find(({ id }) => id === one.key)?.name ?? "") === word);
  if (attribute === undefined || said === "") return null;
  const test = (operator: "is" | "before" | "after" | "over" | "under" | "contains" | "empty", values: string[]): Filter => ({
    kind: "test",
    attribute: attribute.key,
    operator,
    values,
  });
  const [, sign = "", rest = ""] = /^([<>]?)(.*)$/s.exec(said) ?? [];
  switch (attribute.type) {
    case "text":
      return test("contains", [said]);
    case "date": {
      if (low(said) === "late" || low(said) === "overdue")
        return joined("all", [test("before", ["today"]), { kind: "test", attribute: "state", operator: "is", values: ["open"] }]);
      const span = low(rest) === "week" || low(rest) === "month" ? low(rest) : readValue(attribute, rest, grammar, names);
      return span === null ? null : test(sign === "<" ? "before" : sign === ">" ? "after" : "is", [span]);
    }
    case "number":
    case "duration": {
      const value = readValue(attribute, rest, grammar, names);
      return value === null ? null : test(sign === "<" ? "under" : sign === ">" ? "over" : "is", [value]);
    }
    case "person":
    case "team":
    case "place": {
      if (attribute.type === "person" && low(said) === low(grammar.me)) return test("is", ["me"]);
      if (attribute.type === "person" && (low(said) === low(grammar.nobody) || low(said) === "none")) return test("empty", []);
      if (isId(said)) return test("is", [low(said)]);
      const all = attribute.type === "person" ? names.people : attribute.type === "team" ? names.teams : names.places;
      const found = all.filter((one) => low(one.name).includes(low(said))).slice(0, 50);
      return found.length === 0
        ? null
        : test(
            "is",
            found.map((one) => one.id),
          );
    }
    default: {
      const value = readValue(attribute, said, grammar, names);
      return value === null ? null : test("is", [value]);
    }
  }
}

type Part = { readonly text: string; readonly key: string | null; readonly value: string; readonly not: boolean };

function parts(line: string): Part[] {
  return [...line.matchAll(/(-?)(?:(\p{L}[\p{L}\p{N}_]*):)?(?:"([^"]*)(?:"|$)|([^\s"]+))/gsu)].map(
    ([text, not = "", key, quoted, plain]) => ({
      text: key === undefined ? `${not}${quoted ?? plain ?? ""}` : text,
      key: key ?? null,
      value: quoted ?? plain ?? "",
      not: not !== "" && key !== undefined,
    }),
  );
}
