import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { type Column, NumberInput, Table, useFormat } from "../ui/index.ts";
import { atStake, type Audit, type Family } from "./audit.ts";
import { auditTexts } from "./en.ts";

/** Frequency × impact, both figures shown and both one's own to change. */
export function FixFirst({ audit }: { audit: Audit }) {
  const t = useText(auditTexts);
  const format = useFormat();
  const { id: w } = useWorkspace();
  const change = useChange({
    call: ({ family, figures }: { family: Family; figures: Family["adjusted"] }) =>
      requestIn(w, "PATCH /audits/:a", { params: { a: audit.id }, version: audit.version, body: { figures: { [family.id]: figures } } }),
    touches: ["audit"],
  });
  if (audit.families.length === 0) return <p className="text-sm text-muted">{t("firstNone")}</p>;
  const rows = audit.families.toSorted((a, b) => atStake(b) - atStake(a));
  const figure = (family: Family, key: "frequency" | "impact") => (
    <div className="flex min-w-0 flex-1 flex-col gap-0.5 sm:ms-auto sm:w-32">
      <label>
        <span aria-hidden="true" className="block text-xs font-normal text-muted sm:hidden">
          {t(key)}
        </span>
        <span className="sr-only">{t(key === "frequency" ? "frequencyOf" : "impactOf", { name: family.name })}</span>
        <NumberInput
          value={family.adjusted[key] ?? family[key]}
          min={0}
          max={100_000}
          step={key === "frequency" ? 1 : 0.5}
          onValue={(value) => change.mutate({ family, figures: { ...family.adjusted, [key]: value === family[key] ? null : value } })}
        />
      </label>
      <span aria-hidden="true" className="hidden text-end font-semibold tabular-nums print:block">
        {format.number(family.adjusted[key] ?? family[key])}
      </span>
      <span className="text-end text-xs text-faint">
        {t(family.basis[key] !== "dates" ? "assumed" : key === "impact" ? "countedElapsed" : "counted", {
          own: family.adjusted[key] === null ? "no" : "yes",
          value: family[key],
        })}
      </span>
    </div>
  );
  const columns: readonly Column<Family>[] = [
    {
      key: "family",
      title: t("family"),
      names: true,
      cell: (family) => (
        <>
          <a href={`#family-${family.id}`} className="block min-w-28 underline-offset-2 [overflow-wrap:anywhere] hover:underline">
            {family.name}
            <span className="block text-xs font-normal text-muted sm:hidden">
              {t("atStakeShort", { hours: Math.round(atStake(family)) })}
            </span>
          </a>
          {/* Where the table has no room for them, the figures stand below the name. */}
          <div className="flex gap-3 pt-1 sm:hidden">
            {figure(family, "frequency")}
            {figure(family, "impact")}
          </div>
        </>
      ),
    },
    { key: "runs", title: t("frequency"), end: true, wideOnly: true, width: "9rem", cell: (family) => figure(family, "frequency") },
    { key: "impact", title: t("impact"), end: true, wideOnly: true, width: "9rem", cell: (family) => figure(family, "impact") },
    {
      key: "stake",
      title: t("atStake"),
      end: true,
      wideOnly: true,
      width: "8rem",
      cell: (family) => <span className="font-semibold">{format.number(Math.round(atStake(family)))}</span>,
    },
  ];
  return <Table label={t("first")} columns={columns} rows={rows} idOf={(family) => family.id} />;
}
