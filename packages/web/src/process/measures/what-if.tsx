import { useState } from "react";
import { type Answer, type Body, requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useWorkspace } from "../../session/index.ts";
import { Button, Field, NumberInput, Section, Select, Table, useFormat } from "../../ui/index.ts";
import { flowTexts } from "./flow.en.ts";
import { useWorked } from "./measured.tsx";

type Times = Answer<"GET /processes/:p/flow-times">;
type Change = NonNullable<Body<"POST /processes/:p/simulations">["changes"]>[number];
type Kind = "hands" | "drop" | "half" | "limit" | "first" | "together" | "arrivals";
const kinds: readonly Kind[] = ["hands", "drop", "half", "limit", "first", "together", "arrivals"];

/** Plays the process from its own measured runs, with one thing changed: a guess with its error, before anybody is asked to work otherwise. */
export function WhatIf({ processId, times }: { processId: string; times: Times }) {
  const t = useText(flowTexts);
  const format = useFormat();
  const worked = useWorked();
  const { id: w } = useWorkspace();
  const steps = times.steps.filter(({ done }) => done > 0);
  const titles = steps.map(({ title }) => title);
  const [kind, setKind] = useState<Kind>("hands");
  const [step, setStep] = useState(steps.find(({ stepId }) => stepId === times.constraint)?.title ?? titles[0] ?? "");
  const [other, setOther] = useState(titles.find((title) => title !== step) ?? "");
  const [count, setCount] = useState(1);
  const change: Change =
    kind === "hands"
      ? { kind, activity: step, more: count }
      : kind === "drop"
        ? { kind, activity: step }
        : kind === "half"
          ? { kind: "time", activity: step, factor: 0.5 }
          : kind === "limit"
            ? { kind, workInProgress: Math.max(1, count) }
            : kind === "arrivals"
              ? { kind, factor: 1 + count / 100 }
              : { kind: "order", activity: step, other, how: kind };
  const play = useChange({
    call: () => requestIn(w, "POST /processes/:p/simulations", { params: { p: processId }, body: { changes: [change] } }),
    touches: [],
  });
  const played = play.data;
  const put = (next: Kind) => {
    setKind(next);
    setCount(next === "limit" ? 5 : next === "arrivals" ? 20 : 1);
  };
  if (times.runs < 10) return null;
  const needsStep = kind !== "limit" && kind !== "arrivals";
  const needsOther = kind === "first" || kind === "together";
  const rows = played?.changed
    ? (["mean", "p50", "p80", "p95"] as const).map((key) => ({
        key,
        asIs: played.asIs.leadHours[key],
        then: played.changed!.leadHours[key],
      }))
    : [];
  return (
    <Section title={t("whatIf")} about={t("whatIfAbout", { count: times.runs })}>
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-56">
          <Field label={t("change")}>
            <Select value={kind} onValue={put} choices={kinds.map((value) => ({ value, label: t("kind", { kind: value }) }))} />
          </Field>
        </div>
        {needsStep ? (
          <div className="w-56">
            <Field label={t("step")}>
              <Select value={step} onValue={setStep} choices={titles.map((title) => ({ value: title, label: title }))} />
            </Field>
          </div>
        ) : null}
        {needsOther ? (
          <div className="w-56">
            <Field label={t(kind === "first" ? "beforeThis" : "withThis")}>
              <Select
                value={other}
                onValue={setOther}
                choices={titles.filter((title) => title !== step).map((title) => ({ value: title, label: title }))}
              />
            </Field>
          </div>
        ) : null}
        {kind === "hands" || kind === "limit" || kind === "arrivals" ? (
          <div className="w-28">
            <Field label={t(kind === "arrivals" ? "percentMore" : "howMany")}>
              <NumberInput
                value={count}
                onValue={(value) => setCount(value ?? 1)}
                min={kind === "arrivals" ? -80 : kind === "hands" ? -5 : 1}
                max={kind === "arrivals" ? 400 : kind === "hands" ? 20 : 1_000}
              />
            </Field>
          </div>
        ) : null}
        <Button
          kind="primary"
          busy={play.isPending}
          why={needsOther && other === step ? t("twoSteps") : null}
          onClick={() => play.mutate(undefined)}
        >
          {t("play")}
        </Button>
      </div>
      {played?.changed ? (
        <div className="flex flex-col gap-3" role="status">
          <p className="text-sm">
            {gain(played.asIs.leadHours, played.changed.leadHours) === null
              ? t("noDifference")
              : t("gain", {
                  before: worked(played.asIs.leadHours.mean),
                  after: worked(played.changed.leadHours.mean),
                  share: format.percent(Math.abs(1 - played.changed.leadHours.mean / played.asIs.leadHours.mean)),
                  way: played.changed.leadHours.mean < played.asIs.leadHours.mean ? "less" : "more",
                })}{" "}
            {played.changed.constraint && played.changed.constraint.step !== played.asIs.constraint?.step
              ? t("movesTo", { step: played.changed.constraint.step })
              : ""}
          </p>
          {played.faithful ? null : (
            <p className="text-sm text-act">
              {t("unlike", {
                model: worked(played.asIs.leadHours.mean),
                measured: played.measuredHours === null ? "–" : worked(played.measuredHours),
              })}
            </p>
          )}
          <Table
            label={t("whatIf")}
            rows={rows}
            idOf={({ key }) => key}
            columns={[
              { key: "key", title: t("leadTime"), names: true, cell: ({ key }) => t("figure", { figure: key }) },
              {
                key: "asIs",
                title: t("asIs"),
                end: true,
                cell: ({ key, asIs }) =>
                  `${worked(asIs)}${key === "mean" && played.asIs.leadHours.margin !== null ? ` ± ${worked(played.asIs.leadHours.margin)}` : ""}`,
              },
              {
                key: "then",
                title: t("then"),
                end: true,
                cell: ({ key, then }) =>
                  `${worked(then)}${key === "mean" && played.changed?.leadHours.margin != null ? ` ± ${worked(played.changed.leadHours.margin)}` : ""}`,
              },
            ]}
          />
        </div>
      ) : null}
    </Section>
  );
}

type Lead = { mean: number; margin: number | null };

/** Null where the intervals of the two means meet: the same requests came to both, so that this asks for more than it must. */
function gain(before: Lead, after: Lead): number | null {
  const difference = after.mean - before.mean;
  return Math.abs(difference) <= Math.max(0.02 * before.mean, Math.min(before.margin ?? 0, after.margin ?? 0)) ? null : difference;
}
