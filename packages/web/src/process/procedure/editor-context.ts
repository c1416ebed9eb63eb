import { invariant } from "@rondo/core/kernel";
import type { Definition, Step } from "@rondo/core/process";
import { createContext, use, useRef } from "react";
import { type OtherStep, otherSteps, type Place } from "./document.ts";

/** What stays the same while somebody types: a row that has not changed need not be drawn again. */
export type EditorActions = {
  readonly readOnly: boolean;
  readonly edit: (update: (definition: Definition) => Definition, merge?: string | null) => void;
  readonly changeStep: (id: string, change: (step: Step) => Step, merge?: string | null) => void;
  readonly show: (id: string | null) => void;
  /** Shows a step and puts the cursor into its title, where it is by then. */
  readonly goTo: (id: string) => void;
  readonly add: (kind: Step["kind"], place: Place | null) => void;
  readonly remove: (id: string) => void;
  readonly onTitleKey: (event: React.KeyboardEvent<HTMLTextAreaElement>, step: Step) => void;
  readonly wantsFocus: (id: string) => boolean;
  readonly now: () => Definition;
};

export const Actions = createContext<EditorActions | null>(null);
/** The definition as it is: only for what is open. */
export const Whole = createContext<Definition | null>(null);

export function useEditor(): EditorActions {
  const actions = use(Actions);
  invariant(actions, "useEditor outside the procedure's editor");
  return actions;
}

export function useDefinition(): Definition {
  const definition = use(Whole);
  invariant(definition, "useDefinition outside the procedure's editor");
  return definition;
}

/** The steps but one, for choices among them. */
export function useOtherSteps(id: string | null): readonly OtherStep[] {
  const kept = useRef<readonly OtherStep[]>([]);
  kept.current = otherSteps(kept.current, useDefinition(), id);
  return kept.current;
}
