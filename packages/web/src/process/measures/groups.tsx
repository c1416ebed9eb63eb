import { useText } from "../../messages/index.ts";
import { useWorkspace } from "../../session/index.ts";
import { Section, SegmentedControl, Table, useFormat } from "../../ui/index.ts";
import { measureTexts } from "./en.ts";
import { type Measures, useHours } from "./measured.tsx";
import { useWhich } from "./which-runs.tsx";

type Group = Measures["groups"][number];

/** The same figures side by side: each revision, each team, each month. One of them narrows the page to its runs. */
export function Groups({ measures: { groups, told } }: { measures: Measures }) {
  const t = useText(measureTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const hours = useHours(told.hours);
  const [search, set] = useWhich();
  const by = search.by ?? "revision";
  const rows = groups.filter((group) => group.by === by);
  const share = (value: number | null) => (value === null ? "–" : format.percent(value));
  const name = (group: Group) =>
    group.by === "revision" ? t("revision", { number: Number(group.key) }) : group.by === "month" ? format.month(group.key) : group.name;
  const choose = (group: Group) =>
    set(group.by === "revision" ? { revision: Number(group.key) } : group.by === "team" ? { team: group.key } : daysOf(group.key));
  return (
    <Section
      title={t("compared")}
      about={t("comparedAbout", { by })}
      aside={
        <SegmentedControl
          label={t("comparedBy")}
          value={by}
          onValue={(value) => set({ by: value === "revision" ? undefined : value })}
          choices={[
            { value: "revision", label: t("byRevision") },
            { value: "team", label: t("byTeam") },
            { value: "month", label: t("byMonth") },
          ]}
        />
      }
    >
      {rows.length === 0 ? (
        <p className="text-sm text-muted">{t(by === "team" ? "noTeams" : "noneEnded")}</p>
      ) : (
        <Table
          label={t("compared")}
          rows={rows}
          idOf={({ key }) => key}
          columns={[
            {
              key: "name",
              title: t(by === "revision" ? "byRevision" : by === "team" ? "byTeam" : "byMonth"),
              names: true,
              cell: (group) => (
                <button type="button" data-row-open className="text-start underline-offset-2 hover:underline" onClick={() => choose(group)}>
                  {name(group)}
                </button>
              ),
            },
            { key: "completed", title: t("completed"), end: true, cell: ({ completed }) => format.number(completed) },
            { key: "half", title: t("half"), end: true, cell: ({ lead }) => hours(lead?.p50 ?? null) },
            { key: "p80", title: t("fourOfFive"), end: true, wideOnly: true, cell: ({ lead }) => hours(lead?.p80 ?? null) },
            { key: "first", title: t("firstShort"), end: true, wideOnly: true, cell: ({ firstResponse }) => hours(firstResponse) },
            { key: "onTime", title: t("onTimeShort"), end: true, wideOnly: true, cell: ({ onTime }) => share(onTime) },
            { key: "again", title: t("again"), end: true, wideOnly: true, cell: ({ again }) => share(again) },
            { key: "completion", title: t("completionShort"), end: true, wideOnly: true, cell: ({ completion }) => share(completion) },
            {
              key: "satisfaction",
              title: t("satisfaction"),
              end: true,
              wideOnly: true,
              cell: ({ satisfaction }) =>
                satisfaction === null
                  ? "–"
                  : `${format.number(Math.round(satisfaction.mean * 10) / 10)} (${format.number(satisfaction.rated)})`,
            },
          ]}
        />
      )}
    </Section>
  );
}

/** The first and the last day of a month such as "2026-03". */
function daysOf(month: string): { from: string; until: string } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return { from: `${month}-01`, until: `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, "0")}` };
}
