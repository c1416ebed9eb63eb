import { Repeat2 } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useLanguage, useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Badge, Button, buttonClass, Card, Checkbox, Meter, useFormat } from "../ui/index.ts";
import { ThingLink } from "../task/index.ts";
import type { Audit, Family } from "./audit.ts";
import { auditTexts } from "./en.ts";

export function FamilyCards({ audit }: { audit: Audit }) {
  const names = new Map(audit.containers.map((container) => [container.id, container.name]));
  const logs = new Set<number | null>(audit.fileList.flatMap((file) => (file.log === null ? [] : [file.number])));
  return (
    <ul className="flex flex-col gap-4">
      {audit.families.map((family) => (
        <li key={family.id} id={`family-${family.id}`} className="scroll-mt-16 break-inside-avoid">
          <FamilyCard
            audit={audit}
            family={family}
            isLog={audit.containers.some(({ contains, file }) => contains === family.id && logs.has(file))}
            names={family.members.map((member) => names.get(member) ?? member)}
          />
        </li>
      ))}
    </ul>
  );
}

const rareShown = 4;

/** A family with the procedure that it hides: steps in their usual order, with share, role and usual time. */
function FamilyCard({ audit, family, isLog, names }: { audit: Audit; family: Family; isLog: boolean; names: readonly string[] }) {
  const t = useText(auditTexts);
  const format = useFormat();
  const { id: w } = useWorkspace();
  const { tag } = useLanguage();
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const { rare } = family.procedure;
  const adopt = useChange({
    call: () =>
      requestIn(w, "POST /audits/:a/families/:f/adoption", {
        params: { a: audit.id, f: family.id },
        body: { language: tag, rare: [...wanted] },
      }),
    touches: ["audit", "process"],
    said: (_, made) => t("adopted", { name: made.name }),
  });
  const { waits } = family;
  const rarely = ({ name, runs, after }: (typeof rare)[number]) => (
    <Checkbox
      key={name}
      checked={wanted.includes(name)}
      disabled={family.adopted !== null}
      onChecked={(on) => setWanted(on ? [...wanted, name] : wanted.filter((other) => other !== name))}
      label={t("rareStep", { name, runs, of: family.runs, after })}
    />
  );
  return (
    <Card>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-start justify-between gap-3">
          <div className="min-w-0 flex-1 basis-60">
            <h3 className="flex items-start gap-2 text-base font-semibold">
              <Repeat2 size={18} className="mt-0.5 shrink-0 text-accent" aria-hidden="true" />
              <span className="[overflow-wrap:anywhere]">{family.name}</span>
            </h3>
            <p className="flex flex-wrap gap-x-3 text-sm text-muted">
              <span>{t(!family.inside ? "runs" : isLog ? "runsOfLog" : "runsInside", { count: family.runs })}</span>
              <span>{t("sure", { share: format.percent(family.confidence) })}</span>
              {family.since !== null && family.until !== null ? (
                <span>{t("from", { from: format.day(family.since.slice(0, 10)), to: format.day(family.until.slice(0, 10)) })}</span>
              ) : null}
            </p>
          </div>
          <div className="print:hidden">
            {family.adopted === null ? (
              <Button kind="primary" busy={adopt.isPending} onClick={() => adopt.mutate(undefined)}>
                {t("adopt")}
              </Button>
            ) : (
              <ThingLink kind={family.adopted.kind} id={family.adopted.id} className={buttonClass("plain", "medium")}>
                {t("openAdopted", { name: family.adopted.name })}
              </ThingLink>
            )}
          </div>
        </div>
        <ol aria-label={t("steps")} className="flex flex-col divide-y divide-line rounded-md border border-line">
          {family.procedure.steps.map((step, at) => (
            // Narrow, what is known of a step stands below its name, in the same places for every step.
            <li
              key={at}
              className="grid grid-cols-[1.5rem_1fr_auto_auto] items-center gap-x-3 gap-y-1 px-3 py-2 text-sm sm:grid-cols-[1.5rem_1fr_auto_5rem_7rem]"
            >
              <span className="text-end text-faint">{format.number(at + 1)}</span>
              <span className="col-span-3 min-w-0 [overflow-wrap:anywhere] sm:col-span-1">
                {step.name}
                {step.also.length > 0 ? <span className="text-faint"> {t("alsoCalled", { names: format.list(step.also) })}</span> : null}
              </span>
              <span className="col-start-2 min-w-0 sm:col-start-auto">{step.role === null ? null : <Badge>{step.role}</Badge>}</span>
              <span className="text-end text-muted">
                {step.medianMinutes === null ? "" : t("usually", { time: format.elapsed(step.medianMinutes) })}
              </span>
              <span className="inline-flex items-center whitespace-nowrap justify-end gap-2 text-muted">
                {t("optional", { share: format.percent(step.share) })}
                <Meter share={step.share} />
              </span>
            </li>
          ))}
        </ol>
        {rare.length === 0 ? null : (
          <fieldset className="flex flex-col gap-1.5 text-sm">
            <legend className="mb-1 font-medium">{t("rare", { count: rare.length })}</legend>
            {rare.slice(0, rareShown).map(rarely)}
            {rare.length > rareShown ? (
              <details>
                <summary className="cursor-pointer text-faint">{t("gapMore", { count: rare.length - rareShown })}</summary>
                <div className="mt-1.5 flex flex-col gap-1.5">{rare.slice(rareShown).map(rarely)}</div>
              </details>
            ) : null}
          </fieldset>
        )}
        <div className="flex flex-col gap-1 text-sm">
          {waits === null || family.procedure.steps.length < 2 ? null : (
            <p className="font-medium">{t("waits", { step: waits.step, share: format.percent(waits.share) })}</p>
          )}
          <p className="text-muted">{t("follows", { share: format.percent(family.conformance) })}</p>
          {family.fields.length > 0 ? <p className="text-muted">{t("formOf", { fields: format.list(family.fields) })}</p> : null}
          <p className="text-muted">
            {t("members", { count: names.length })}: <span className="[overflow-wrap:anywhere]">{format.list(names.slice(0, 12))}</span>
            {names.length > 12 ? " …" : ""}
          </p>
        </div>
      </div>
    </Card>
  );
}
