import { useState } from "react";
import type { Exception } from "../../hours/index.ts";
import { useLanguage, useLocale, useText } from "../../messages/index.ts";
import { useRead } from "../../session/index.ts";
import { ReadError } from "../../shell/index.ts";
import { Button, Combobox, Field, Select } from "../../ui/index.ts";
import { settingsTexts } from "../en.ts";

type Props = { taken: readonly Exception[]; onTake: (days: readonly Exception[]) => void; onClose: () => void };

/** It opens below a week of hours, where its dialog may end. */
const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: "nearest" });

const spans = ["1", "2", "3", "5", "10"] as const;

/** Public holidays of a country, or a part of it, as days that differ. Days that differ already stay as they are. */
export function Holidays({ taken, onTake, onClose }: Props) {
  const t = useText(settingsTexts);
  const language = useLanguage().tag.slice(0, 2);
  const [country, setCountry] = useState<string | null>(new Intl.Locale(useLocale()).region ?? null);
  const [region, setRegion] = useState<string | null>(null);
  const [years, setYears] = useState<(typeof spans)[number]>("5");
  const query = { ...(country && { country }), ...(region && { region }), years: Number(years), language };
  const read = useRead("GET /holidays", { query }, { watch: [], keep: true });
  const { countries = [], regions = [], days = [] } = read.data ?? {};
  const there = new Set(taken.map((one) => one.from));
  const left = days.filter((one) => !there.has(one.from));
  if (read.error && !read.data) return <ReadError error={read.error} onRetry={read.refetch} />;
  return (
    <fieldset ref={intoView} className="flex min-w-0 flex-col gap-3 rounded-lg bg-sunken p-3">
      <legend className="sr-only">{t("holidays")}</legend>
      <div className="grid gap-3 sm:grid-cols-3">
        <Field label={t("holidaysCountry")}>
          <Combobox
            value={country}
            onValue={(next) => (setCountry(next), setRegion(null))}
            choices={countries.map((one) => ({ value: one.code, label: one.name }))}
          />
        </Field>
        <Field label={t("holidaysRegion")} optional>
          <Combobox
            value={region}
            onValue={setRegion}
            disabled={regions.length === 0}
            choices={regions.map((one) => ({ value: one.code, label: one.name }))}
          />
        </Field>
        <Field label={t("holidaysYears")}>
          <Select
            value={years}
            onValue={setYears}
            choices={spans.map((value) => ({ value, label: t("holidaysSpan", { count: Number(value) }) }))}
          />
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          kind="primary"
          size="small"
          why={country === null ? t("holidaysWhich") : left.length === 0 ? t("holidaysNone") : null}
          onClick={() => onTake(left.map((one) => ({ ...one, name: one.name.slice(0, 120), shifts: [] })))}
        >
          {t("holidaysTake", { count: left.length })}
        </Button>
        <Button size="small" onClick={onClose}>
          {t("cancel")}
        </Button>
        <p role="status" className="min-w-0 flex-1 basis-60 truncate text-sm text-muted">
          {[...new Set(left.map((one) => one.name))].join(" · ")}
        </p>
      </div>
    </fieldset>
  );
}
