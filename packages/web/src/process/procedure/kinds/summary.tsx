import { type Act, type Happening, type Step, stepsOf } from "@rondo/core/process";
import { useText } from "../../../messages/index.ts";
import { useFormat, useQuote } from "../../../ui/index.ts";
import { roundTheClock, Units } from "../../units.ts";
import { useConditionWords } from "../condition-words.ts";
import { useDueWords } from "../due-words.ts";
import { useDefinition } from "../editor-context.ts";
import { kindTexts } from "./en.ts";

type Told = Extract<Step, { kind: "wait" | "action" | "repeat" | "each" | "goto" | "end" | "undo" }>;

/** Whether a step that is folded has more to say than its title and who does it. */
export function hasSummary(step: Step): step is Told {
  return told.has(step.kind);
}
const told: ReadonlySet<Step["kind"]> = new Set(["wait", "action", "repeat", "each", "goto", "end", "undo"]);

/** What a folded step does, in a few words: whoever reads the procedure need not open it. */
export function Summary({ step }: { step: Told }) {
  return step.kind === "wait" && step.until.on === "time" && !step.until.after.working ? (
    <Units value={roundTheClock}>
      <Words step={step} />
    </Units>
  ) : (
    <Words step={step} />
  );
}

function Words({ step }: { step: Told }) {
  const t = useText(kindTexts);
  const definition = useDefinition();
  const condition = useConditionWords();
  const due = useDueWords();
  const quote = useQuote();
  const format = useFormat();
  const field = (key: string): string => definition.fields.find((one) => one.key === key)?.label || key;
  const title = (id: string | null): string => stepsOf(definition).find((one) => one.id === id)?.title ?? "";
  const waits = (until: Happening): string => {
    switch (until.on) {
      case "time":
        return t("sumTime", { time: due(until.after.minutes), working: String(until.after.working) });
      case "moment":
        return until.at.trim() === "" ? "" : t("sumMoment", { when: field(until.at.trim()) });
      case "message":
        return until.name === "" ? "" : t("sumMessage", { name: until.name });
      case "condition":
        return until.when.trim() === "" ? "" : t("sumCondition", { condition: condition(until.when).bare });
      case "clock":
        return t("sumClock", { name: definition.clocks?.find(({ id }) => id === until.clock)?.name ?? "", reaches: until.reaches });
    }
  };
  const does = (act: Act): string => {
    switch (act.do) {
      case "mail":
        return act.to === "" ? "" : t("sumMail", { to: readable(act.to, field) });
      case "http":
        return t("sumHttp", { method: act.method, url: readable(act.url, field) });
      case "set":
        return act.values.length === 0 ? "" : t("sumSet", { fields: format.list(act.values.map(({ key }) => field(key))) });
      case "task":
        return act.title === "" ? "" : t("sumTask", { title: readable(act.title, field) });
      case "change":
        return act.of === null ? t("sumChangeNamed", { what: act.what }) : t("sumChange", { what: act.what, step: title(act.of) });
      case "start":
        return t("sumStart", { wait: String(act.wait) });
      case "send":
        return act.name === "" ? "" : t("sumSend", { name: act.name });
      case "escalate":
        return act.code === "" ? "" : t("sumEscalate", { code: act.code });
    }
  };
  const ends = ({ ends: end }: Extract<Step, { kind: "end" }>): string =>
    end.what === "run"
      ? t("sumEnd", { outcome: end.outcome })
      : end.what === "error"
        ? t("sumError", { code: end.code })
        : end.what === "steps"
          ? t("sumEndSteps", { steps: format.list(end.steps.map((id) => quote(title(id)))) })
          : t("sumEndWay");
  const words = (): string => {
    switch (step.kind) {
      case "wait":
        return waits(step.until);
      case "action":
        return does(step.act);
      case "repeat":
        return step.until.trim() === "" ? "" : t("sumRepeat", { condition: condition(step.until).bare });
      case "each":
        return step.over.trim() === "" ? "" : t("sumEach", { over: field(step.over.trim()), order: step.order });
      case "goto":
        return step.to === null ? "" : t("sumGoto", { step: title(step.to) });
      case "end":
        return ends(step);
      case "undo":
        return step.of === null ? t("sumUndoAll") : t("sumUndo", { step: title(step.of) });
    }
  };
  const text = words();
  return text === "" ? null : <span className="[overflow-wrap:anywhere]">{text}</span>;
}

/** A text with answers in it, as it is read: the fields by their names. */
function readable(text: string, field: (key: string) => string): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, key: string) => `‹${field(key)}›`);
}
