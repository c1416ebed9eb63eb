import type { Step } from "@rondo/core/process";
import { useText } from "../../messages/index.ts";
import { Checkbox, Field, Select } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { FindingLine } from "../findings.tsx";
import { useFindings } from "../findings-of.ts";
import { Checklist } from "./checklist.tsx";
import { changeKind, stepsBefore } from "./document.ts";
import { DueInput } from "./due-input.tsx";
import { useDefinition, useEditor } from "./editor-context.ts";
import { FieldUses } from "./field-uses.tsx";
import { KindParts } from "./kinds/kind-parts.tsx";
import { Template } from "./kinds/template.tsx";
import { WhoParts } from "./kinds/who-parts.tsx";
import { MarkdownInput } from "./markdown-input.tsx";
import { RoleChoice } from "./role-choice.tsx";
import { kindIcon, kinds } from "./step-kinds.tsx";
import { shortId } from "./use-editor-actions.ts";
import { useUnits } from "../units.ts";

/** All that can be said about one step. The same in the document and beside the flow picture. */
export function StepEditor({ step }: { step: Step }) {
  const units = useUnits();
  const t = useText(processTexts);
  const definition = useDefinition();
  const { changeStep, edit, readOnly } = useEditor();
  const findings = useFindings(definition).filter((finding) => finding.subject === step.id);
  return (
    <div className="flex flex-col gap-4">
      {findings.length > 0 ? (
        <ul className="flex flex-col gap-1 text-xs">
          {findings.map((finding, index) => (
            <li key={index}>
              <FindingLine finding={finding} />
            </li>
          ))}
        </ul>
      ) : null}
      <MarkdownInput
        label={t("instructions")}
        value={step.instructions}
        onValue={(instructions) => changeStep(step.id, (one) => ({ ...one, instructions }), `instructions ${step.id}`)}
        placeholder={t("instructionsPlaceholder")}
        readOnly={readOnly}
      />
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        <Field label={t("kind")}>
          <Select
            label={t("kind")}
            disabled={readOnly}
            value={step.kind}
            onValue={(kind) => edit((whole) => changeKind(whole, step.id, kind, shortId, units))}
            choices={kinds.map((kind) => ({ value: kind, label: t("kindName", { kind }), icon: kindIcon(kind) }))}
          />
        </Field>
        {"role" in step ? (
          <RoleChoice value={step.role} onValue={(role) => changeStep(step.id, (one) => ({ ...one, role }) as Step)} disabled={readOnly} />
        ) : null}
        {"due" in step ? (
          <DueInput
            step={step.id}
            due={step.due}
            onDue={(due) => changeStep(step.id, (one) => ({ ...one, due }) as Step)}
            disabled={readOnly}
          />
        ) : null}
        {step.kind === "approval" ? (
          <Field label={t("onReject")}>
            <Select
              label={t("onReject")}
              disabled={readOnly}
              value={step.returnTo ?? "end"}
              onValue={(chosen) => changeStep(step.id, (one) => ({ ...one, returnTo: chosen === "end" ? null : chosen }) as Step)}
              choices={[
                { value: "end", label: t("endsRejected") },
                ...stepsBefore(definition, step.id).map((one) => ({
                  value: one.id,
                  label: t("backTo", { step: one.title || t("untitled") }),
                })),
              ]}
            />
          </Field>
        ) : null}
        {step.kind === "approval" ? (
          <Checkbox
            label={t("rejectChoice")}
            disabled={readOnly}
            checked={step.returnChoice === true}
            onChecked={(on) => changeStep(step.id, (one) => ({ ...one, returnChoice: on ? true : undefined }) as Step)}
          />
        ) : null}
        {step.kind === "task" || step.kind === "approval" ? <WhoParts step={step} /> : null}
        <KindParts step={step} />
        {step.kind === "project" ? (
          <>
            <Template
              label={t("projectName")}
              value={step.name}
              readOnly={readOnly}
              onValue={(name) => changeStep(step.id, (one) => ({ ...one, name }) as Step, `project ${step.id}`)}
            />
            <Field label={t("projectThen")}>
              <Select
                label={t("projectThen")}
                disabled={readOnly}
                value={step.wait ? "wait" : "goOn"}
                onValue={(chosen) => changeStep(step.id, (one) => ({ ...one, wait: chosen === "wait" }) as Step)}
                choices={[
                  { value: "wait", label: t("waitForProject") },
                  { value: "goOn", label: t("goOnMeanwhile") },
                ]}
              />
            </Field>
          </>
        ) : null}
      </div>
      {step.kind === "decision" ? <p className="text-xs text-faint">{t("decisionAbout")}</p> : null}
      {step.kind === "task" || step.kind === "approval" ? <FieldUses step={step} /> : null}
      {step.kind === "task" ? <Checklist step={step} /> : null}
    </div>
  );
}
