import type { Subject } from "@rondo/core/view";
import { type Attribute, type Definition, defaultColumns } from "./attributes.ts";
import type { SortBy } from "./order.ts";

/** What the address says of a view: all of it, or what differs from the saved one. Lists are written with commas. */
export type ViewSearch = {
  of?: Subject;
  as?: Definition["as"];
  where?: string;
  sort?: string;
  group?: string;
  lanes?: string;
  columns?: string;
  limits?: string;
  folded?: string;
  month?: string;
  zoom?: "days" | "weeks" | "months";
};

const subjects: readonly string[] = ["tasks", "runs", "projects"];
const ways: readonly string[] = ["table", "board", "calendar", "timeline"];

export function readSearch(search: Record<string, unknown>): ViewSearch {
  const text = (key: keyof ViewSearch) =>
    typeof search[key] === "string" || typeof search[key] === "number" ? { [key]: String(search[key]).slice(0, 4_000) } : {};
  return {
    ...(subjects.includes(String(search["of"])) ? { of: search["of"] as Subject } : {}),
    ...(ways.includes(String(search["as"])) ? { as: search["as"] as Definition["as"] } : {}),
    ...text("where"),
    ...text("sort"),
    ...text("group"),
    ...text("lanes"),
    ...text("columns"),
    ...text("limits"),
    ...text("folded"),
    ...(/^\d{4}-(0[1-9]|1[0-2])$/.test(String(search["month"])) ? { month: String(search["month"]) } : {}),
    ...(["days", "weeks", "months"].includes(String(search["zoom"])) ? { zoom: search["zoom"] as "days" } : {}),
  };
}

export const plainDefinition: Definition = {
  of: "tasks",
  as: "table",
  where: "state is open",
  sort: "",
  group: null,
  columns: [],
  lanes: null,
  limits: {},
  folded: [],
};

/** The saved view, with what the address says instead. */
export function definitionOf(saved: Definition, search: ViewSearch): Definition {
  const list = (text: string) =>
    text
      .split(",")
      .filter((part) => part !== "")
      .map(decodeURIComponent);
  return {
    ...saved,
    ...(search.of !== undefined &&
      search.of !== saved.of && {
        of: search.of,
        sort: "",
        group: null,
        lanes: null,
        columns: [],
        where: search.of === "projects" ? "" : "state is open",
      }),
    ...(search.as !== undefined && { as: search.as }),
    ...(search.where !== undefined && { where: search.where }),
    ...(search.sort !== undefined && { sort: search.sort }),
    ...(search.group !== undefined && { group: search.group === "" ? null : search.group }),
    ...(search.lanes !== undefined && { lanes: search.lanes === "" ? null : search.lanes }),
    ...(search.columns !== undefined && { columns: list(search.columns) }),
    ...(search.folded !== undefined && { folded: list(search.folded) }),
    ...(search.limits !== undefined && {
      limits: Object.fromEntries(
        search.limits
          .split(",")
          .map((part) => part.split(":"))
          .filter(([key, limit]) => key !== undefined && Number(limit) > 0)
          .map(([key, limit]) => [decodeURIComponent(key ?? ""), Number(limit)]),
      ),
    }),
  };
}

/** What the address must say for a definition, beside the saved one. */
export function searchOf(next: Partial<Definition>, saved: Definition): ViewSearch {
  const list = (parts: readonly string[]) => parts.map(encodeURIComponent).join(",");
  const texts: Partial<Record<keyof Definition, (value: never) => string>> = {
    columns: list,
    folded: list,
    limits: (limits: Record<string, number>) =>
      Object.entries(limits)
        .map(([key, limit]) => `${encodeURIComponent(key)}:${limit}`)
        .join(","),
    group: (value: string | null) => value ?? "",
    lanes: (value: string | null) => value ?? "",
  };
  const said = (key: keyof Definition, value: unknown) =>
    (texts[key] as ((value: unknown) => string) | undefined)?.(value) ?? String(value);
  return Object.fromEntries(
    (Object.keys(next) as (keyof Definition)[])
      .filter((key) => next[key] !== undefined)
      .map((key) => [key, said(key, next[key]) === said(key, saved[key]) ? undefined : said(key, next[key])]),
  );
}

export function columnsOf(definition: Definition, attributes: readonly Attribute[]): readonly Attribute[] {
  const wanted = definition.columns.length > 0 ? definition.columns : defaultColumns[definition.of];
  return ["title", ...wanted.filter((key) => key !== "title")].flatMap((key) => attributes.find((one) => one.key === key) ?? []);
}

export function sortOf(definition: Definition, attributes: readonly Attribute[]): readonly SortBy[] {
  return definition.sort.split(",").flatMap((part) => {
    const attribute = attributes.find((one) => one.key === part.replace(/^-/, ""));
    return attribute === undefined ? [] : [{ attribute, down: part.startsWith("-") }];
  });
}
