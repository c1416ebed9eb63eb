import type { GroupStep, Step } from "@rondo/core/process";
import { lazy, Suspense, useMemo } from "react";
import { useText } from "../../../messages/index.ts";
import { Field, NumberInput } from "../../../ui/index.ts";
import { ConditionInput } from "../condition-editor.tsx";
import { useDefinition, useEditor, useOtherSteps } from "../editor-context.ts";
import { FieldKeys } from "../field-keys.tsx";
import { RoleChoice } from "../role-choice.tsx";
import { ActInput } from "./act-input.tsx";
import { kindTexts } from "./en.ts";
import { happenings, HappeningInput } from "./happening-input.tsx";
import { Choice, Named, OverInput, Several, Text } from "./inputs.tsx";

const GroupBlock = lazy(() => import("../../blocks/placed-block.tsx").then((module) => ({ default: module.GroupBlock })));

/** What each kind asks besides title, role and time. */
export function KindParts({ step }: { step: Step }) {
  const t = useText(kindTexts);
  const definition = useDefinition();
  const { changeStep, readOnly } = useEditor();
  const set = (part: object, merge: string | null = null) =>
    changeStep(step.id, (one) => ({ ...one, ...part }) as Step, merge === null ? null : `${merge} ${step.id}`);
  const all = useOtherSteps(step.id);
  const others = useMemo(() => all.map((one) => [one.id, one.title] as const), [all]);
  const fields = definition.fields.map((field) => [field.key, field.label || field.key] as const);
  switch (step.kind) {
    case "approval":
      return <Approvers step={step} set={set} readOnly={readOnly} />;
    case "wait":
      return (
        <HappeningInput when={step.until} kinds={happenings} readOnly={readOnly} onWhen={(until, merge) => set({ until }, merge ?? null)} />
      );
    case "action":
      return (
        <>
          <ActInput act={step.act} readOnly={readOnly} onAct={(act, merge) => set({ act }, merge ?? null)} />
          <Choice
            label={t("undo")}
            readOnly={readOnly}
            value={step.undo === null ? "no" : "yes"}
            onValue={(chosen) => set({ undo: chosen === "yes" ? { do: "mail", to: "", subject: "", text: "" } : null })}
            choices={[
              ["no", t("undoNo")],
              ["yes", t("undoYes")],
            ]}
          />
          {step.undo === null ? null : (
            <ActInput
              act={step.undo}
              readOnly={readOnly}
              onAct={(undo, merge) => set({ undo }, merge === undefined ? null : `undo ${merge}`)}
            />
          )}
        </>
      );
    case "repeat":
      return (
        <>
          <Named label={t("until")} wide>
            <ConditionInput
              when={step.until}
              numbers={[["round", t("roundName")]]}
              readOnly={readOnly}
              onWhen={(until, merge) => set({ until: until ?? "" }, merge === null ? null : "until")}
            />
          </Named>
          <Choice
            label={t("test")}
            readOnly={readOnly}
            value={step.test}
            onValue={(test) => set({ test })}
            choices={[
              ["after", t("testAfter")],
              ["before", t("testBefore")],
            ]}
          />
          <Field label={t("atMost")}>
            <NumberInput value={step.atMost} onValue={(atMost) => set({ atMost: Math.max(1, Math.round(atMost ?? 1)) }, "atMost")} />
          </Field>
        </>
      );
    case "each":
      return (
        <>
          <OverInput over={step.over} onOver={(over, merge) => set({ over }, merge)} readOnly={readOnly} />
          <Choice
            label={t("item")}
            readOnly={readOnly}
            value={step.item ?? ""}
            onValue={(item) => set({ item: item === "" ? null : item })}
            choices={[["", t("noItem")], ...fields]}
          />
          <Choice
            label={t("order")}
            readOnly={readOnly}
            value={step.order}
            onValue={(order) => set({ order })}
            choices={[
              ["together", t("together")],
              ["sequence", t("sequence")],
            ]}
          />
          <Named label={t("own")}>
            <FieldKeys keys={step.own} onKeys={(own) => set({ own })} />
          </Named>
          <Choice
            label={t("collect")}
            readOnly={readOnly}
            value={step.collect ?? ""}
            onValue={(collect) => set({ collect: collect === "" ? null : collect })}
            choices={[
              ["", t("noCollect")],
              ...definition.fields.filter(({ kind }) => kind === "table").map((field) => [field.key, field.label] as const),
            ]}
          />
          <Choice
            label={t("growing")}
            readOnly={readOnly}
            value={step.growing ? "yes" : "no"}
            onValue={(chosen) => set({ growing: chosen === "yes" })}
            choices={[
              ["no", t("growingNo")],
              ["yes", t("growingYes")],
            ]}
          />
          <JoinInput join={step.join} ways={["all", "each", "none"]} onJoin={(join) => set({ join })} readOnly={readOnly} />
          <Named label={t("goWhen")} wide>
            <ConditionInput
              when={step.join.when ?? null}
              otherwise="never"
              numbers={[
                ["finished", t("finishedName")],
                ["total", t("totalName")],
              ]}
              readOnly={readOnly}
              onWhen={(when, merge) => set({ join: { ...step.join, when } }, merge === null ? null : "goWhen")}
            />
          </Named>
        </>
      );
    case "group":
      return (
        <>
          <JoinInput join={step.join ?? { go: "all" }} ways={["all", "each"]} onJoin={(join) => set({ join })} readOnly={readOnly} />
          {step.undo !== undefined || all.some(({ kind }) => kind === "undo") ? (
            <UndoneAsWhole step={step} set={set} readOnly={readOnly} />
          ) : null}
          <Suspense>
            <GroupBlock step={step} />
          </Suspense>
        </>
      );
    case "parallel":
      return (
        <JoinInput join={step.join ?? { go: "all" }} ways={["all", "each", "sets"]} onJoin={(join) => set({ join })} readOnly={readOnly} />
      );
    case "goto":
      return <Choice label={t("goTo")} readOnly={readOnly} value={step.to ?? ""} onValue={(to) => set({ to })} choices={others} />;
    case "undo":
      return (
        <Choice
          label={t("undoOf")}
          readOnly={readOnly}
          value={step.of ?? ""}
          onValue={(of) => set({ of: of === "" ? null : of })}
          choices={[["", t("undoAll")], ...others]}
        />
      );
    case "end":
      return <EndParts step={step} set={set} others={others} readOnly={readOnly} />;
    default:
      return null;
  }
}

/** The work that takes back a finished group, and who does it. */
function UndoneAsWhole({ step, set, readOnly }: { step: GroupStep; set: Set; readOnly: boolean }) {
  const t = useText(kindTexts);
  const { undo } = step;
  return (
    <>
      <Text
        label={t("undoTask")}
        help={t("undoGroupHelp")}
        readOnly={readOnly}
        value={undo?.title ?? ""}
        onValue={(title) => set({ undo: title === "" ? undefined : { role: null, ...undo, title } }, "undo")}
      />
      {undo === undefined ? null : (
        <RoleChoice value={undo.role} onValue={(role) => set({ undo: { ...undo, role } })} disabled={readOnly} />
      )}
    </>
  );
}

type Set = (part: object, merge?: string | null) => void;
type Join = { readonly go: string | number; readonly rest?: "withdrawn" | "goesOn" | "wait" | undefined };

function JoinInput({
  join,
  ways,
  onJoin,
  readOnly,
}: {
  join: Join;
  ways: readonly ("all" | "each" | "sets" | "none")[];
  onJoin: (join: Join) => void;
  readOnly: boolean;
}) {
  const t = useText(kindTexts);
  const names = { all: t("goAll"), each: t("goEach"), sets: t("goSets"), none: t("goNone") };
  const isCount = typeof join.go === "number";
  return (
    <>
      <Choice
        label={t("go")}
        readOnly={readOnly}
        value={isCount ? "count" : String(join.go)}
        onValue={(go) => onJoin({ ...join, go: go === "count" ? 1 : go })}
        choices={[...ways.map((way) => [way as string, names[way]] as const), ["count", t("goCount")] as const]}
      />
      {typeof join.go === "number" ? (
        <Field label={t("goNumber")}>
          <NumberInput value={join.go} onValue={(count) => onJoin({ ...join, go: Math.max(1, Math.round(count ?? 1)) })} />
        </Field>
      ) : null}
      {isCount ? (
        <Choice
          label={t("rest")}
          readOnly={readOnly}
          value={join.rest ?? "withdrawn"}
          onValue={(rest) => onJoin({ ...join, rest })}
          choices={[
            ["withdrawn", t("restWithdrawn")],
            ["goesOn", t("restGoesOn")],
            ["wait", t("restWait")],
          ]}
        />
      ) : null}
    </>
  );
}

function Approvers({ step, set, readOnly }: { step: Extract<Step, { kind: "approval" }>; set: Set; readOnly: boolean }) {
  const t = useText(kindTexts);
  const { roles } = useDefinition();
  const { approvers } = step;
  const named = approvers?.roles ?? [];
  const rule = approvers?.rule ?? "all";
  return (
    <>
      <Choice
        label={t("approvers")}
        readOnly={readOnly}
        value={approvers === undefined ? "one" : "several"}
        onValue={(chosen) =>
          set({
            approvers:
              chosen === "one"
                ? undefined
                : { roles: step.role === null ? roles.slice(0, 1).map(({ key }) => key) : [step.role], rule: "all" },
          })
        }
        choices={[
          ["one", t("approversOne")],
          ["several", t("approversSeveral")],
        ]}
      />
      {approvers === undefined ? null : (
        <>
          <Several
            label={t("approversRoles")}
            readOnly={readOnly}
            value={named}
            onValue={(chosen) => set({ approvers: { ...approvers, roles: chosen } })}
            choices={roles.map(({ key, name }) => [key, name] as const)}
          />
          <Choice
            label={t("approversRule")}
            readOnly={readOnly}
            value={String(rule)}
            onValue={(chosen) =>
              set({ approvers: { ...approvers, rule: chosen === "all" || chosen === "sequence" ? chosen : Number(chosen) } })
            }
            choices={[
              ["all", t("ruleAll")],
              ["sequence", t("ruleSequence")],
              ...named.map((_, index) => [String(index + 1), t("ruleCount", { count: index + 1 })] as const),
            ]}
          />
        </>
      )}
    </>
  );
}

function EndParts({
  step,
  set,
  others,
  readOnly,
}: {
  step: Extract<Step, { kind: "end" }>;
  set: Set;
  others: readonly (readonly [string, string])[];
  readOnly: boolean;
}) {
  const t = useText(kindTexts);
  const { ends } = step;
  const first = {
    run: { what: "run", outcome: "completed" },
    way: { what: "way" },
    steps: { what: "steps", steps: [] },
    error: { what: "error", code: "" },
  } as const;
  return (
    <>
      <Choice
        label={t("ends")}
        readOnly={readOnly}
        value={ends.what}
        onValue={(what) => set({ ends: first[what] })}
        choices={(["run", "way", "steps", "error"] as const).map((what) => [what, t("endsWhat", { what })] as const)}
      />
      {ends.what === "run" ? (
        <Choice
          label={t("outcome")}
          readOnly={readOnly}
          value={ends.outcome}
          onValue={(outcome) => set({ ends: { ...ends, outcome } })}
          choices={(["completed", "rejected", "cancelled"] as const).map((outcome) => [outcome, t("outcomeName", { outcome })] as const)}
        />
      ) : null}
      {ends.what === "error" ? (
        <Text label={t("errorCode")} readOnly={readOnly} value={ends.code} onValue={(code) => set({ ends: { ...ends, code } }, "code")} />
      ) : null}
      {ends.what === "steps" ? (
        <Several
          label={t("endedSteps")}
          readOnly={readOnly}
          value={ends.steps}
          onValue={(steps) => set({ ends: { ...ends, steps } })}
          choices={others}
        />
      ) : null}
    </>
  );
}
