import { type Finding, type Words, words } from "@rondo/core/kernel";
import { LogBuilder, readInstant } from "@rondo/core/mining";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { defaultLimits, isArray, isObject, type JsonObject, type JsonValue, readJson } from "../json/index.ts";
import { type LogOptions, type LogReader, nameless } from "../xes/reading.ts";

const mostBytes = 256 * 1024 * 1024;

/**
 * Reads an object-centric event log (OCEL 2.0, JSON) as traces of one type of object: `case`, or the type that most
 * events name exactly once. An event that names several objects of that type stands in the trace of each.
 */
export function readOcel(options: LogOptions = {}): LogReader {
  const pieces: Uint8Array[] = [];
  let size = 0;
  return {
    write(bytes) {
      size += bytes.length;
      if (size > mostBytes) throw tooLarge(`${mostBytes / 1048576} MiB of OCEL`);
      pieces.push(bytes.slice());
    },
    end() {
      const whole = new Uint8Array(size);
      let at = 0;
      for (const piece of pieces.splice(0)) {
        whole.set(piece, at);
        at += piece.length;
      }
      const { value, findings } = readJson(whole, readLimits);
      return flatten(value, options, findings);
    },
  };
}

const readLimits = { ...defaultLimits, bytes: mostBytes, values: 50_000_000 };

function flatten(value: JsonValue, options: LogOptions, before: readonly Finding[]): ReturnType<LogReader["end"]> {
  const objects = listOf(value, "objects");
  const events = listOf(value, "events");
  const typeOf = new Map(objects.map((object) => [text(object["id"]), text(object["type"])]));
  const wanted = options.case ?? commonType(events, typeOf);
  if (wanted === null || ![...typeOf.values()].includes(wanted))
    throw unreadable(
      `${wanted === null ? "No events name objects" : `There is no object type "${wanted}"`}; the types are ${[...new Set(typeOf.values())].map((name) => `"${name}"`).join(", ")}. Say with --case whose traces to read`,
    );
  const builder = new LogBuilder();
  const findings: Finding[] = [...before];
  for (const [id, type] of typeOf) if (type === wanted) builder.caseOf(id);
  let [homeless, timeless, dangling, several] = [0, 0, 0, 0];
  const people = ["org:resource", "resource", "user", "employee", "agent"];
  for (const event of events) {
    const related = relatedTo(event);
    dangling += related.filter((id) => !typeOf.has(id)).length;
    const own = related.filter((id) => typeOf.get(id) === wanted);
    const attributes = new Map(
      (isArray(event["attributes"]) ? event["attributes"] : []).filter(isObject).map((each) => [text(each["name"]), text(each["value"])]),
    );
    const time = readInstant(text(event["time"]));
    if (Number.isNaN(time)) timeless += 1;
    const told = people.find((name) => attributes.has(name));
    const resource =
      told === undefined
        ? related.find((id) => people.includes((typeOf.get(id) ?? "").toLowerCase()) && typeOf.get(id) !== wanted)
        : attributes.get(told);
    const transition = attributes.get("lifecycle:transition");
    if (own.length === 0) homeless += 1;
    if (own.length > 1) several += 1;
    for (const id of own) {
      const at = builder.caseOf(id);
      if (options.keepAll === true)
        for (const [name, content] of attributes)
          if (name !== "lifecycle:transition" && name !== told) builder.keep("event", builder.events, name, "string", content);
      builder.addEvent(at, {
        activity: text(event["type"]) || nameless,
        time,
        ...(resource === undefined ? {} : { resource }),
        ...(transition === undefined ? {} : { transition }),
      });
    }
  }
  if (options.keepAll === true)
    for (const object of objects)
      if (text(object["type"]) === wanted)
        for (const each of isArray(object["attributes"]) ? object["attributes"].filter(isObject) : [])
          builder.keep("case", builder.caseOf(text(object["id"])), text(each["name"]), "string", text(each["value"]));
  findings.push({ code: "ocel.flattened", severity: "info", ...words`Traces are those of the object type "${wanted}".` });
  const tell = (code: string, count: number, text: Words): void => {
    if (count > 0) findings.push({ code, severity: "warning", ...text, params: { count } });
  };
  tell("ocel.homeless", homeless, words`${homeless} of ${events.length} events name no object of that type and are left out.`);
  tell("ocel.several", several, words`${several} events name several such objects and stand in the trace of each.`);
  tell("ocel.dangling", dangling, words`${dangling} relations name objects that the file does not have.`);
  tell("log.time-unreadable", timeless, words`${timeless} events have a time that can't be read; they keep their order in the file.`);
  return {
    format: "ocel",
    log: builder.done(),
    counts: { traces: builder.cases, events: events.length, objects: objects.length },
    findings,
  };
}

function commonType(events: readonly JsonObject[], typeOf: ReadonlyMap<string, string>): string | null {
  const once = new Map<string, number>();
  for (const event of events) {
    const times = new Map<string, number>();
    for (const id of relatedTo(event)) {
      const type = typeOf.get(id);
      if (type !== undefined) times.set(type, (times.get(type) ?? 0) + 1);
    }
    for (const [type, count] of times) if (count === 1) once.set(type, (once.get(type) ?? 0) + 1);
  }
  if (once.has("case")) return "case";
  return [...once].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function relatedTo(event: JsonObject): string[] {
  return (isArray(event["relationships"]) ? event["relationships"] : []).filter(isObject).map((each) => text(each["objectId"]));
}

function listOf(value: JsonValue, name: string): JsonObject[] {
  const list = isObject(value) ? value[name] : undefined;
  if (!isArray(list)) throw unreadable(`This is no OCEL 2.0 log: it has no list "${name}"`);
  return list.filter(isObject);
}

function text(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
