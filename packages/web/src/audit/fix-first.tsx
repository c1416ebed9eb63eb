import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { type Column, NumberInput, Table, useFormat } from "../ui/index.ts";
import type { Audit, Family } from "./audit.ts";
import { auditTexts } from "./en.ts";

type Figure = keyof Family["adjusted"];
const figures = ["frequency", "impact", "confidence"] as const satisfies readonly Figure[];
const named = { frequency: "frequencyOf", impact: "impactOf", confidence: "confidenceOf" } as const;
const steps = { frequency: 1, impact: 0.5, confidence: 5 };

/** Frequency × impact × how sure it is, all three shown and one's own to change; the server puts them in their order. */
export function FixFirst({ audit }: { audit: Audit }) {
  const t = useText(auditTexts);
  const format = useFormat();
  const { id: w } = useWorkspace();
  const change = useChange({
    call: ({ family, adjusted }: { family: Family; adjusted: Family["adjusted"] }) =>
      requestIn(w, "PATCH /audits/:a", { params: { a: audit.id }, version: audit.version, body: { figures: { [family.id]: adjusted } } }),
    touches: ["audit"],
  });
  if (audit.families.length === 0) return <p className="text-sm text-muted">{t("firstNone")}</p>;
  const figure = (family: Family, key: Figure) => {
    const found = shown(key, family[key]);
    const value = shown(key, family.adjusted[key] ?? family[key]);
    return (
      <div className="flex min-w-0 flex-1 flex-col gap-0.5 sm:ms-auto sm:w-32 print:w-24">
        <label>
          <span aria-hidden="true" className="block text-xs font-normal text-muted sm:hidden">
            {t(key)}
          </span>
          <span className="sr-only">{t(named[key], { name: family.name })}</span>
          <NumberInput
            value={value}
            min={0}
            max={key === "confidence" ? 100 : 100_000}
            step={steps[key]}
            {...(key === "confidence" && { unit: "%" })}
            onValue={(next) =>
              change.mutate({ family, adjusted: { ...family.adjusted, [key]: next === null || next === found ? null : kept(key, next) } })
            }
          />
        </label>
        <span aria-hidden="true" className="hidden text-end font-semibold tabular-nums print:block">
          {key === "confidence" ? format.percent(value / 100) : format.number(value)}
        </span>
        <span className="text-end text-xs text-faint">
          {t(
            key === "confidence"
              ? "foundSure"
              : family.basis[key] !== "dates"
                ? "assumed"
                : key === "impact"
                  ? "countedElapsed"
                  : "counted",
            { own: family.adjusted[key] === null ? "no" : "yes", value: found },
          )}
        </span>
      </div>
    );
  };
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
              {t("atStakeShort", { hours: Math.round(family.stake.hours) })}
            </span>
          </a>
          {family.stake.sure ? null : <span className="block text-xs font-normal text-act">{t("unsure")}</span>}
          {/* Where the table has no room for them, the figures stand below the name. */}
          <div className="flex flex-wrap gap-x-3 gap-y-2 pt-1 *:basis-24 sm:hidden">
            {figures.map((key) => (
              <div key={key} className="min-w-0 flex-1">
                {figure(family, key)}
              </div>
            ))}
          </div>
        </>
      ),
    },
    ...figures.map((key): Column<Family> => ({
      key,
      title: t(key),
      end: true,
      wideOnly: true,
      width: "14%",
      cell: (family) => figure(family, key),
    })),
    {
      key: "stake",
      title: t("atStake"),
      end: true,
      wideOnly: true,
      width: "12%",
      cell: (family) => <span className="font-semibold">{format.number(Math.round(family.stake.hours))}</span>,
    },
  ];
  return <Table label={t("first")} columns={columns} rows={audit.families} idOf={(family) => family.id} />;
}

/** How sure it is, is entered in per cent. */
function shown(key: Figure, value: number): number {
  return key === "confidence" ? Math.round(value * 100) : value;
}

function kept(key: Figure, value: number): number {
  return key === "confidence" ? value / 100 : value;
}
