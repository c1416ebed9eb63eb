import { type Finding, type Words, words } from "@rondo/core/kernel";
import { LogBuilder } from "@rondo/core/mining";
import { unreadable } from "../draft/refuse.ts";
import { isObject, JsonLists } from "../json/index.ts";
import { type LogOptions, type LogReader, nameless } from "../xes/reading.ts";
import { Gathered, type Ocel, resourceNames } from "./gathered.ts";

/**
 * Reads an object-centric event log (OCEL 2.0, JSON) as traces of one type of object: `case`, or the type that most
 * events name exactly once. An event that names several objects of that type stands in the trace of each. The file is
 * read in pieces; of each event its numbers alone are kept.
 */
export function readOcel(options: LogOptions = {}): LogReader {
  const gathered = new Gathered(options.keepAll === true);
  const lists = new Set<string>();
  const reader = new JsonLists({
    element(list, value) {
      lists.add(list);
      if (!isObject(value)) return;
      if (list === "objects") gathered.object(value);
      else if (list === "events") gathered.event(value);
    },
    member: () => undefined,
  });
  return {
    write: (bytes) => reader.write(bytes),
    end() {
      const findings = reader.end();
      for (const name of ["objects", "events"])
        if (!lists.has(name)) throw unreadable(`This is no OCEL 2.0 log: it has no list "${name}" with anything in it`);
      return flatten(gathered.done(), options, findings);
    },
  };
}

function flatten(ocel: Ocel, options: LogOptions, before: readonly Finding[]): ReturnType<LogReader["end"]> {
  const { typeOf, ids } = ocel;
  const types = ocel.types.filter((_, type) => typeOf.includes(type));
  const wanted = options.case ?? commonType(ocel);
  const type = wanted === null ? -1 : ocel.types.indexOf(wanted);
  if (wanted === null || !types.includes(wanted))
    throw unreadable(
      `${wanted === null ? "No events name objects" : `There is no object type "${wanted}"`}; the types are ${types.map((name) => `"${name}"`).join(", ")}. Say with --case whose traces to read`,
    );
  const builder = new LogBuilder();
  const findings: Finding[] = [...before];
  for (const [at, id] of ids.entries()) if (typeOf[at] === type) builder.caseOf(id);
  const hands = new Set(ocel.types.flatMap((name, at) => (resourceNames.includes(name.toLowerCase()) && at !== type ? [at] : [])));
  let [homeless, timeless, dangling, several] = [0, 0, 0, 0];
  for (let at = 0; at < ocel.events; at += 1) {
    const related = ocel.relatedTo(at);
    const { activity, time, transition, more, ...told } = ocel.event(at);
    const hand = told.resource === null ? related.find((one) => hands.has(typeOf[one]!)) : undefined;
    const resource = told.resource ?? (hand === undefined ? null : ids[hand]!);
    if (Number.isNaN(time)) timeless += 1;
    let own = 0;
    for (const one of related) {
      if (typeOf[one] === -1) dangling += 1;
      if (typeOf[one] !== type) continue;
      own += 1;
      for (const { name, value } of more) builder.keep("event", builder.events, name, "string", value);
      builder.addEvent(builder.caseOf(ids[one]!), {
        activity: activity || nameless,
        time,
        ...(resource === null ? {} : { resource }),
        ...(transition === null ? {} : { transition }),
      });
    }
    if (own === 0) homeless += 1;
    if (own > 1) several += 1;
  }
  for (const [at, attributes] of ocel.attributes)
    if (typeOf[at] === type)
      for (const { name, value } of attributes) builder.keep("case", builder.caseOf(ids[at]!), name, "string", value);
  findings.push({ code: "ocel.flattened", severity: "info", ...words`Traces are those of the object type "${wanted}".` });
  const tell = (code: string, count: number, text: Words): void => {
    if (count > 0) findings.push({ code, severity: "warning", ...text, params: { count } });
  };
  tell("ocel.homeless", homeless, words`${homeless} of ${ocel.events} events name no object of that type and are left out.`);
  tell("ocel.several", several, words`${several} events name several such objects and stand in the trace of each.`);
  tell("ocel.dangling", dangling, words`${dangling} relations name objects that the file does not have.`);
  tell("log.time-unreadable", timeless, words`${timeless} events have a time that can't be read; they keep their order in the file.`);
  return { format: "ocel", log: builder.done(), counts: { traces: builder.cases, events: ocel.events, objects: ocel.objects }, findings };
}

/** The type that most events name exactly once. */
function commonType({ events, relatedTo, typeOf, types }: Ocel): string | null {
  const once = new Float64Array(types.length);
  const seen = new Map<number, number>();
  for (let at = 0; at < events; at += 1) {
    seen.clear();
    for (const one of relatedTo(at)) {
      const type = typeOf[one]!;
      if (type !== -1) seen.set(type, (seen.get(type) ?? 0) + 1);
    }
    for (const [type, count] of seen) if (count === 1) once[type]! += 1;
  }
  const own = types.indexOf("case");
  if (own !== -1 && once[own]! > 0) return "case";
  const most = once.indexOf(Math.max(...once));
  return once[most]! > 0 ? types[most]! : null;
}
