import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useText } from "../../messages/index.ts";
import { useWorkspace } from "../../session/index.ts";
import { Button, DateInput, Field, SegmentedControl, Select } from "../../ui/index.ts";
import { measureTexts } from "./en.ts";
import type { Measures } from "./measured.tsx";
import { type MeasuresSearch, queryOf } from "./search.ts";

const own = getRouteApi("/w/$slug/processes/$id/measures");

/** Changes what of the measures is looked at, in the address. */
export function useWhich(): [MeasuresSearch, (change: MeasuresSearch) => void] {
  const { slug } = useWorkspace();
  const { id } = own.useParams();
  const search = own.useSearch();
  const navigate = useNavigate();
  return [
    search,
    (change) =>
      void navigate({
        to: "/w/$slug/processes/$id/measures",
        params: { slug, id },
        search: { ...search, ...change },
        replace: true,
        resetScroll: false,
      }),
  ];
}

/** Of a revision, a team or a time, and in what hours: everything below is told of these runs alone. */
export function WhichRuns({ measures: { choices } }: { measures: Measures }) {
  const t = useText(measureTexts);
  const [search, set] = useWhich();
  const any = { value: "any", label: t("anyRevision") };
  const { hours: _, ...narrowed } = queryOf(search);
  return (
    <div className="flex flex-wrap items-end gap-3 print:hidden">
      <div className="basis-full sm:basis-auto">
        <SegmentedControl
          label={t("hoursKind")}
          value={search.hours ?? "elapsed"}
          onValue={(value) => set({ hours: value === "working" ? value : undefined })}
          choices={[
            { value: "elapsed", label: t("elapsed") },
            { value: "working", label: t("working") },
          ]}
        />
      </div>
      <div className="grid flex-1 grid-cols-2 gap-3 sm:flex sm:flex-wrap">
        <Field label={t("ofRevision")}>
          <Select
            value={String(search.revision ?? "any")}
            onValue={(value) => set({ revision: value === "any" ? undefined : Number(value) })}
            choices={[any, ...choices.revisions.map((number) => ({ value: String(number), label: t("revision", { number }) }))]}
          />
        </Field>
        {choices.teams.length === 0 ? null : (
          <Field label={t("ofTeam")}>
            <Select
              value={search.team ?? "any"}
              onValue={(value) => set({ team: value === "any" ? undefined : value })}
              choices={[{ value: "any", label: t("anyTeam") }, ...choices.teams.map(({ id, name }) => ({ value: id, label: name }))]}
            />
          </Field>
        )}
        <Field label={t("endedFrom")}>
          <DateInput value={search.from ?? ""} onValue={(from) => set({ from: from || undefined })} />
        </Field>
        <Field label={t("endedUntil")}>
          <DateInput value={search.until ?? ""} onValue={(until) => set({ until: until || undefined })} />
        </Field>
      </div>
      {Object.keys(narrowed).length === 0 ? null : (
        <Button size="small" kind="quiet" onClick={() => set({ revision: undefined, team: undefined, from: undefined, until: undefined })}>
          {t("allRuns")}
        </Button>
      )}
    </div>
  );
}
