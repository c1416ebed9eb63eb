import type { WorkUnits } from "@rondo/core/calendar";
import type { Handler, Happening } from "@rondo/core/process";
import { useText } from "../../../messages/index.ts";
import { ConditionInput } from "../condition-editor.tsx";
import { useDefinition } from "../editor-context.ts";
import { FieldKeys } from "../field-keys.tsx";
import { roundTheClock, Units, useUnits } from "../../units.ts";
import { DueInput } from "../due-input.tsx";
import { kindTexts } from "./en.ts";
import { Choice, ExpressionInput, KeyInput, Named, Text } from "./inputs.tsx";

type When = Handler["when"];

/** What is waited for, or what happens besides: a time, a date, a message, a condition, and where it may be an error. */
export function HappeningInput<W extends When>({
  when,
  kinds,
  onWhen,
  readOnly,
}: {
  when: W;
  kinds: readonly W["on"][];
  onWhen: (when: W, merge?: string) => void;
  readOnly: boolean;
}) {
  const t = useText(kindTexts);
  const { clocks = [] } = useDefinition();
  const units = useUnits();
  const set = (next: When, merge?: string) => onWhen(next as W, merge);
  return (
    <>
      <Choice
        label={t("whenOn")}
        readOnly={readOnly}
        value={when.on}
        onValue={(on) => set(on === "clock" ? { on, clock: clocks[0]?.id ?? "", reaches: "target" } : first(on, units))}
        choices={kinds
          .filter((on) => on !== "clock" || clocks.length > 0 || when.on === on)
          .map((on) => [on, t("happening", { on })] as const)}
      />
      {when.on === "time" ? (
        <>
          <Choice
            label={t("working")}
            readOnly={readOnly}
            value={when.after.working ? "yes" : "no"}
            onValue={(chosen) => set({ ...when, after: { ...when.after, working: chosen === "yes" } })}
            choices={[
              ["yes", t("workingTime")],
              ["no", t("allTime")],
            ]}
          />
          <Units value={when.after.working ? units : roundTheClock}>
            <DueInput
              key={String(when.after.working)}
              due={{ from: "activation", workingMinutes: when.after.minutes }}
              onDue={(due) => due && set({ ...when, after: { ...when.after, minutes: due.workingMinutes } })}
              disabled={readOnly}
              plain
            />
          </Units>
        </>
      ) : null}
      {when.on === "moment" ? (
        <ExpressionInput
          label={t("moment")}
          help={t("momentHelp")}
          readOnly={readOnly}
          value={when.at}
          onValue={(at) => set({ ...when, at }, "at")}
        />
      ) : null}
      {when.on === "condition" ? (
        <Named label={t("condition")} wide>
          <ConditionInput
            when={when.when}
            readOnly={readOnly}
            onWhen={(text, merge) => set({ ...when, when: text ?? "" }, merge === null ? undefined : "when")}
          />
        </Named>
      ) : null}
      {when.on === "message" ? (
        <>
          <Text label={t("messageName")} readOnly={readOnly} value={when.name} onValue={(name) => set({ ...when, name }, "name")} />
          <KeyInput readOnly={readOnly} value={when.key} onValue={(key, merge) => set({ ...when, key }, merge)} />
          <Choice
            label={t("early")}
            readOnly={readOnly}
            value={when.early}
            onValue={(early) => set({ ...when, early })}
            choices={[
              ["kept", t("earlyKept")],
              ["dropped", t("earlyDropped")],
            ]}
          />
          <Named label={t("fills")}>
            <FieldKeys keys={when.fills ?? []} onKeys={(fills) => set({ ...when, fills })} />
          </Named>
        </>
      ) : null}
      {when.on === "clock" ? (
        <>
          <Choice
            label={t("clock")}
            readOnly={readOnly}
            value={when.clock}
            onValue={(clock) => set({ ...when, clock })}
            choices={clocks.map(({ id, name }) => [id, name] as const)}
          />
          <Choice
            label={t("clockReaches")}
            readOnly={readOnly}
            value={when.reaches}
            onValue={(reaches) => set({ ...when, reaches })}
            choices={(["warning", "target"] as const).map((reaches) => [reaches, t("clockReachesWhat", { reaches })] as const)}
          />
        </>
      ) : null}
      {when.on === "error" || when.on === "escalation" ? (
        <Text
          label={t(when.on === "error" ? "errorCode" : "escalationCode")}
          readOnly={readOnly}
          value={when.code ?? ""}
          onValue={(code) => set({ ...when, code: code.trim() === "" ? null : code }, "code")}
        />
      ) : null}
    </>
  );
}

function first(on: Exclude<When["on"], "clock">, { minutesPerDay }: WorkUnits): When {
  switch (on) {
    case "time":
      return { on, after: { minutes: minutesPerDay, working: true } };
    case "moment":
      return { on, at: "" };
    case "message":
      return { on, name: "", key: null, early: "kept" };
    case "condition":
      return { on, when: "" };
    case "error":
    case "escalation":
      return { on, code: null };
  }
}

export const happenings: readonly Happening["on"][] = ["time", "moment", "message", "condition", "clock"];
