import type { Answer } from "../api/index.ts";
import type { Tone } from "../ui/index.ts";

export type Register = Answer<"GET /projects/:p/register">;
export type Entry = Register["items"][number];
export type Kind = Entry["said"]["kind"];
export type Said<K extends Kind> = Extract<Entry["said"], { kind: K }>;
export type Control = Answer<"GET /projects/:p/control">;
export type Facts = Control["facts"];

export const parts = ["value", "risks", "decisions", "scope", "people", "lessons"] as const;
export type Part = (typeof parts)[number];

/** What stands in which part of the screen, in order. */
export const kindsOf = {
  value: ["cost"],
  risks: ["risk"],
  decisions: ["decision"],
  scope: ["gate", "deliverable", "scope"],
  people: ["stakeholder"],
  lessons: ["lesson"],
} as const satisfies Record<Part, readonly Kind[]>;

export const toneOf: Readonly<Record<Facts["health"], Tone>> = { good: "accent", watch: "plain", bad: "act" };
