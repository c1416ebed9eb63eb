import type { Handler, Role, Step } from "@rondo/core/process";
import { AlarmClock, Plus, X } from "lucide-react";
import { useText } from "../../../messages/index.ts";
import { Button, IconButton } from "../../../ui/index.ts";
import { useEditor } from "../editor-context.ts";
import type { Block, Marks } from "../marks.ts";
import { shortId } from "../use-editor-actions.ts";
import { kindTexts } from "./en.ts";
import { happenings, HappeningInput } from "./happening-input.tsx";
import { Choice } from "./inputs.tsx";
import { useUnits } from "../../units.ts";

type Props = { step: Step; number: string; activeId: string | null; marks: Marks; roles: readonly Role[]; block: Block };

/** What is attached to a step, below it: when it happens, and the steps then. */
export function Attached({ step, number, activeId, marks, roles, block: StepBlock }: Props) {
  const units = useUnits();
  const t = useText(kindTexts);
  const { readOnly, changeStep } = useEditor();
  const isActive = activeId === step.id;
  const attached = step.attached ?? [];
  // Lettered after the step's own branches.
  const branches = "branches" in step ? step.branches.length : 0;
  const set = (next: readonly Handler[], merge: string | null = null) =>
    changeStep(step.id, ({ attached: _, ...one }) => ({ ...one, ...(next.length > 0 && { attached: next }) }) as Step, merge);
  const change = (id: string, part: Partial<Handler>, merge: string | null = null) =>
    set(
      attached.map((one) => (one.id === id ? { ...one, ...part } : one)),
      merge,
    );
  if (attached.length === 0 && (!isActive || readOnly)) return null;
  return (
    <div className="ms-4 flex flex-col sm:ms-8">
      {attached.map((handler, index) => (
        <section
          key={handler.id}
          aria-label={handler.label || t("attached")}
          className="group/branch border-s-2 border-dashed border-line-strong ps-2 not-first:mt-1"
        >
          <div className="flex flex-wrap items-center gap-x-2 pe-1">
            <AlarmClock size={13} className="text-faint" aria-hidden="true" />
            <input
              value={handler.label}
              readOnly={readOnly}
              aria-label={t("attachedName")}
              placeholder={t("attached")}
              maxLength={300}
              onChange={(event) => change(handler.id, { label: event.target.value }, `attached ${handler.id}`)}
              className="field-sizing-content h-7 min-w-10 rounded-sm bg-transparent px-1.5 text-xs font-semibold text-accent-strong outline-none hover:bg-hover focus-visible:bg-hover pointer-coarse:h-10 pointer-coarse:text-lg"
            />
            <span className="text-xs text-faint">{t("happening", { on: handler.when.on })}</span>
            {readOnly ? null : (
              <IconButton
                size="small"
                label={t("removeAttached", { name: handler.label })}
                icon={<X size={13} />}
                onClick={() => set(attached.filter((one) => one.id !== handler.id))}
              />
            )}
          </div>
          {isActive && !readOnly ? (
            <div className="my-1 grid gap-x-4 gap-y-3 rounded-md bg-sunken p-2.5 sm:grid-cols-2">
              <HappeningInput
                when={handler.when}
                kinds={[...happenings, "escalation", "error"]}
                readOnly={readOnly}
                onWhen={(when, merge) =>
                  change(
                    handler.id,
                    { when, ...(when.on === "error" && { interrupting: true }) },
                    merge === undefined ? null : `${merge} ${handler.id}`,
                  )
                }
              />
              {handler.when.on === "error" ? null : (
                <Choice
                  label={t("interrupting")}
                  readOnly={readOnly}
                  value={handler.interrupting ? "yes" : handler.again === true ? "again" : "no"}
                  onValue={(chosen) => change(handler.id, { interrupting: chosen === "yes", again: chosen === "again" })}
                  choices={[
                    ["yes", t("interruptingYes")],
                    ["no", t("interruptingNo")],
                    ...(["time", "message", "escalation"].includes(handler.when.on) ? [["again", t("interruptingAgain")] as const] : []),
                  ]}
                />
              )}
            </div>
          ) : null}
          <StepBlock
            steps={handler.steps}
            prefix={`${number}${String.fromCodePoint(97 + ((branches + index) % 26))}.`}
            activeId={activeId}
            marks={marks}
            roles={roles}
            owner={step.id}
            branch={handler.id}
          />
        </section>
      ))}
      {isActive && !readOnly ? (
        <div className="pt-1">
          <Button
            size="small"
            kind="quiet"
            icon={<Plus size={14} />}
            onClick={() =>
              set([
                ...attached,
                {
                  id: shortId(),
                  label: t("newAttached"),
                  when: { on: "time", after: { minutes: units.minutesPerDay, working: true } },
                  interrupting: false,
                  steps: [],
                },
              ])
            }
          >
            {t("attach")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
