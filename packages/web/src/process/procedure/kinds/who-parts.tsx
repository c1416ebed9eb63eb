import { type ApprovalStep, type Step, stepsOf, type TaskStep, type Who } from "@rondo/core/process";
import { useText } from "../../../messages/index.ts";
import { Checkbox, Field, Select } from "../../../ui/index.ts";
import { useDefinition, useEditor } from "../editor-context.ts";
import { kindTexts } from "./en.ts";
import { Choice, Text } from "./inputs.tsx";

/** Who among those a step is for gets it, and who never does. */
export function WhoParts({ step }: { step: TaskStep | ApprovalStep }) {
  const t = useText(kindTexts);
  const definition = useDefinition();
  const { changeStep, readOnly } = useEditor();
  const who: Who = step.who ?? { give: "role" };
  const set = (next: Who): void =>
    changeStep(step.id, (one) => {
      const { who: _, ...rest } = one as TaskStep;
      const isPlain = next.give === "role" && next.except === undefined && next.notRequester !== true;
      return (isPlain ? rest : { ...rest, who: next }) as Step;
    });
  const { of: _of, ...withoutOf } = who;
  const { except: _except, ...withoutExcept } = who;
  const { notRequester: _notRequester, ...withoutRequester } = who;
  const others = stepsOf(definition).filter(({ id, kind }) => id !== step.id && (kind === "task" || kind === "approval"));
  const named = others.map((one) => [one.id, one.title] as const);
  const never = who.except ?? [];
  const take = (except: readonly string[]): void => set(except.length === 0 ? withoutExcept : { ...who, except });
  const outside = (chosen: string): void =>
    changeStep(step.id, (one) => {
      const { outsider: _, ...rest } = one as TaskStep;
      return chosen === "=no" ? rest : { ...rest, outsider: { to: chosen === "=requester" ? null : chosen } };
    });
  const takenBack = (title: string): void =>
    changeStep(
      step.id,
      (one) => {
        const { undo: _, ...rest } = one as TaskStep;
        return title === "" ? rest : { ...rest, undo: { title, role: rest.role } };
      },
      `undo ${step.id}`,
    );
  return (
    <>
      <Choice
        label={t("give")}
        readOnly={readOnly}
        value={who.give}
        onValue={(give) =>
          set({
            ...withoutOf,
            give,
            ...(give === "same" && others[0] !== undefined && { of: others[0].id }),
            ...(give === "manager" && { of: null }),
          })
        }
        choices={(["role", "turn", "load", "same", "manager"] as const).map((give) => [give, t("giveTo", { give })] as const)}
      />
      {who.give === "same" ? (
        <Choice label={t("giveOf")} readOnly={readOnly} value={who.of ?? ""} onValue={(of) => set({ ...who, of })} choices={named} />
      ) : null}
      {who.give === "manager" ? (
        <Choice
          label={t("managerOf")}
          readOnly={readOnly}
          value={who.of ?? ""}
          onValue={(of) => set({ ...who, of: of === "" ? null : of })}
          choices={[["", t("whoeverAsked")], ...named.map(([id, title]) => [id, t("whoeverDid", { step: title })] as const)]}
        />
      ) : null}
      {step.kind === "task" ? (
        <Choice
          label={t("outsider")}
          readOnly={readOnly}
          value={step.outsider === undefined ? "=no" : (step.outsider.to ?? "=requester")}
          onValue={outside}
          choices={[
            ["=no", t("outsiderNo")],
            ["=requester", t("outsiderRequester")],
            ...definition.fields
              .filter(({ kind }) => kind === "email")
              .map(({ key, label }) => [key, t("outsiderField", { field: label })] as const),
          ]}
        />
      ) : null}
      {step.kind === "task" && (step.undo !== undefined || stepsOf(definition).some(({ kind }) => kind === "undo")) ? (
        <Text label={t("undoTask")} readOnly={readOnly} value={step.undo?.title ?? ""} onValue={takenBack} />
      ) : null}
      <Field label={t("never")} help={t("neverHelp")} optional>
        <div className="flex flex-col gap-1.5">
          {(readOnly ? never : [...never, ""]).map((id, index) => (
            <Select
              key={index}
              label={t("never")}
              disabled={readOnly}
              value={id}
              onValue={(chosen) =>
                take(
                  chosen === ""
                    ? never.filter((_, at) => at !== index)
                    : index < never.length
                      ? never.map((one, at) => (at === index ? chosen : one))
                      : [...never, chosen],
                )
              }
              choices={[
                { value: "", label: "–" },
                ...named
                  .filter(([other]) => other === id || !never.includes(other))
                  .map(([value, title]) => ({ value, label: t("whoeverDid", { step: title }) })),
              ]}
            />
          ))}
          <Checkbox
            label={t("notRequester")}
            disabled={readOnly}
            checked={who.notRequester === true}
            onChecked={(on) => set(on ? { ...who, notRequester: true } : withoutRequester)}
          />
        </div>
      </Field>
    </>
  );
}
