import type { Role, Step } from "@rondo/core/process";
import { Plus, X } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useText } from "../../messages/index.ts";
import { Button, cx, IconButton } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { withBranch, withBranches } from "./branch-edit.ts";
import { ConditionEditor } from "./condition-editor.tsx";
import { useConditionWords } from "./condition-words.ts";
import { Actions, type EditorActions, useEditor } from "./editor-context.ts";
import type { Block, Marks } from "./marks.ts";
import { RuleTable } from "./rule-table.tsx";
import { shortId } from "./use-editor-actions.ts";

type Branching = Extract<Step, { branches: unknown }>;
type Props = { step: Branching; number: string; activeId: string | null; marks: Marks; roles: readonly Role[]; block: Block };

/** Kinds with one list of steps inside, which needs no name. */
const single: readonly Step["kind"][] = ["group", "repeat", "each"];

/** The branches of a step, in place. */
export function Branches({ step, number, activeId, marks, roles, block: StepBlock }: Props) {
  const t = useText(processTexts);
  const { readOnly, changeStep } = useEditor();
  const isActive = activeId === step.id;
  const add = () => changeStep(step.id, (one) => withBranches(one, (branches) => insertBranch(one as Branching, branches, t("branch"))));
  return (
    <div className="ms-4 flex flex-col sm:ms-8">
      {step.kind === "decision" && isActive && !readOnly ? <RuleTable step={step} /> : null}
      {step.branches.map((branch, index) => (
        <div
          key={branch.id}
          role="group"
          aria-label={branch.label || t("branch")}
          className="group/branch border-s-2 border-line ps-2 not-first:mt-1"
        >
          {single.includes(step.kind) ? null : (
            <div className="flex flex-wrap items-center gap-x-2 pe-1">
              <input
                value={branch.label}
                readOnly={readOnly}
                aria-label={t("branchName")}
                placeholder={t("branch")}
                maxLength={300}
                onChange={(event) =>
                  changeStep(step.id, (one) => withBranch(one, branch.id, { label: event.target.value }), `branch ${branch.id}`)
                }
                className="field-sizing-content h-7 min-w-10 rounded-sm bg-transparent px-1.5 text-xs font-semibold text-accent-strong outline-none hover:bg-hover focus-visible:bg-hover pointer-coarse:h-10 pointer-coarse:text-lg"
              />
              {(step.kind === "decision" && (step.table === undefined || branch.when === null)) ||
              (step.kind === "parallel" && branch.when != null) ? (
                <Condition when={branch.when ?? null} />
              ) : null}
              {!readOnly && step.branches.length > 2 ? (
                <IconButton
                  size="small"
                  label={t("removeBranch", { branch: branch.label })}
                  icon={<X size={13} />}
                  onClick={() =>
                    changeStep(step.id, (one) => withBranches(one, (branches) => branches.filter((other) => other.id !== branch.id)))
                  }
                />
              ) : null}
            </div>
          )}
          {isActive && hasCondition(step) && !readOnly ? (
            <ConditionEditor
              otherwise={step.kind === "decision" ? "otherwise" : "always"}
              step={step}
              branchId={branch.id}
              when={branch.when ?? null}
            />
          ) : null}
          <Steps isFixed={step.kind === "group" && step.block !== undefined}>
            <StepBlock
              steps={branch.steps}
              prefix={`${number}${String.fromCodePoint(97 + (index % 26))}.`}
              activeId={activeId}
              marks={marks}
              roles={roles}
              owner={step.id}
              branch={branch.id}
            />
          </Steps>
        </div>
      ))}
      {isActive && !readOnly && !single.includes(step.kind) ? (
        <div className="pt-1">
          <Button size="small" kind="quiet" icon={<Plus size={14} />} onClick={add}>
            {t("addBranch")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** The steps of a block are changed where it is kept; here one goes through them. */
function Steps({ isFixed, children }: { isFixed: boolean; children: ReactNode }) {
  const editor = useEditor();
  const fixed = useMemo((): EditorActions => {
    const nothing = () => undefined;
    const moving = ["ArrowUp", "ArrowDown", "Escape"];
    return {
      ...editor,
      readOnly: true,
      edit: nothing,
      changeStep: nothing,
      add: nothing,
      remove: nothing,
      onTitleKey: (event, step) => (!event.altKey && moving.includes(event.key) ? editor.onTitleKey(event, step) : undefined),
    };
  }, [editor]);
  return isFixed ? <Actions value={fixed}>{children}</Actions> : children;
}

function Condition({ when }: { when: string | null }) {
  const say = useConditionWords();
  const { text, isWrong } = say(when);
  return <span className={cx("min-w-0 text-xs [overflow-wrap:anywhere]", isWrong ? "text-act" : "text-faint")}>{text}</span>;
}

function hasCondition(step: Branching): boolean {
  return (step.kind === "decision" && step.table === undefined) || step.kind === "parallel";
}

type AnyBranch = Branching["branches"][number];

/** A decision's new branch goes before "otherwise", which is read last. */
function insertBranch(step: Branching, branches: readonly AnyBranch[], label: string): readonly AnyBranch[] {
  if (step.kind !== "decision") return [...branches, { id: shortId(), label: `${label} ${branches.length + 1}`, steps: [] }];
  const at = branches.findIndex((branch) => "when" in branch && branch.when === null);
  return branches.toSpliced(at < 0 ? branches.length : at, 0, { id: shortId(), label: "", when: "", steps: [] });
}
