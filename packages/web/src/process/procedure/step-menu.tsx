import { branchesOf, renamed, type Step } from "@rondo/core/process";
import { ArrowDown, ArrowUp, Copy, IndentDecrease, IndentIncrease, MoreHorizontal, Plus, Trash2 } from "lucide-react";
import { useText } from "../../messages/index.ts";
import { IconButton, Menu } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { changeKind, indent, insertSteps, moveBy, outdent } from "./document.ts";
import { useEditor } from "./editor-context.ts";
import { kindIcon } from "./step-kinds.tsx";
import { shortId } from "./use-editor-actions.ts";
import { useUnits } from "../units.ts";

/** Everything that a drag or a key does, for whoever has neither. */
export function StepMenu({ step }: { step: Step }) {
  const units = useUnits();
  const t = useText(processTexts);
  const { readOnly, edit, remove, goTo, add } = useEditor();
  if (readOnly) return null;
  const move = (how: typeof indent) => {
    edit((definition) => how(definition, step.id));
    goTo(step.id);
  };
  return (
    <span className="opacity-0 group-focus-within/step:opacity-100 group-hover/step:opacity-100 has-data-popup-open:opacity-100 pointer-coarse:opacity-100">
      <Menu
        align="end"
        trigger={
          <IconButton size="small" label={t("stepMenu", { step: step.title || t("untitled") })} icon={<MoreHorizontal size={15} />} />
        }
        entries={[
          {
            label: t("addAfter"),
            keys: "enter",
            icon: <Plus size={14} />,
            onSelect: () => add("task", { beside: step.id, side: "after" }),
          },
          {
            label: t("duplicate"),
            icon: <Copy size={14} />,
            onSelect: () => edit((definition) => insertSteps(definition, { beside: step.id, side: "after" }, [copied(step)])),
          },
          { kind: "line" },
          ...(["task", "approval", "decision", "parallel"] as const).map((kind, index) => ({
            label: t("kindName", { kind }),
            keys: `alt+${index + 1}`,
            icon: kindIcon(kind),
            onSelect: () => move((definition, id) => changeKind(definition, id, kind, shortId, units)),
          })),
          { kind: "line" },
          {
            label: t("moveUp"),
            keys: "alt+arrowup",
            icon: <ArrowUp size={14} />,
            onSelect: () => move((definition, id) => moveBy(definition, id, -1)),
          },
          {
            label: t("moveDown"),
            keys: "alt+arrowdown",
            icon: <ArrowDown size={14} />,
            onSelect: () => move((definition, id) => moveBy(definition, id, 1)),
          },
          { label: t("moveIn"), icon: <IndentIncrease size={14} />, onSelect: () => move(indent) },
          { label: t("moveOut"), icon: <IndentDecrease size={14} />, onSelect: () => move(outdent) },
          { kind: "line" },
          { label: t("deleteStep"), icon: <Trash2 size={14} />, danger: true, onSelect: () => remove(step.id) },
        ]}
      />
    </span>
  );
}

/** A true copy: its own ids all the way down, and what is named inside by them. */
function copied(step: Step): Step {
  const ids = new Map<string, string>();
  const inner = new Set(idsOf(step));
  return renamed(step, (id) => (inner.has(id) ? (ids.get(id) ?? (ids.set(id, shortId()), ids.get(id) ?? id)) : id));
}

function idsOf(step: Step): string[] {
  return [
    step.id,
    ...(step.kind === "task" ? step.checklist.map(({ id }) => id) : []),
    ...branchesOf(step).flatMap((branch) => [branch.id, ...branch.steps.flatMap(idsOf)]),
  ];
}
