import { type Finding, type Words, words } from "../../kernel/index.ts";
import { type Definition, definitionLimits, type Field } from "../definition.ts";
import { usesOf } from "../kinds/index.ts";
import { type Location, parting, type Visit } from "../walk.ts";
import { blanksIn, keyNamed } from "../fill.ts";
import { about } from "./about.ts";
import { checkFieldLogic, readByFields } from "./field-logic.ts";
import { type Read, readsOf, templatesOf } from "./reads.ts";

/** What is wrong with the data: fields that do not exist, that nobody fills, or that are read before they can be filled. */
export function checkFields(definition: Definition, visits: readonly Visit[]): Finding[] {
  const fields = new Map(definition.fields.map((field) => [field.key, field]));
  const fillers = fillersOf(visits);
  const atStart = new Set(definition.intake);
  const reads = ({ step }: Visit): Read[] =>
    readsOf(step).map(({ key, severity }) => ({ key: keyNamed(key, definition.fields) ?? key, severity }));
  const readers = readersOf(visits, reads);
  const readBeside = readByFields(definition);
  return [
    ...definition.fields.flatMap((field, index) =>
      checkField(field, definition.fields.findIndex(({ key }) => key === field.key) !== index),
    ),
    ...checkFieldLogic(definition),
    ...limits(definition),
    ...unknownKeys(definition, fields),
    ...unknownBlanks(definition, visits),
    ...visits.flatMap((visit) => checkUses(visit, fields)),
    ...visits.flatMap((visit) => readTooEarly(visit, reads(visit), fields, fillers, atStart)),
    ...definition.fields.flatMap((field) => neverFilled(field, definition, readers, fillers, atStart, readBeside)),
  ];
}

function checkField(field: Field, isTwice: boolean): Finding[] {
  const findings: Finding[] = [];
  const say = (code: string, text: Words): number =>
    findings.push({ code, severity: "error", ...text, subject: field.key, params: { field: field.key } });
  if (isTwice) say("process.idTwice", words`Two fields have the key "${field.key}".`);
  if (!/^[\p{L}_][\p{L}\p{N}_]{0,59}$/u.test(field.key))
    say("process.idInvalid", words`The key "${field.key}" of a field may hold letters, digits and _ only, a letter first.`);
  if (field.label.trim() === "") say("process.titleMissing", words`The field "${field.key}" has no label.`);
  if ((field.kind === "choice" || field.kind === "choices") && (field.choices ?? []).length === 0)
    say("process.choicesMissing", words`"${field.label}" is a choice with nothing to choose from.`);
  if ((field.choices ?? []).length > definitionLimits.choices)
    say("process.tooMany", words`"${field.label}" has more than ${definitionLimits.choices} choices.`);
  return findings;
}

function limits(definition: Definition): Finding[] {
  return (["fields", "roles"] as const)
    .filter((what) => definition[what].length > definitionLimits[what])
    .map((what) => ({
      code: "process.tooMany",
      severity: "error",
      ...(what === "fields"
        ? words`The process has ${definition[what].length} fields; at most ${definitionLimits[what]} are allowed.`
        : words`The process has ${definition[what].length} roles; at most ${definitionLimits[what]} are allowed.`),
      params: { what, limit: definitionLimits[what] },
    }));
}

function unknownKeys(definition: Definition, fields: ReadonlyMap<string, Field>): Finding[] {
  const named = [
    ...definition.intake.map((key) => ({ key, where: words`The form that starts a run` })),
    ...(definition.deliverable?.fields ?? []).map((key) => ({ key, where: words`The deliverable` })),
  ];
  return named
    .filter(({ key }) => !fields.has(key))
    .map(({ key, where }) => ({
      code: "process.fieldUnknown",
      severity: "error",
      ...words`${where} names the field "${key}", which this process does not have.`,
      subject: key,
      params: { field: key },
    }));
}

/** A blank that names no field stays in the text as it is: what its reader sees is then hardly what was meant. */
function unknownBlanks(definition: Definition, visits: readonly Visit[]): Finding[] {
  const unknown = (texts: readonly string[]): string[] =>
    [...new Set(texts.flatMap(blanksIn))].filter((name) => keyNamed(name, definition.fields) === null);
  const { deliverable } = definition;
  return [
    ...visits.flatMap(({ step }) =>
      unknown(templatesOf(step)).map((name) =>
        about(
          step,
          "process.blankUnknown",
          "warning",
          words`"${step.title}" writes {{${name}}}, but no field has that name; it will stand there as it is.`,
          { name },
        ),
      ),
    ),
    ...(deliverable === null ? [] : unknown([deliverable.title, deliverable.message])).map((name): Finding => ({
      code: "process.blankUnknown",
      severity: "warning",
      ...words`What the requester gets names {{${name}}}, but no field has that name; it will stand there as it is.`,
      params: { name },
    })),
  ];
}

function checkUses({ step }: Visit, fields: ReadonlyMap<string, Field>): Finding[] {
  const seen = new Set<string>();
  return usesOf(step).flatMap(({ key }) => {
    if (!fields.has(key))
      return [
        about(step, "process.fieldUnknown", "error", words`"${step.title}" uses the field "${key}", which this process does not have.`, {
          field: key,
        }),
      ];
    if (seen.has(key))
      return [
        about(step, "process.fieldTwice", "error", words`"${step.title}" lists the field "${fields.get(key)?.label ?? key}" twice.`, {
          field: key,
        }),
      ];
    seen.add(key);
    return [];
  });
}

type Fillers = ReadonlyMap<string, readonly Location[]>;

function fillersOf(visits: readonly Visit[]): Fillers {
  const fillers = new Map<string, Location[]>();
  for (const { step, location } of visits) {
    const brought = (step.attached ?? []).flatMap(({ when }) => (when.on === "message" ? (when.fills ?? []) : []));
    for (const { key, mode } of [...usesOf(step), ...brought.map((one) => ({ key: one, mode: "editable" as const }))]) {
      if (mode === "shown") continue;
      const known = fillers.get(key);
      if (known === undefined) fillers.set(key, [location]);
      else known.push(location);
    }
  }
  return fillers;
}

function readTooEarly(
  { step, location }: Visit,
  reads: readonly Read[],
  fields: ReadonlyMap<string, Field>,
  fillers: Fillers,
  atStart: ReadonlySet<string>,
): Finding[] {
  return reads.flatMap(({ key, severity }) => {
    const filledBy = fillers.get(key) ?? [];
    if (fields.get(key)?.computed !== undefined || !fields.has(key) || atStart.has(key) || filledBy.length === 0) return [];
    // A repeat asks after its steps; a for-each fills for those inside it.
    if (
      filledBy.some(
        (other) => parting(other, location).earlier || holds(other, location) || (step.kind === "repeat" && holds(location, other)),
      )
    )
      return [];
    return [
      about(
        step,
        "process.fieldUsedBeforeFilled",
        severity,
        words`"${step.title}" needs "${fields.get(key)?.label ?? key}" before anybody has filled it in. Ask for it in an earlier step or at the start.`,
        { field: key },
      ),
    ];
  });
}

/** Whether a step lies inside another, which fills a field for those inside it. */
function holds(outer: Location, inner: Location): boolean {
  const at = outer.length - 1;
  return inner.length > outer.length && outer[at]?.block === inner[at]?.block && outer[at]?.index === inner[at]?.index;
}

/** The first step that reads each field. */
function readersOf(visits: readonly Visit[], reads: (visit: Visit) => readonly Read[]): ReadonlyMap<string, Visit> {
  const readers = new Map<string, Visit>();
  for (const visit of visits) for (const { key } of reads(visit)) if (!readers.has(key)) readers.set(key, visit);
  return readers;
}

function neverFilled(
  field: Field,
  definition: Definition,
  readers: ReadonlyMap<string, Visit>,
  fillers: Fillers,
  atStart: ReadonlySet<string>,
  readBeside: ReadonlySet<string>,
): Finding[] {
  if (atStart.has(field.key) || fillers.has(field.key)) return [];
  const reader = readers.get(field.key);
  if (field.computed !== undefined && (reader !== undefined || readBeside.has(field.key))) return [];
  const isPromised = definition.deliverable?.fields.includes(field.key) === true;
  if (field.computed !== undefined && isPromised) return [];
  if (reader === undefined && !isPromised && !readBeside.has(field.key))
    return [
      {
        code: "process.fieldUnused",
        severity: "info",
        ...words`Nothing uses the field "${field.label}".`,
        subject: field.key,
        params: { field: field.key },
      },
    ];
  const needs = reader !== undefined ? words`"${reader.step.title}"` : isPromised ? words`The deliverable` : words`Another field`;
  return [
    {
      code: "process.fieldNobodyFills",
      severity: "error",
      ...words`${needs} needs "${field.label}", but nobody can fill it in. Let a step edit it, or ask for it at the start.`,
      subject: reader?.step.id ?? field.key,
      params: { field: field.key },
    },
  ];
}
