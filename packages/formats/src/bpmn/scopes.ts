import { definitionLimits, type Handler } from "@rondo/core/process";
import { tags, textIn, type XmlTag } from "../xml/index.ts";
import { type BpmnGraph, type BpmnNode, containers, eventKind } from "./graph.ts";

/** What stands around the steps of a sub-process: its group, and the ways it can end but by its last step. */
export type Scope = { readonly id: string; readonly ended: Handler[]; readonly cancelled: Handler[] };

/** A sub-process that begins by an event, beside what it is in. */
export function isEventProcess({ kind, tag }: BpmnNode): boolean {
  return containers.has(kind) && tag.attributes.get("triggeredByEvent") === "true";
}

/** Work that is done only to take other work back. */
export function isUndoing({ tag }: BpmnNode): boolean {
  return tag.attributes.get("isForCompensation") === "true";
}

/** Whether what is inside speaks of the sub-process as a whole: ends it, takes it back, or begins beside it. */
export function isScope({ nodes }: BpmnGraph): boolean {
  return [...nodes.values()].some((node) => {
    const kind = eventKind(node.tag);
    if (isEventProcess(node)) return true;
    if (node.kind === "endEvent" && (kind === "terminate" || kind === "cancel")) return true;
    return (node.kind === "endEvent" || node.kind === "intermediateThrowEvent") && kind === "compensate" && compensated(node.tag) === null;
  });
}

/** The activity that a compensation event names; null: all of its scope. */
export function compensated(event: XmlTag): string | null {
  return tags(event, "compensateEventDefinition")[0]?.attributes.get("activityRef")?.replace(/^.*:/u, "") ?? null;
}

/** Which work takes back what an activity did: by the event at its edge and the line from there. */
export function undoingOf({ nodes, tag }: BpmnGraph, event: BpmnNode): BpmnNode | null {
  for (const line of tags(tag, "association")) {
    const [from, to] = [line.attributes.get("sourceRef") ?? "", line.attributes.get("targetRef") ?? ""];
    const other = nodes.get(from === event.id ? to : to === event.id ? from : "");
    if (other !== undefined && isUndoing(other)) return other;
  }
  return null;
}

/** Whether what waits besides can happen again and again: messages, signals, escalations, and times that come round, so often as the file says. */
export function comesAgain(event: XmlTag): { readonly again?: true; readonly atMost?: number } {
  const kind = eventKind(event);
  if (kind !== "timer") return kind === "message" || kind === "signal" || kind === "escalation" ? { again: true } : {};
  const cycle = tags(event, "timerEventDefinition").flatMap((timer) => tags(timer, "timeCycle"))[0];
  const count = /^R(\d*)\//u.exec(cycle === undefined ? "" : textIn(cycle).trim())?.[1];
  if (count === undefined || count === "1" || count === "0") return {};
  return count === "" ? { again: true } : { again: true, atMost: Math.min(Number(count), definitionLimits.rounds) };
}
