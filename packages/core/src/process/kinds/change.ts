import { compileExpression } from "../../expression/index.ts";
import { type Finding, words } from "../../kernel/index.ts";
import type { Act, ActionStep, Step } from "../definition.ts";
import { about } from "../findings/about.ts";
import type { Scene } from "./kind.ts";

type Change = Extract<Act, { do: "change" }>;

/** What can be changed of a task and of a project, besides fields of one's own, which are named by their id. */
export const changeable = {
  task: ["title", "notes", "owner", "due", "priority", "state"],
  project: ["title", "notes", "owner", "due", "state"],
} as const;

/** The words that some of it takes. */
export const changeWords: Readonly<Record<Change["what"], Readonly<Record<string, readonly string[]>>>> = {
  task: { priority: ["none", "low", "high", "urgent"], state: ["done", "open", "deleted"] },
  project: { state: ["done", "open"] },
};

/** What a step makes that can be changed later. */
export function madeBy(step: Step | undefined): Change["what"] | null {
  if (step?.kind === "project") return "project";
  return step?.kind === "action" && step.act.do === "task" ? "task" : null;
}

export function checkChange(step: ActionStep, act: Change, scene: Scene): Finding[] {
  return [...maker(step, act, scene), ...act.values.flatMap((one) => fixed(step, act, one))];
}

function maker(step: ActionStep, { of, what }: Change, scene: Scene): Finding[] {
  if (of === null) return [];
  const other = scene.steps.get(of);
  const params = { step: of };
  if (other === undefined)
    return [about(step, "process.changeUnknown", "error", words`"${step.title}" changes what a step made that no longer exists.`, params)];
  if (madeBy(other) !== what)
    return [
      about(
        step,
        "process.changeOfNothing",
        "error",
        what === "task"
          ? words`"${step.title}" changes the task that "${other.title}" makes, but that step makes none.`
          : words`"${step.title}" changes the project that "${other.title}" makes, but that step makes none.`,
        params,
      ),
    ];
  return scene.isEarlier(of, step.id) === true
    ? []
    : [
        about(
          step,
          "process.changeTooEarly",
          "warning",
          words`"${step.title}" changes what "${other.title}" makes, which may not be made before it.`,
          params,
        ),
      ];
}

/** A word that is written out and is none of those that can be taken. */
function fixed(step: ActionStep, { what }: Change, { key, value }: Change["values"][number]): Finding[] {
  const taken = changeWords[what][key];
  const word = /^\s*"([^"]*)"\s*$/.exec(value)?.[1];
  const isKnown = isField(key) || (changeable[what] as readonly string[]).includes(key);
  if (key === "title" && word === "")
    return [about(step, "process.actionIncomplete", "error", words`"${step.title}" does not say yet what is to be done.`)];
  if (isKnown && (taken === undefined || word === undefined || taken.includes(word) || compileExpression(value).findings.length > 0))
    return [];
  return [
    about(step, "process.changeValueUnknown", "error", words`"${step.title}" changes something to a value that it can't have.`, {
      key,
      value,
    }),
  ];
}

function isField(key: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key);
}
