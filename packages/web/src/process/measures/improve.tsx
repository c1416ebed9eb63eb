import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Lightbulb } from "lucide-react";
import { useText } from "../../messages/index.ts";
import { ScreenLink } from "../../shell/index.ts";
import { useWorkspace } from "../../session/index.ts";
import { buttonClass, Section, SegmentedControl, Table, useFormat } from "../../ui/index.ts";
import { Changes } from "./changes.tsx";
import { FlowTimes } from "./flow-times.tsx";
import { measureTexts } from "./en.ts";
import { Proposals } from "./proposals.tsx";
import { Measured, type Measures } from "./measured.tsx";

const own = getRouteApi("/w/$slug/processes/$id/improve");

/** What to look at first: where runs left the procedure, where time goes, and whether a change did anything. */
export function Improve() {
  const t = useText(measureTexts);
  const { slug } = useWorkspace();
  const { id: processId } = own.useParams();
  const { hours } = own.useSearch();
  const navigate = useNavigate();
  const set = (value: "elapsed" | "working") =>
    void navigate({
      to: "/w/$slug/processes/$id/improve",
      params: { slug, id: processId },
      search: value === "working" ? { hours: value } : {},
      replace: true,
      resetScroll: false,
    });
  const kind = (
    <SegmentedControl
      label={t("hoursKind")}
      value={hours ?? "elapsed"}
      onValue={set}
      choices={[
        { value: "elapsed", label: t("elapsed") },
        { value: "working", label: t("working") },
      ]}
    />
  );
  return (
    <Measured picture={<Lightbulb size={22} />} query={hours ? { hours } : {}}>
      {(measures, id) => (
        <>
          <FlowTimes processId={id} />
          <Deviations measures={measures} processId={id} />
          <Proposals measures={measures} processId={id} />
          <Waste measures={measures} />
          <Changes measures={measures} processId={id} aside={kind} />
        </>
      )}
    </Measured>
  );
}

function Deviations({ measures: { conformance }, processId }: { measures: Measures; processId: string }) {
  const t = useText(measureTexts);
  const format = useFormat();
  const kinds = {
    skipped: t("kind_skipped"),
    extra: t("kind_extra"),
    swapped: t("kind_swapped"),
    repeated: t("kind_repeated"),
    late: t("kind_late"),
    wrongRole: t("kind_wrongRole"),
  };
  const about =
    conformance.fitness === null
      ? t("noCompleted")
      : t("conformanceAbout", {
          fit: conformance.fitRuns,
          count: conformance.runs,
          fitness: format.percent(Math.floor(conformance.fitness * 100) / 100),
        });
  return (
    <Section
      title={t("conformance")}
      about={about}
      aside={
        <ScreenLink to="/processes/$id/happened" params={{ id: processId }} className={buttonClass("plain", "small")}>
          {t("happened")}
        </ScreenLink>
      }
    >
      {conformance.deviations.length === 0 ? (
        conformance.runs > 0 ? (
          <p className="text-sm text-muted">{t("noDeviations")}</p>
        ) : null
      ) : (
        <Table
          label={t("conformance")}
          rows={conformance.deviations}
          idOf={({ kind, activity }) => `${kind} ${activity}`}
          columns={[
            {
              key: "activity",
              title: t("step"),
              names: true,
              cell: ({ activity, runs }) => (
                <>
                  {activity}
                  <div className="font-normal sm:hidden">
                    <InRuns runs={runs} />
                  </div>
                </>
              ),
            },
            { key: "kind", title: t("deviation"), cell: ({ kind }) => kinds[kind] },
            { key: "count", title: t("times"), end: true, cell: ({ count }) => format.number(count) },
            {
              key: "runs",
              title: t("inRuns"),
              wideOnly: true,
              cell: ({ runs }) => <InRuns runs={runs} />,
            },
          ]}
        />
      )}
    </Section>
  );
}

/** The newest of the runs, each with the reason that was given in it. */
function InRuns({ runs }: { runs: Measures["conformance"]["deviations"][number]["runs"] }) {
  const t = useText(measureTexts);
  return (
    <ul className="flex flex-wrap gap-x-3">
      {runs.slice(0, 5).map(({ id, number, reason }) => (
        <li key={id}>
          <ScreenLink to="/runs/$id" params={{ id }}>
            {t("runNumber", { number })}
          </ScreenLink>{" "}
          <span className="text-muted">{reason}</span>
        </li>
      ))}
    </ul>
  );
}

/** An approval that was never refused in this many decisions is asked for nothing. */
const alwaysYesFrom = 20;

function Waste({ measures: { steps, bounces } }: { measures: Measures }) {
  const t = useText(measureTexts);
  const format = useFormat();
  const found = [
    ...(bounces !== null && bounces >= 0.5 ? [t("bounces", { times: format.number(bounces) })] : []),
    ...steps.flatMap(({ title, approved, rejected, again, late, done, batched, atOnce }) => [
      ...(approved >= alwaysYesFrom && rejected === 0 ? [t("alwaysYes", { step: title, count: approved })] : []),
      ...(batched !== null && batched >= 0.5 ? [t("batched", { step: title, share: format.percent(batched) })] : []),
      ...(atOnce !== null && atOnce >= 0.8 ? [t("atOnce", { step: title, share: format.percent(atOnce) })] : []),
      ...(again > 0 ? [t("rework", { step: title, count: again })] : []),
      ...(done >= 5 && late / done > 0.2 ? [t("oftenLate", { step: title, late, done })] : []),
    ]),
  ];
  return (
    <Section title={t("waste")}>
      {found.length === 0 ? (
        <p className="text-sm text-muted">{t("nothingToSee")}</p>
      ) : (
        <ul className="flex list-disc flex-col gap-1 ps-5 text-sm">
          {found.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}
