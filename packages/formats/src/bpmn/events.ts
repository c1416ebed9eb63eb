import type { Handler, Happening } from "@rondo/core/process";
import { tags, textIn, type XmlTag } from "../xml/index.ts";
import { asFeel } from "./condition.ts";
import { eventKind, nameOf } from "./graph.ts";

/** Elements of the file by their id: events refer to messages and errors beside the process. */
export type ById = (reference: string) => XmlTag | undefined;

/** What an event waits for, where the file says it in a way that Rondo runs; null where it doesn't. */
export function happeningOf(event: XmlTag, byId: ById): Happening | null {
  const kind = eventKind(event);
  const definition = tags(event, `${kind}EventDefinition`)[0];
  if (definition === undefined) return null;
  if (kind === "timer") return timeOf(definition);
  if (kind === "message" || kind === "signal") return messageOf(definition.attributes.get(`${kind}Ref`), event, byId, kind === "signal");
  if (kind !== "conditional") return null;
  const condition = tags(definition, "condition")[0];
  const when = condition === undefined ? null : asFeel(textIn(condition), condition.attributes.get("language") ?? "");
  return when === null ? null : { on: "condition", when };
}

/** What makes a boundary event go off. */
export function attachedOf(event: XmlTag, byId: ById): Handler["when"] | null {
  const kind = eventKind(event);
  return kind === "error" || kind === "escalation" ? { on: kind, code: codeOf(event, kind, byId) } : happeningOf(event, byId);
}

/** The code of what is raised or caught; null: any. */
export function codeOf(event: XmlTag, kind: "error" | "escalation", byId: ById): string | null {
  const raised = byId(plain(tags(event, `${kind}EventDefinition`)[0]?.attributes.get(`${kind}Ref`)));
  return raised === undefined ? null : (raised.attributes.get(`${kind}Code`) ?? nameOf(raised)).slice(0, 100) || null;
}

export function messageOf(
  reference: string | undefined,
  event: XmlTag,
  byId: ById,
  isSignal = false,
): Extract<Happening, { on: "message" }> | null {
  const message = byId(plain(reference));
  const name = (message === undefined ? "" : nameOf(message)) || nameOf(event);
  return name === "" ? null : { on: "message", name, key: null, early: isSignal ? "dropped" : "kept" };
}

function timeOf(timer: XmlTag): Happening | null {
  const [child] = tags(timer);
  const text = child === undefined ? "" : textIn(child);
  if (child?.local === "timeDate")
    return /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?$/u.test(text) ? { on: "moment", at: `date and time("${text}")` } : null;
  // Of a cycle its first round.
  const duration = /P[\dYMWDTHS.]+$/u.exec(text)?.[0];
  if (duration === undefined) return null;
  const minutes = minutesOf(duration);
  return minutes === null ? { on: "moment", at: `now() + duration("${duration}")` } : { on: "time", after: { minutes, working: false } };
}

/** Null where it counts in months, which differ. */
function minutesOf(duration: string): number | null {
  const parts = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/u.exec(duration);
  if (parts === null) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return Math.max(1, ((weeks * 7 + days) * 24 + hours) * 60 + minutes + Math.ceil(seconds / 60));
}

function plain(reference: string | undefined): string {
  return (reference ?? "").replace(/^.*:/u, "");
}
