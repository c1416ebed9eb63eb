import { branchesOf, type Step, walk } from "@rondo/core/process";
import { useMemo, useRef } from "react";
import { v7 } from "../../api/index.ts";
import {
  changeKind,
  changeStep,
  indent,
  insertSteps,
  mayIndent,
  mayOutdent,
  moveBy,
  neighbourOf,
  newStep,
  outdent,
  removeStep,
} from "./document.ts";
import type { Draft } from "./draft.ts";
import type { EditorActions } from "./editor-context.ts";
import { useUnits } from "../units.ts";

/** With Alt, in a title. By the key's place: on a Mac Alt makes another character of it. */
const kindKeys: Readonly<Record<string, Step["kind"]>> = { Digit1: "task", Digit2: "approval", Digit3: "decision", Digit4: "parallel" };

/** The verbs of the editor over one draft. They read the definition when they are used, so they never change. */
export function useEditorActions(draft: Draft, readOnly: boolean, show: (id: string | null) => void): EditorActions {
  const units = useUnits();
  const focus = useRef<string | null>(null);
  const latestShow = useRef(show);
  latestShow.current = show;
  return useMemo(() => {
    const now = () => draft.get().history.now;
    const edit: EditorActions["edit"] = (update, merge = null) => (readOnly ? undefined : draft.edit(update, merge));
    const goTo = (id: string) => {
      focus.current = id;
      latestShow.current(id);
    };
    const add: EditorActions["add"] = (kind, place) => {
      const step = newStep(kind, shortId, units);
      edit((definition) => insertSteps(definition, place, [step]));
      goTo(step.id);
    };
    const remove = (id: string) => {
      const order = walk(now()).map((visit) => visit.step.id);
      edit((definition) => removeStep(definition, id));
      const left = new Set(walk(now()).map((visit) => visit.step.id));
      const next =
        order.slice(0, order.indexOf(id)).findLast((one) => left.has(one)) ?? order.slice(order.indexOf(id)).find((one) => left.has(one));
      if (next) goTo(next);
      else latestShow.current(null);
    };
    const move = (id: string, how: typeof indent) => {
      edit((definition) => how(definition, id));
      goTo(id);
    };
    const onTitleKey: EditorActions["onTitleKey"] = (event, step) => {
      if (event.nativeEvent.isComposing || event.metaKey || event.ctrlKey) return;
      const { key, altKey, shiftKey, currentTarget } = event;
      const empty = step.title === "" && !readOnly;
      const does = (() => {
        if (altKey && shiftKey && key === "ArrowRight") return () => move(step.id, indent);
        if (altKey && shiftKey && key === "ArrowLeft") return () => move(step.id, outdent);
        if (altKey && key === "ArrowUp") return () => move(step.id, (definition, id) => moveBy(definition, id, -1));
        if (altKey && key === "ArrowDown") return () => move(step.id, (definition, id) => moveBy(definition, id, 1));
        const kind = altKey && !readOnly ? kindKeys[event.nativeEvent.code] : undefined;
        if (kind) return () => move(step.id, (definition, id) => changeKind(definition, id, kind, shortId, units));
        const inner = altKey && key === "Enter" && !readOnly && "branches" in step ? step.branches[0] : undefined;
        if (inner)
          return () => add("task", inner.steps[0] ? { beside: inner.steps[0].id, side: "before" } : { inside: step.id, branch: inner.id });
        if (altKey) return null;
        if (key === "Enter") return () => (readOnly ? undefined : add("task", { beside: step.id, side: shiftKey ? "before" : "after" }));
        if (key === "Escape") return () => latestShow.current(null);
        if (key === "Backspace" && empty && isBare(step)) return () => remove(step.id);
        // Only in a title that is still empty, so that Tab never holds anybody in the document.
        if (key === "Tab" && empty && !shiftKey && mayIndent(now(), step.id)) return () => move(step.id, indent);
        if (key === "Tab" && empty && shiftKey && mayOutdent(now(), step.id)) return () => move(step.id, outdent);
        const isOneLine = currentTarget.clientHeight < 44;
        const by =
          key === "ArrowUp" && (isOneLine || currentTarget.selectionStart === 0)
            ? -1
            : key === "ArrowDown" && (isOneLine || currentTarget.selectionEnd === step.title.length)
              ? 1
              : null;
        const next = by === null ? null : neighbourOf(now(), step.id, by);
        return next === null ? null : () => goTo(next);
      })();
      if (!does) return;
      event.preventDefault();
      event.stopPropagation();
      does();
    };
    return {
      readOnly,
      edit,
      now,
      goTo,
      add,
      remove,
      onTitleKey,
      show: (id) => latestShow.current(id),
      changeStep: (id, change, merge = null) => edit((definition) => changeStep(definition, id, change), merge),
      wantsFocus: (id) => {
        if (focus.current !== id) return false;
        focus.current = null;
        return true;
      },
    };
  }, [draft, readOnly, units]);
}

/** Ids of steps and branches are read in conditions' findings and in exports: short, and unlike within a process. */
export function shortId(): string {
  return v7().replaceAll("-", "").slice(-12);
}

function isBare(step: Step): boolean {
  return (
    step.instructions === "" &&
    branchesOf(step).every((branch) => branch.steps.length === 0) &&
    !("fields" in step && step.fields.length > 0)
  );
}
