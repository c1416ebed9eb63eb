import type { Finding } from "@rondo/core/kernel";
import type { Definition } from "@rondo/core/process";
import { PackageCheck, Play, X } from "lucide-react";
import { useText } from "../../messages/index.ts";
import { Button, IconButton } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { FindingLine } from "../findings.tsx";
import { ServiceClocks } from "./clocks.tsx";
import { useDefinition, useEditor } from "./editor-context.ts";
import { FieldKeys } from "./field-keys.tsx";
import { Template } from "./kinds/template.tsx";
import { MarkdownInput } from "./markdown-input.tsx";
import { StartMessage } from "./start-message.tsx";

/** Before the steps: what the process is for, and what is asked when a run starts. */
export function DocumentStart({ findings }: { findings: readonly Finding[] }) {
  const t = useText(processTexts);
  const definition = useDefinition();
  const { edit, readOnly } = useEditor();
  // Those of fields and roles, which have no row of their own.
  const keys = new Set([
    ...definition.fields.map((field) => field.key),
    ...definition.roles.map((role) => role.key),
    ...(definition.clocks ?? []).map((clock) => clock.id),
  ]);
  const loose = findings.filter((finding) => finding.subject !== undefined && keys.has(finding.subject) && finding.severity !== "info");
  return (
    <>
      <div className={readOnly && definition.purpose.trim() === "" ? "hidden" : "mb-3 px-2"}>
        <MarkdownInput
          label={t("purpose")}
          value={definition.purpose}
          onValue={(purpose) => edit((whole) => ({ ...whole, purpose }), "purpose")}
          placeholder={t("purposePlaceholder")}
          readOnly={readOnly}
        />
      </div>
      <section className="mb-3 rounded-lg border border-dashed border-line px-3 py-2.5">
        <h2 className="flex items-center gap-2 text-xs font-medium text-muted">
          <Play size={13} aria-hidden="true" /> {t("startsWith")}
        </h2>
        {definition.intake.length === 0 ? <p className="pt-1 text-xs text-faint">{t("intakeAbout")}</p> : null}
        <FieldKeys
          keys={definition.intake}
          onKeys={(intake) =>
            edit((whole) =>
              withIntake(
                whole,
                intake,
                (whole.intakeOptional ?? []).filter((key) => intake.includes(key)),
              ),
            )
          }
          optional={definition.intakeOptional ?? []}
          onOptional={(keys) => edit((whole) => withIntake(whole, whole.intake, keys))}
        />
        <StartMessage />
        {loose.length > 0 ? (
          <ul className="flex flex-col gap-1 pt-2 text-xs">
            {loose.map((finding, index) => (
              <li key={index}>
                <FindingLine finding={finding} />
              </li>
            ))}
          </ul>
        ) : null}
      </section>
      <ServiceClocks />
    </>
  );
}

/** After the steps: what whoever asked gets at the end. */
export function DocumentEnd() {
  const t = useText(processTexts);
  const { deliverable } = useDefinition();
  const { edit, readOnly } = useEditor();
  if (!deliverable)
    return readOnly ? null : (
      <div className="mt-2">
        <Button
          size="small"
          icon={<PackageCheck size={14} />}
          onClick={() => edit((whole) => ({ ...whole, deliverable: { title: "", message: "", fields: [] } }))}
        >
          {t("addDeliverable")}
        </Button>
      </div>
    );
  const change = (part: Partial<typeof deliverable>, merge: string | null = null) =>
    edit((whole) => (whole.deliverable ? { ...whole, deliverable: { ...whole.deliverable, ...part } } : whole), merge);
  return (
    <section className="mt-3 flex flex-col gap-3 rounded-lg border border-dashed border-line px-3 py-2.5">
      <div className="flex items-center justify-between gap-2">
        <h2 className="flex items-center gap-2 text-xs font-medium text-muted">
          <PackageCheck size={13} aria-hidden="true" /> {t("endsWith")}
        </h2>
        {readOnly ? null : (
          <IconButton
            size="small"
            label={t("removeDeliverable")}
            icon={<X size={13} />}
            onClick={() => edit((whole) => ({ ...whole, deliverable: null }))}
          />
        )}
      </div>
      <Template
        label={t("deliverableTitle")}
        value={deliverable.title}
        readOnly={readOnly}
        maxLength={300}
        placeholder={t("deliverablePlaceholder")}
        onValue={(title) => change({ title }, "deliverable title")}
      />
      <MarkdownInput
        label={t("deliverableMessage")}
        value={deliverable.message}
        onValue={(message) => change({ message }, "deliverable message")}
        placeholder={t("deliverableMessagePlaceholder")}
        readOnly={readOnly}
        answers
      />
      <div>
        <h3 className="text-xs font-medium text-muted">{t("deliverableFields")}</h3>
        <FieldKeys keys={deliverable.fields} onKeys={(fields) => change({ fields })} />
      </div>
    </section>
  );
}

function withIntake({ intakeOptional: _, ...whole }: Definition, intake: readonly string[], optional: readonly string[]): Definition {
  return { ...whole, intake, ...(optional.length > 0 && { intakeOptional: optional }) };
}
