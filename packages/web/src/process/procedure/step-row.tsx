import { branchesOf, type Role, roleOf, type Step } from "@rondo/core/process";
import { GripVertical } from "lucide-react";
import { type DragEvent, memo, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useText } from "../../messages/index.ts";
import { cx } from "../../ui/index.ts";
import { blockTexts } from "../blocks/en.ts";
import { processTexts } from "../en.ts";
import { Branches } from "./branches.tsx";
import { DmnDrop } from "./dmn-table.tsx";
import { moveStep } from "./document.ts";
import { useEditor } from "./editor-context.ts";
import { Attached } from "./kinds/attached.tsx";
import { hasSummary, Summary } from "./kinds/summary.tsx";
import type { Block, Marks } from "./marks.ts";
import { useNear } from "./near.ts";
import { StepEditor } from "./step-editor.tsx";
import { kindIcon } from "./step-kinds.tsx";
import { StepMenu } from "./step-menu.tsx";
import { useDueWords } from "./due-words.ts";

type Props = { step: Step; number: string; activeId: string | null; marks: Marks; roles: readonly Role[]; block: Block };

/** A step in the document: its title to type into, and in a quiet line what else there is; unfolded when it is the one worked on. */
export const StepRow = memo(function StepRow({ step, number, activeId, marks, roles, block }: Props) {
  const { row, isNear } = useNear<HTMLLIElement>();
  const isActive = activeId === step.id;
  if (!isNear && activeId === null) return <Words row={row} step={step} number={number} />;
  const inside = { step, number, activeId, marks, roles, block };
  return (
    <li ref={row} data-step={step.id} className={cx("relative scroll-my-24", isActive && "z-1 my-2")}>
      <Droppable step={step}>
        <Head step={step} number={number} isActive={isActive} mark={marks.get(step.id)} roles={roles} />
        {"branches" in step ? <Branches {...inside} step={step} /> : null}
      </Droppable>
      <Attached {...inside} />
    </li>
  );
});

/** A decision takes a DMN file. */
function Droppable({ step, children }: { step: Step; children: ReactNode }) {
  const { readOnly } = useEditor();
  return step.kind === "decision" && !readOnly ? <DmnDrop stepId={step.id}>{children}</DmnDrop> : children;
}

type HeadProps = { step: Step; number: string; isActive: boolean; mark: "error" | "warning" | undefined; roles: readonly Role[] };

function Head({ step, number, isActive, mark, roles }: HeadProps) {
  const t = useText(processTexts);
  const editor = useEditor();
  const { over, handlers } = useDropPlace(step);
  return (
    <div
      {...handlers}
      className={cx(
        "group/step relative rounded-lg",
        isActive ? "border border-line bg-surface shadow-sm" : "border border-transparent hover:bg-hover/40",
        over === "before" && "before:absolute before:inset-x-0 before:-top-px before:h-0.5 before:rounded-full before:bg-accent",
        over === "after" && "after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 after:rounded-full after:bg-accent",
      )}
    >
      <div className="flex items-start gap-1 py-1 pe-1 pointer-coarse:ps-2">
        {editor.readOnly ? (
          <span className="w-4 shrink-0" />
        ) : (
          <span
            draggable
            title={t("drag")}
            aria-hidden="true"
            onDragStart={(event) => {
              event.dataTransfer.setData(dragged, step.id);
              event.dataTransfer.effectAllowed = "move";
            }}
            className="flex h-7 w-4 shrink-0 cursor-grab items-center justify-center text-faint opacity-0 group-hover/step:opacity-100 pointer-coarse:hidden"
          >
            <GripVertical size={14} />
          </span>
        )}
        <StepNumber kind={step.kind} number={number} mark={mark} />
        <div className="flex min-w-0 flex-1 flex-col">
          <Title step={step} number={number} isActive={isActive} />
          {isActive ? null : <Meta step={step} roles={roles} mark={mark} />}
        </div>
        <StepMenu step={step} />
      </div>
      {isActive ? (
        <div className="px-3 pb-4 sm:ps-16 sm:pe-4">
          <StepEditor step={step} />
        </div>
      ) : null}
    </div>
  );
}

/** A row far from the window: its words alone, a line for each step and branch, in the room that they will take. */
function Words({ row, step, number }: { row: RefObject<HTMLLIElement | null>; step: Step; number: string }) {
  const lines = linesOf(step, number, "");
  return (
    <li
      ref={row}
      data-step={step.id}
      style={{ containIntrinsicBlockSize: `auto ${lines.length * lineHeight}px` }}
      className="overflow-hidden ps-5 text-base leading-[2.375rem] whitespace-pre [content-visibility:auto]"
    >
      {lines.join("\n")}
    </li>
  );
}

const lineHeight = 38;

function linesOf(step: Step, number: string, indent: string): string[] {
  const inner = branchesOf(step).flatMap((branch, at) => [
    `${indent}    ${branch.label}`,
    ...branch.steps.flatMap((one, index) => linesOf(one, `${number}${String.fromCodePoint(97 + (at % 26))}.${index + 1}`, `${indent}    `)),
  ]);
  return [`${indent}${number}  ${step.title}`, ...inner];
}

function StepNumber({ kind, number, mark }: { kind: Step["kind"]; number: string; mark: HeadProps["mark"] }) {
  const t = useText(processTexts);
  return (
    <span
      className={cx(
        "flex h-7 shrink-0 items-center gap-1.5 text-xs tabular-nums",
        mark === "error" ? "font-semibold text-act" : "text-faint",
        number.length > 2 ? "min-w-12" : "min-w-9",
      )}
      title={t("kindName", { kind })}
    >
      {kindIcon(kind)}
      <span>{number}</span>
    </span>
  );
}

function Title({ step, number, isActive }: { step: Step; number: string; isActive: boolean }) {
  const t = useText(processTexts);
  const editor = useEditor();
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!editor.wantsFocus(step.id)) return;
    const field = input.current;
    field?.focus({ preventScroll: true });
    field?.setSelectionRange(field.value.length, field.value.length);
  });
  return (
    <textarea
      ref={input}
      rows={1}
      value={step.title}
      readOnly={editor.readOnly}
      maxLength={300}
      aria-label={t("titleOf", { number })}
      placeholder={t(
        step.kind === "decision" ? "decisionPlaceholder" : step.kind === "parallel" ? "parallelPlaceholder" : "titlePlaceholder",
      )}
      onFocus={() => (isActive ? undefined : editor.show(step.id))}
      onChange={(event) =>
        editor.changeStep(step.id, (one) => ({ ...one, title: event.target.value.replace(/[\r\n]+/g, " ") }), `title ${step.id}`)
      }
      onKeyDown={(event) => editor.onTitleKey(event, step)}
      className={cx(
        "field-sizing-content w-full min-w-0 resize-none rounded-sm bg-transparent px-1 py-1 leading-5 text-ink outline-none [overflow-wrap:anywhere] pointer-coarse:text-lg",
        isActive ? "text-base font-semibold" : "text-base font-medium",
      )}
    />
  );
}

function Meta({ step, roles, mark }: { step: Step; roles: readonly Role[]; mark: "error" | "warning" | undefined }) {
  const t = useText(processTexts);
  const b = useText(blockTexts);
  const due = useDueWords();
  const editor = useEditor();
  const role = roles.find((one) => one.key === roleOf(step))?.name;
  const asked = "fields" in step ? step.fields.filter((use) => use.mode !== "shown").length : 0;
  const parts = [
    role,
    "due" in step && step.due ? t(step.due.workingMinutes < 0 ? "dueBefore" : "within", { time: due(step.due.workingMinutes) }) : null,
    asked > 0 && step.kind === "task" ? t("fieldCount", { count: asked }) : null,
    step.kind === "task" && step.checklist.length > 0 ? t("pointCount", { count: step.checklist.length }) : null,
    step.kind === "group" && step.block ? b("badge", { number: step.block.revision }) : null,
    step.kind === "project" ? t(step.wait ? "projectWaits" : "projectAlongside") : null,
  ].filter((part) => part !== null && part !== undefined);
  const text = step.instructions
    .replace(/\]\([^)]*\)/g, "")
    .replace(/[#*_`>[\]]/g, "")
    .trim()
    .split("\n")[0];
  const isTold = hasSummary(step);
  if (parts.length === 0 && !text && !mark && !isTold) return null;
  return (
    <div onClick={() => editor.goTo(step.id)} className="flex min-w-0 flex-wrap items-center gap-x-2.5 px-1 pb-1 text-xs text-faint">
      {mark ? (
        <span className={mark === "error" ? "font-medium text-act" : "text-muted"}>
          {t(mark === "error" ? "needsMending" : "worthALook")}
        </span>
      ) : null}
      {parts.map((part, index) => (
        <span key={index} className={index === 0 && part === role ? "font-medium text-muted" : ""}>
          {part}
        </span>
      ))}
      {isTold ? <Summary step={step} /> : null}
      {text ? <span className="min-w-0 flex-1 basis-40 truncate">{text}</span> : null}
    </div>
  );
}

const dragged = "application/x-rondo-step";

/** Where a dragged step would land; the keyboard's twin is Alt with the arrows, the menu says it too. */
function useDropPlace(step: Step) {
  const editor = useEditor();
  const [over, setOver] = useState<"before" | "after" | null>(null);
  const sideOf = (event: DragEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2 ? ("before" as const) : ("after" as const);
  };
  const handlers = {
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (!event.dataTransfer.types.includes(dragged)) return;
      event.preventDefault();
      setOver(sideOf(event));
    },
    onDragLeave: () => setOver(null),
    onDrop: (event: DragEvent<HTMLElement>) => {
      const id = event.dataTransfer.getData(dragged);
      setOver(null);
      if (id === "") return;
      event.preventDefault();
      editor.edit((definition) => moveStep(definition, id, { beside: step.id, side: sideOf(event) }));
    },
  };
  return { over, handlers: editor.readOnly ? {} : handlers };
}
