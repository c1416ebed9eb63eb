import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { addressOf } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useMe, useWorkspace } from "../session/index.ts";
import { ReadError } from "../shell/index.ts";
import { notify, Skeleton } from "../ui/index.ts";
import { planTexts } from "./en.ts";
import { lockOf } from "./lock.ts";
import { PlanView } from "./plan-view.tsx";
import { shownFrom } from "./shown.ts";
import { useBaseline, useBeginning, useNowWall, usePeople, usePlan, usePlanEdits, usePlanFields } from "./use-plan.ts";
import { useAlternative, useAssumptions, usePlanUnder } from "./use-what-if.ts";
import { useWords } from "./use-words.ts";
import { whatIfTexts } from "./what-if.en.ts";
import { anchorOf } from "./what-if.ts";
import { WhatIfStrip } from "./what-if-strip.tsx";

const route = getRouteApi("/w/$slug/projects/$id/plan");

/** The Gantt beside its table, or the table alone with more columns; zoom and choice are in the address. */
export function PlanScreen() {
  const t = useText(planTexts);
  const what = useText(whatIfTexts);
  const { id } = route.useParams();
  const { zoom, as, baseline, alternative, ...shown } = route.useSearch();
  const { person } = useMe();
  const { id: w } = useWorkspace();
  const navigate = useNavigate();
  const plan = usePlan(id);
  // What is put together, chosen or compared otherwise takes all of it.
  const plain = [as, baseline, alternative, shown.only, shown.group, shown.color, shown.load].every((one) => one === undefined);
  const beginning = useBeginning(id, { enabled: plain && !plan.data });
  const known = plan.data ?? beginning;
  const frozen = useBaseline(id, baseline ?? null);
  const people = usePeople();
  const fields = usePlanFields(id);
  const edit = usePlanEdits(plan.data);
  const now = useNowWall(known?.project.zone ?? "UTC");
  const other = useAlternative(id, alternative ?? null);
  const otherwise = (alternative !== undefined && other.data) || null;
  const under = usePlanUnder(plan.data, otherwise, people, what("real"));
  const { edit: editUnder, assume } = useAssumptions(under?.plan, otherwise);
  const words = useWords(known?.calendar.week ?? noWeek);
  const seek = (part: Record<string, unknown>) =>
    void navigate({ to: ".", replace: true, search: ((was: Record<string, unknown>) => ({ ...was, ...part })) as never });
  const leave = () => seek({ alternative: undefined });
  if (plan.error && !plan.data) return <ReadError error={plan.error} onRetry={plan.refetch} />;
  if (alternative !== undefined && other.error && !other.data) return <ReadError error={other.error} onRetry={other.refetch} />;
  if (!known || (alternative !== undefined && !under)) return <Skeleton />;
  return (
    <>
      {under && otherwise ? (
        <WhatIfStrip
          plan={under.plan}
          realAnchor={anchorOf(known)}
          alternative={otherwise}
          locked={lockOf(known.project, t)}
          now={now}
          onAssume={assume}
          onLeave={leave}
          words={words}
        />
      ) : null}
      <PlanView
        plan={under?.plan ?? known}
        zoom={zoom ?? null}
        as={as ?? "picture"}
        people={people}
        now={now}
        onZoom={(next) => seek({ zoom: next })}
        onAs={(next) => seek({ as: next === "picture" ? undefined : next })}
        onEdit={under ? editUnder : edit}
        // What would open is the real task.
        onOpen={(task) => (under ? notify({ title: what("open"), about: what("openNext") }) : seek({ task }))}
        alternativeId={alternative ?? null}
        onAlternative={(next) => seek({ alternative: next ?? undefined })}
        baselineId={baseline ?? null}
        shown={shownFrom(shown)}
        onShown={seek}
        me={person.id}
        fields={fields}
        fileOf={(format) => addressOf("/api/workspaces/:w/projects/:p/files/:format", { w, p: id, format })}
        baseline={under?.real ?? frozen}
        onBaseline={(next) => seek({ baseline: next ?? undefined })}
      />
    </>
  );
}

const noWeek: never[] = [];
