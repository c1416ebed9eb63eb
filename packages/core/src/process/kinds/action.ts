import { about } from "../findings/about.ts";
import { type Act, type ActionStep, unchosenProcess } from "../definition.ts";
import { type Finding, words } from "../../kernel/index.ts";
import { checkChange } from "./change.ts";
import { checkExpression, partsOf } from "./expressions.ts";
import type { Scene, StepKind } from "./kind.ts";
import { drawWork } from "./work.ts";

/** Something that is done without anybody. */
export const action: StepKind<"action"> = {
  kind: "action",
  role: (step) => (step.act.do === "task" ? step.act.role : null),
  uses: (step) => partsOf(step.act).fills.map((key) => ({ key, mode: "editable" })),
  branches: () => [],
  draw: drawWork,
  check: (step, scene) => [...checkAct(step, step.act, scene), ...(step.undo === null ? [] : checkAct(step, step.undo, scene))],
};

function checkAct(step: ActionStep, act: Act, scene: Scene): Finding[] {
  const { expressions } = partsOf(act);
  return [
    ...expressions.flatMap((text) => checkExpression(step, text, words`An expression`, scene)),
    ...missing(step, act),
    ...(act.do === "http" ? address(step, act.url) : []),
    ...(act.do === "change" ? checkChange(step, act, scene) : []),
  ];
}

function missing(step: ActionStep, act: Act): Finding[] {
  if (act.do === "start" && act.process === unchosenProcess)
    return [about(step, "process.startUnchosen", "error", words`"${step.title}" starts a run of another process. Choose which.`)];
  const texts =
    act.do === "mail"
      ? [act.to, act.subject]
      : act.do === "http"
        ? [act.url]
        : act.do === "task"
          ? [act.title]
          : act.do === "send"
            ? [act.name]
            : act.do === "escalate"
              ? [act.code]
              : act.do === "set"
                ? act.values.map(({ value }) => value)
                : act.do === "change" && act.of === null
                  ? [act.at]
                  : [];
  if (!texts.some((text) => text.trim() === "") && !((act.do === "set" || act.do === "change") && act.values.length === 0)) return [];
  return [about(step, "process.actionIncomplete", "error", words`"${step.title}" does not say yet what is to be done.`)];
}

/** An address may have blanks after its host only: whoever fills a field must not choose whom we talk to. */
function address(step: ActionStep, url: string): Finding[] {
  return url.trim() === "" || /^https?:\/\/[^/{}\s]+(\/|$)/.test(url)
    ? []
    : [
        about(
          step,
          "process.addressInvalid",
          "error",
          words`The address of "${step.title}" must begin with https:// (or http://) and a host that is written out.`,
        ),
      ];
}
