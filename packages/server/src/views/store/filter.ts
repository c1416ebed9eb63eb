import { type RawBuilder, sql } from "kysely";
import { type Attribute, type Filter, rowPriorities, spanOf, states, type Test } from "@rondo/core/view";

type Sql = RawBuilder<unknown>;
export type Context = {
  readonly me: string;
  readonly today: string;
  readonly zone: string;
  readonly attributeOf: (key: string) => Attribute | undefined;
};

/** A filter as a condition on rows `x`. It is never null: what there is nothing of is not something, and "not" says so. */
export function conditionOf(filter: Filter | null, context: Context): Sql {
  if (filter === null) return sql`true`;
  if (filter.kind === "not") return sql`not (${conditionOf(filter.part, context)})`;
  if (filter.kind === "test") return sql`coalesce(${testOf(filter, context)}, false)`;
  return sql`(${sql.join(
    filter.parts.map((part) => conditionOf(part, context)),
    filter.kind === "all" ? sql` and ` : sql` or `,
  )})`;
}

/** The places that every row of a filter is in one of: of those that all of it holds to, the first. */
export function placesOf(filter: Filter | null, attributeOf: Context["attributeOf"]): readonly string[] | null {
  if (filter?.kind === "all")
    return filter.parts.reduce<readonly string[] | null>((found, part) => found ?? placesOf(part, attributeOf), null);
  return filter?.kind === "test" && filter.operator === "is" && attributeOf(filter.attribute)?.type === "place" ? filter.values : null;
}

function testOf(test: Test, context: Context): Sql {
  const attribute = context.attributeOf(test.attribute);
  if (attribute === undefined) return sql`false`;
  const value = valueOf(attribute);
  const { operator, values } = test;
  if (operator === "empty") return attribute.key === "priority" ? sql`x.priority = 0` : sql`${value} is null`;
  if (operator === "filled") return attribute.key === "priority" ? sql`x.priority > 0` : sql`${value} is not null`;
  if (operator === "isNot") return sql`not coalesce(${testOf({ ...test, operator: "is" }, context)}, false)`;
  switch (attribute.type) {
    case "text": {
      const text = sql`lower(${value} collate pg_c_utf8)`;
      if (operator === "is" && attribute.key === "skill") return ownerCan(values);
      // A task may ask for several.
      if (operator === "is" && attribute.key === "role")
        return sql`string_to_array(${text}, ', ') && ${values.map((one) => one.toLowerCase())}::text[]`;
      if (operator === "is") return sql`${text} = any(${values.map((one) => one.toLowerCase())}::text[])`;
      const inside = sql`position(lower(${values[0] ?? ""} collate pg_c_utf8) in ${text}) > 0`;
      return operator === "contains" ? inside : sql`not coalesce(${inside}, false)`;
    }
    case "person":
      return sql`${value} = any(${values.map((one) => (one === "me" ? context.me : one))}::uuid[])`;
    case "team":
      return sql`${value} = any(${values}::uuid[])`;
    case "place":
      return sql`(x.place = any(${values}::uuid[]) or x.run = any(${values}::uuid[]) or x.id in (select task_id from appearance where workspace_id = current_workspace() and project_id = any(${values}::uuid[])))`;
    case "choice":
      if (attribute.key === "priority") return sql`x.priority = any(${values.map((one) => rowPriorities.indexOf(one as "none"))}::int[])`;
      return sql`${value} = any(${values}::text[])`;
    case "yesNo":
      return sql`coalesce(${value}, false) = ${values[0] === "yes"}`;
    case "date":
      return dateOf(attribute, value, test, context);
    default:
      if (operator === "is") return sql`${value} = any(${values}::numeric[])`;
      return sql`${value} ${sql.raw({ over: ">", under: "<", least: ">=", most: "<=" }[operator as "over"])} ${values[0] ?? "0"}::numeric`;
  }
}

/** One of several skills is enough; whoever sees none of them finds by none. */
function ownerCan(skills: readonly string[]): Sql {
  return sql`(x.owner in (select person_id from member_skill where workspace_id = current_workspace()
    and lower(skill collate pg_c_utf8) = any(${skills.map((one) => one.toLowerCase())}::text[])) and x.skill is not null)`;
}

function dateOf(attribute: Attribute, value: Sql, { operator, values }: Test, { today, zone }: Context): Sql {
  const span = spanOf(values[0] ?? "", today);
  if (span === null) return sql`false`;
  // A day of one's own is a day; every other date is a moment, and days begin in the workspace's zone.
  const at = (day: string) => (isOwn(attribute) ? sql`${day}` : sql`(${day}::timestamp at time zone ${zone})`);
  switch (operator) {
    case "before":
      return sql`${value} < ${at(span.from)}`;
    case "until":
      return sql`${value} < ${at(span.to)}`;
    case "after":
      return sql`${value} >= ${at(span.to)}`;
    case "from":
      return sql`${value} >= ${at(span.from)}`;
    default:
      return sql`(${value} >= ${at(span.from)} and ${value} < ${at(span.to)})`;
  }
}

function isOwn(attribute: Attribute): boolean {
  return attribute.key.includes("-");
}

function valueOf(attribute: Attribute): Sql {
  if (!isOwn(attribute)) return sql.ref(`x.${attribute.key}`);
  const text = sql`(x.fields ->> ${attribute.key})`;
  // Whoever changes a field's choices leaves values behind that are none any more; they are shown, and can be found.
  return attribute.type === "number"
    ? sql`${text}::numeric`
    : attribute.type === "person"
      ? sql`${text}::uuid`
      : attribute.type === "yesNo"
        ? sql`${text}::boolean`
        : attribute.type === "date"
          ? sql`(${text} collate "C")`
          : text;
}

/** One key of an order, as something that can be compared and written into a cursor. */
export type SortKey = { readonly sql: Sql; readonly cast: string; readonly down: boolean };

export function sortKey(attribute: Attribute, down: boolean): SortKey {
  const value = valueOf(attribute);
  switch (attribute.type) {
    case "text":
      return { sql: sql`lower(${value} collate pg_c_utf8) collate "C"`, cast: "text", down };
    case "person":
      return { sql: sql`(select lower(name collate pg_c_utf8) collate "C" from identity.person where id = ${value})`, cast: "text", down };
    case "team":
      return {
        sql: sql`(select lower(name collate pg_c_utf8) collate "C" from team where workspace_id = current_workspace() and team_id = ${value})`,
        cast: "text",
        down,
      };
    case "place":
      return { sql: sql`lower(x.place_name collate pg_c_utf8) collate "C"`, cast: "text", down };
    case "choice":
      if (attribute.key === "priority") return { sql: sql`nullif(x.priority, 0)::int`, cast: "int", down };
      return { sql: sql`array_position(${[...(attribute.choices ?? states)]}::text[], ${value}::text)`, cast: "int", down };
    case "date":
      return isOwn(attribute) ? { sql: value, cast: "text", down } : { sql: value, cast: "timestamptz", down };
    case "yesNo":
      return { sql: sql`coalesce(${value}, false)::int`, cast: "int", down };
    default:
      return { sql: sql`${value}::numeric`, cast: "numeric", down };
  }
}

/** Without a value last, whichever way; the id decides between equals, so that a page begins exactly where the one before ended. */
export function orderOf(keys: readonly SortKey[]): Sql {
  return sql.join([...keys.map((key) => sql`${key.sql} ${sql.raw(key.down ? "desc" : "asc")} nulls last`), sql`x.id desc`]);
}

/** Rows behind a place: `values` of the keys of the last row shown, then its id. */
export function behind(keys: readonly SortKey[], values: readonly (string | null)[], id: string): Sql {
  let rest: Sql = sql`x.id < ${id}::uuid`;
  for (let at = keys.length - 1; at >= 0; at -= 1) {
    const [key, value] = [keys[at] as SortKey, values[at] ?? null];
    if (value === null) rest = sql`(${key.sql} is null and ${rest})`;
    else {
      const cast = key.cast === "text" ? sql`${value}::text collate "C"` : sql`${value}::${sql.raw(key.cast)}`;
      rest = sql`(${key.sql} ${sql.raw(key.down ? "<" : ">")} ${cast} or ${key.sql} is null or (${key.sql} = ${cast} and ${rest}))`;
    }
  }
  return rest;
}
