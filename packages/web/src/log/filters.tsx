import { useText } from "../messages/index.ts";
import { Button, Combobox, DateInput, Field, Select, useFormat } from "../ui/index.ts";
import { logTexts } from "./en.ts";
import type { Mined } from "./mined.ts";
import type { LogSearch } from "./search.ts";

/** Which cases are meant: by when they began, what is said of them, what they passed and how usual their way is. */
export function Filters({ mined, search, onSearch }: { mined: Mined; search: LogSearch; onSearch: (next: LogSearch) => void }) {
  const t = useText(logTexts);
  const format = useFormat();
  const set = (change: LogSearch) => onSearch({ ...search, ...change });
  const some = (text: string) => (text === "" ? undefined : text);
  const activities = [
    ...new Set([...mined.activities.map(({ activity }) => activity), ...[search.through, search.then].filter((one) => one !== undefined)]),
  ].map((value) => ({ value, label: value }));
  const names = [
    ...new Set([
      ...mined.attributes.filter(({ distinct }) => distinct <= 200).map(({ name }) => name),
      ...(search.attribute === undefined ? [] : [search.attribute]),
    ]),
  ];
  const values = mined.attributes.find(({ name }) => name === search.attribute)?.values ?? [];
  const tops = [...new Set([1, 3, 10, 30, ...(search.variants === undefined ? [] : [search.variants])])].sort((a, b) => a - b);
  const filtered = search.from ?? search.until ?? search.variants ?? search.attribute ?? search.through;
  return (
    <div role="group" aria-label={t("filters")} className="grid grid-cols-2 gap-3 sm:grid-cols-4 print:hidden">
      <Field label={t("from")}>
        <DateInput value={search.from ?? ""} onValue={(from) => set({ from: some(from) })} />
      </Field>
      <Field label={t("until")}>
        <DateInput value={search.until ?? ""} onValue={(until) => set({ until: some(until) })} />
      </Field>
      <Field label={t("through")}>
        <Combobox
          value={search.through ?? null}
          onValue={(through) => set({ through: through ?? undefined, then: through === null ? undefined : search.then })}
          choices={activities}
        />
      </Field>
      <Field label={t("then")}>
        <Combobox
          value={search.then ?? null}
          disabled={search.through === undefined}
          onValue={(then) => set({ then: then ?? undefined })}
          choices={activities}
        />
      </Field>
      {names.length === 0 ? null : (
        <>
          <Field label={t("attribute")}>
            <Combobox
              value={search.attribute ?? null}
              onValue={(attribute) => set({ attribute: attribute ?? undefined, value: undefined })}
              choices={names.map((value) => ({ value, label: value }))}
            />
          </Field>
          <Field label={t("value")}>
            <Combobox
              value={search.value ?? null}
              disabled={search.attribute === undefined}
              onValue={(value) => set({ value: value ?? undefined })}
              choices={[
                ...values.map(({ value, cases }) => ({ value, label: value, hint: format.number(cases) })),
                ...(search.value === undefined || values.some(({ value }) => value === search.value)
                  ? []
                  : [{ value: search.value, label: search.value }]),
              ]}
            />
          </Field>
        </>
      )}
      <Field label={t("variants")}>
        <Select
          label={t("variants")}
          value={String(search.variants ?? 0)}
          onValue={(value) => set({ variants: value === "0" ? undefined : Number(value) })}
          choices={[
            { value: "0", label: t("allWays") },
            ...tops.map((count) => ({ value: String(count), label: t("topWays", { count }) })),
          ]}
        />
      </Field>
      {filtered === undefined ? null : (
        <div className="flex items-end">
          <Button onClick={() => onSearch({ noise: search.noise, shown: search.shown, table: search.table, steps: search.steps })}>
            {t("clear")}
          </Button>
        </div>
      )}
    </div>
  );
}
