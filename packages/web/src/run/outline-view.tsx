import { Check, Circle, CircleDashed, CircleDot, CircleSlash, Columns2, Split, Undo2, Group, Layers, Repeat } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { Avatar, Badge, cx, useFormat } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import { gatheringsOf } from "./gathering.ts";
import type { OutlineStep, StepState } from "./outline.ts";
import type { Run } from "./run.ts";
import { StepDetail } from "./step-detail.tsx";

type Props = { run: Run; outline: readonly OutlineStep[]; shown: string | null; onShow: (stepId: string | undefined) => void };

/** The procedure as a checklist: what is done, what is open, what lies ahead. One step is open to read or to work. */
export function Outline(props: Props) {
  const t = useText(runTexts);
  return (
    <ol aria-label={t("steps")} className="flex flex-col">
      {props.outline.map((one) => (
        <OutlineRow key={one.step.id} one={one} {...props} />
      ))}
    </ol>
  );
}

function OutlineRow({ one, ...props }: Props & { one: OutlineStep }) {
  return "branches" in one.step ? <BranchingRow one={one} {...props} /> : <WorkRow one={one} {...props} />;
}

function WorkRow({ one, run, shown, onShow }: Props & { one: OutlineStep }) {
  const t = useText(runTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const { step, state, rounds } = one;
  const isShown = shown === step.id && state !== "notTaken";
  const last = rounds.at(-1);
  // Several who are asked together are asked once.
  const times = step.kind === "approval" && step.approvers ? gatheringsOf(rounds, step.approvers).length : rounds.length;
  const isStuck = run.incidents.some(({ stepId }) => stepId === step.id);
  const who = last?.outsider?.usedAt ? { name: last.outsider.email, id: "" } : (last?.by ?? last?.owner);
  const late = state === "open" && last?.dueAt && new Date(last.dueAt) < new Date();
  return (
    <li className={cx("relative", isShown ? "my-1.5 rounded-lg border border-line bg-surface shadow-sm" : "")}>
      <button
        type="button"
        aria-expanded={isShown}
        disabled={state === "notTaken"}
        onClick={() => onShow(isShown ? undefined : step.id)}
        className={cx(
          "flex min-h-10 w-full items-center gap-3 rounded-md px-3 py-2 text-start",
          !isShown && state !== "notTaken" && "hover:bg-hover/60",
        )}
      >
        <StateMark state={state} label={t("stepState", { state })} />
        <span
          className={cx(
            "min-w-0 flex-1 text-sm [overflow-wrap:anywhere]",
            state === "open"
              ? "font-semibold"
              : state === "ahead"
                ? "text-muted"
                : state === "notTaken"
                  ? "text-faint line-through decoration-line-strong/50"
                  : "",
          )}
        >
          {step.title}
        </span>
        <span className="flex shrink-0 items-center gap-2 text-xs text-faint">
          {state === "skipped" ? <Badge tone="act">{t("skippedMark")}</Badge> : null}
          {isStuck ? <Badge tone="act">{t("stuckMark")}</Badge> : null}
          {state === "open" && last?.held ? <Badge>{t("onHold")}</Badge> : null}
          {times > 1 ? <Badge>{t("round", { round: times })}</Badge> : null}
          {late && last?.dueAt && !isShown ? (
            <Badge tone="act">{t("late", { when: format.moment(last.dueAt) })}</Badge>
          ) : state === "open" && last?.dueAt && !isShown ? (
            <span className="hidden sm:inline">{t("due", { when: format.moment(last.dueAt) })}</span>
          ) : null}
          {state === "done" && last?.closedAt ? (
            <span className="hidden sm:inline">{format.day(format.dayAt(last.closedAt), new Date().toISOString())}</span>
          ) : null}
          {!(isShown && state === "open") && who ? <Avatar name={who.name} id={who.id} alone /> : null}
        </span>
      </button>
      {isShown ? (
        <div className="px-3 pb-4 sm:ps-10 sm:pe-4">
          <StepDetail run={run} one={one} />
        </div>
      ) : null}
      {one.branches.length > 0 ? (
        <Ways one={one} run={run} shown={shown} onShow={onShow} outline={one.branches.flatMap(({ steps }) => steps)} />
      ) : null}
    </li>
  );
}

function BranchingRow({ one, ...props }: Props & { one: OutlineStep }) {
  const t = useText(runTexts);
  const { step, state } = one;
  const isDecision = step.kind === "decision";
  return (
    <li>
      <div className="flex min-h-10 items-center gap-3 px-3 py-2">
        <span
          role="img"
          aria-label={t("stepState", { state })}
          className={cx(
            "flex size-4 items-center justify-center",
            state === "ahead" || state === "notTaken" ? "text-faint" : "text-accent",
          )}
        >
          {step.kind === "parallel" ? (
            <Columns2 size={15} />
          ) : step.kind === "repeat" ? (
            <Repeat size={15} />
          ) : step.kind === "each" ? (
            <Layers size={15} />
          ) : step.kind === "group" ? (
            <Group size={15} />
          ) : (
            <Split size={15} />
          )}
        </span>
        <span className={cx("min-w-0 text-sm", state === "ahead" || state === "notTaken" ? "text-muted" : "")}>{step.title}</span>
        <span className="hidden text-xs text-faint sm:inline">
          {state !== "ahead" ? null : isDecision ? t("decides") : step.kind === "parallel" ? t("atOnce") : null}
        </span>
      </div>
      <Ways one={one} {...props} />
    </li>
  );
}

/** The ways through a step, or of what is attached to it. */
function Ways({ one, ...props }: Props & { one: OutlineStep }) {
  const t = useText(runTexts);
  const isDecision = one.step.kind === "decision";
  return (
    <ul className="ms-4.5 flex flex-col gap-1 border-s border-line">
      {one.branches.map((branch) => (
        <li key={branch.id} className="ps-3">
          {branch.label === "" && branch.taken !== false ? null : (
            <div className="flex min-h-7 items-center gap-2 px-3 text-xs">
              <span className={cx("font-medium", branch.taken ? "text-accent-strong" : "text-muted")}>{branch.label}</span>
              {branch.taken === false ? (
                <span className="text-faint">{t("notTaken")}</span>
              ) : branch.taken && isDecision ? (
                <span className="text-faint">{t("taken")}</span>
              ) : null}
            </div>
          )}
          {branch.steps.length > 0 && branch.taken !== false ? (
            <ol className="flex flex-col">
              {branch.steps.map((inner) => (
                <OutlineRow key={inner.step.id} one={inner} {...props} />
              ))}
            </ol>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

export function StateMark({ state, label }: { state: StepState; label: string }) {
  return (
    <span
      role="img"
      aria-label={label}
      className={cx("flex size-4 shrink-0 items-center justify-center rounded-full", marks[state].className)}
    >
      {marks[state].icon}
    </span>
  );
}

const marks: Record<StepState, { icon: ReactNode; className: string }> = {
  done: { icon: <Check size={11} strokeWidth={3} />, className: "bg-accent text-on-accent" },
  open: { icon: <CircleDot size={16} />, className: "text-accent" },
  skipped: { icon: <CircleSlash size={16} />, className: "text-act" },
  rejected: { icon: <Undo2 size={14} />, className: "text-muted" },
  withdrawn: { icon: <CircleDashed size={16} />, className: "text-muted" },
  ahead: { icon: <Circle size={16} />, className: "text-line-strong" },
  notTaken: { icon: <CircleDashed size={16} />, className: "text-faint" },
};
