import type { Calendar } from "@rondo/core/calendar";
import { useState } from "react";
import { v7 } from "../api/index.ts";
import type { Gesture } from "../chart/index.ts";
import type { PlanEdit } from "./edit.ts";
import { editOf, type Refused } from "./gestures.ts";
import { type Plan, taskOf } from "./model.ts";
import type { Pending } from "./pending.ts";
import type { Words } from "./use-words.ts";

type Props = {
  plan: Plan;
  calendar: Calendar;
  words: Words;
  canChange: boolean;
  byHour: boolean;
  setPending: (next: (was: Pending | null) => Pending | null) => void;
  onEdit: (edit: PlanEdit) => void;
  onDropped: (id: string) => void;
  onRefused: (refused: Refused, title: string, other: string) => void;
};

/** What a hand on the bars would change while it moves, and changes when it lets go. */
export function useHand({ plan, calendar, words, canChange, byHour, setPending, onEdit, onDropped, onRefused }: Props) {
  const [refused, setRefused] = useState<{ refused: Refused; gesture: Gesture } | null>(null);
  const [cord, setCord] = useState<Extract<Gesture, { kind: "link" }> | null>(null);
  const onGesture = (gesture: Gesture | null) => {
    if (!canChange) return;
    // Whether a link may be made is asked once for each task that the hand comes over.
    if (gesture?.kind === "link" && cord?.id === gesture.id && cord.toId === gesture.toId) return;
    setCord(gesture?.kind === "link" ? gesture : null);
    const made = gesture && editOf(gesture, plan, calendar, words.units, v7, byHour);
    setRefused(gesture && made && "refused" in made ? { refused: made.refused, gesture } : null);
    setPending((was) => {
      const next = made && "edit" in made ? made.edit : null;
      // A hand that moves inside one day asks for nothing new.
      return same(was?.edit ?? null, next) ? was : next && { edit: next, by: "hand" };
    });
  };
  const onDrop = (gesture: Gesture) => {
    const made = canChange ? editOf(gesture, plan, calendar, words.units, v7, byHour) : null;
    setPending(() => null);
    setRefused(null);
    setCord(null);
    onDropped(gesture.id);
    const title = (id: string | null) => taskOf(plan, id)?.title ?? "";
    if (made && "edit" in made) onEdit(made.edit);
    else if (made) onRefused(made.refused, title(gesture.id), gesture.kind === "link" ? title(gesture.toId) : "");
  };
  return { refused, cord, onGesture, onDrop };
}

function same(a: PlanEdit | null, b: PlanEdit | null): boolean {
  return JSON.stringify(a, ignoreId) === JSON.stringify(b, ignoreId);
}

function ignoreId(this: unknown, key: string, value: unknown): unknown {
  return key === "id" && typeof this === "object" && this !== null && "fromId" in this ? undefined : value;
}
