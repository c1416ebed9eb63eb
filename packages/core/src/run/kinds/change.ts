import { type Told, words } from "../../kernel/index.ts";
import { type Act, type ActionStep, changeWords, madeBy } from "../../process/index.ts";
import { endOfDay } from "../due.ts";
import type { Action } from "../effect.ts";
import { instantOf, reckon } from "../reckon.ts";
import { around } from "../tree.ts";
import type { Turn } from "../turn.ts";
import { answerOf } from "../values.ts";
import type { Impasse } from "../move.ts";

type Change = Extract<Act, { do: "change" }>;
type Ready = Extract<Action, { do: "change" }>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Which task or project is to be changed, and to what: all of it reckoned now. */
export function readyChange(turn: Turn, step: ActionStep, act: Change, place: number | undefined): Ready | Impasse {
  const target = act.of === null ? named(turn, step, act, place) : made(turn, step, act.of, place);
  if ("code" in target) return target;
  const set: Mutable<Ready["set"]> = {};
  for (const { key, value: text } of act.values) {
    const { value, why } = reckon(turn, step, text, place);
    const unfit = (said: Told): Impasse => ({
      code: why?.code ?? "run.changeUnfit",
      ...words`"${step.title}" changes nothing: ${why ?? said} Correct the answers and try again.`,
    });
    if (value === null && why !== null) return unfit(why);
    const answer = answerOf(value);
    if (key === "due") {
      const due = value === null ? null : (instantOf(value, turn.circumstances.zone, endOfDay(turn)) ?? endOfDay(turn)(answer));
      if (value !== null && due === null) return unfit(words`its new due date is no date.`);
      set.due = due;
    } else if (key === "title" || key === "notes" || key === "owner" || key === "priority" || key === "state") {
      if (answer === null && key === "owner") set.owner = null;
      else if (answer === null && key === "notes") set.notes = "";
      else if (typeof answer === "object" || String(answer).trim() === "") return unfit(words`what it is to become is no text.`);
      else if (changeWords[act.what][key]?.includes(String(answer)) === false)
        return unfit(words`"${String(answer)}" is none of the words that are possible there.`);
      else set[key] = String(answer);
    } else set.fields = { ...set.fields, [key]: answer };
  }
  return { do: "change", what: act.what, ...target, set };
}

/** What the step made last, in the item that the change is in or around it. */
function made(turn: Turn, step: ActionStep, of: string, place: number | undefined): Pick<Ready, "id" | "made"> | Impasse {
  const items = new Set(around(turn.state, place).map(({ id }) => id));
  const found = turn.state.made?.findLast((one) => one.step === of && (one.in === undefined || items.has(one.in)));
  if (found !== undefined) return { id: found.id, made: true };
  const maker = turn.graph.steps.get(of);
  const title = maker?.title ?? of;
  return {
    code: "run.changeOfNothing",
    ...(madeBy(maker) === "project"
      ? words`"${step.title}" has nothing to change: "${title}" has made no project in this run.`
      : words`"${step.title}" has nothing to change: "${title}" has made no task in this run.`),
  };
}

/** The id at the end of what a field says: an id, or the address of the thing. */
function named(turn: Turn, step: ActionStep, { at, what }: Change, place: number | undefined): Pick<Ready, "id" | "made"> | Impasse {
  const { value, why } = reckon(turn, step, at, place);
  const answer = answerOf(value);
  const id = typeof answer === "string" ? answer.match(ids)?.at(-1) : undefined;
  if (id !== undefined) return { id: id.toLowerCase(), made: false };
  return {
    code: why?.code ?? "run.changeOfNothing",
    ...words`"${step.title}" does not know what to change: ${why ?? (what === "task" ? words`what is said there leads to no task.` : words`what is said there leads to no project.`)} Correct the answers and try again.`,
  };
}

const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
