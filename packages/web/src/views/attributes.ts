import { type Attribute as Kind, attributeOfField, attributes as builtIn, type Subject } from "@rondo/core/view";
import { useMemo } from "react";
import type { Answer } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useRead } from "../session/index.ts";
import { viewTexts } from "./en.ts";

export type Row = Answer<"GET /rows">["items"][number];
export type View = Answer<"GET /views/:v">;
export type Definition = View["definition"];
export type CustomField = Answer<"GET /custom-fields">["items"][number];

/** Something a view shows in a column: with its name, and how wide it is. */
export type Attribute = Kind & { readonly label: string; readonly isOwn: boolean; readonly width: number; readonly end: boolean };

const widths: Partial<Record<string, number>> = {
  title: 240,
  in: 200,
  step: 190,
  owner: 160,
  skill: 180,
  role: 140,
  creator: 160,
  state: 110,
  priority: 100,
  critical: 90,
  milestone: 100,
  due: 120,
  effort: 86,
  spent: 110,
};

export function useAttributes(subject: Subject): readonly Attribute[] {
  const t = useText(viewTexts);
  const fields = useRead("GET /custom-fields", {}, { watch: ["field"] }).data?.items;
  return useMemo(
    () => [
      ...builtIn
        .filter((one) => (one.of as readonly Subject[]).includes(subject))
        .map((one): Attribute => ({
          ...one,
          label: t(`a_${one.key}`),
          isOwn: false,
          width: widths[one.key] ?? 120,
          end: one.type === "duration",
        })),
      ...(fields ?? []).flatMap((field): Attribute[] => {
        const kind = attributeOfField(field);
        return kind.of.includes(subject)
          ? [{ ...kind, label: field.name, isOwn: true, width: field.type === "text" ? 180 : 130, end: field.type === "number" }]
          : [];
      }),
    ],
    [t, subject, fields],
  );
}

export const defaultColumns: Readonly<Record<Subject, readonly string[]>> = {
  tasks: ["title", "owner", "due", "priority", "in", "effort"],
  runs: ["title", "step", "owner", "due", "in", "created"],
  projects: ["title", "owner", "state", "start", "finish"],
};
