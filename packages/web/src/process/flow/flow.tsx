import { type Definition, flowOf, roleOf, type Step, walk } from "@rondo/core/process";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { GitBranch } from "lucide-react";
import { lazy, Suspense, useMemo } from "react";
import { useText } from "../../messages/index.ts";
import { ReadError } from "../../shell/index.ts";
import { useRead, useReadAll, useWorkspace } from "../../session/index.ts";
import { EmptyState, PictureOrTable, SidePanel, Skeleton, TextInput, Toolbar, Field } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { numbersOf, stepOf } from "../procedure/document.ts";
import type { Draft } from "../procedure/draft.ts";
import { Actions, useEditor, Whole } from "../procedure/editor-context.ts";
import { StepEditor } from "../procedure/step-editor.tsx";
import { useDraftOf } from "../procedure/use-draft-of.ts";
import { useEditorActions } from "../procedure/use-editor-actions.ts";
import { mayAs } from "../process.ts";
import { FlowTable } from "./flow-table.tsx";

const FlowPicture = lazy(() => import("./flow-picture.tsx").then((module) => ({ default: module.FlowPicture })));
const route = getRouteApi("/w/$slug/processes/$id");
const own = getRouteApi("/w/$slug/processes/$id/flow");

/** The procedure as a picture of what a run will travel, with how many are where; the same as a table. A node opens its step. */
export function Flow() {
  const { id } = route.useParams();
  const { draft, state, error, retry } = useDraftOf(id);
  if (error && !draft) return <ReadError error={error} onRetry={retry} />;
  return draft && state ? <Shown processId={id} draft={draft} definition={state.history.now} /> : <Skeleton />;
}

function Shown({ processId, draft, definition }: { processId: string; draft: Draft; definition: Definition }) {
  const t = useText(processTexts);
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const { view, step } = own.useSearch();
  const { data: process } = useRead("GET /processes/:p", { params: { p: processId } }, { watch: [`process:${processId}`, "run"] });
  const { items: runs } = useReadAll(
    "GET /processes/:p/runs",
    { params: { p: processId }, query: { state: "running", limit: 200 } },
    { watch: [`process:${processId}`, "run"] },
  );
  const { data: measures } = useRead("GET /processes/:p/measures", { params: { p: processId } }, { watch: [] });
  const otherwise = useMemo(() => {
    const found = new Map<string, number>();
    for (const { stepId, inRuns } of measures?.conformance.deviations ?? [])
      if (stepId !== null) found.set(stepId, (found.get(stepId) ?? 0) + inRuns);
    return found;
  }, [measures]);
  const readOnly = !process || !mayAs(process, "editor") || process.retiredAt !== null;
  const go = (next: { view?: "table" | undefined; step?: string | undefined }) =>
    void navigate({
      to: "/w/$slug/processes/$id/flow",
      params: { slug, id: processId },
      search: { ...(next.view ? { view: next.view } : {}), ...(next.step ? { step: next.step } : {}) },
      replace: true,
      resetScroll: false,
    });
  const show = (next: string | null) => go({ view, step: next ?? undefined });
  const actions = useEditorActions(draft, readOnly, show);
  const flow = useMemo(() => flowOf(definition), [definition]);
  const counts = useMemo(() => {
    const here = new Map<string, number>();
    for (const run of runs ?? []) for (const at of run.at) here.set(at.stepId, (here.get(at.stepId) ?? 0) + 1);
    return here;
  }, [runs]);
  const shown = step ? stepOf(definition, step) : undefined;
  if (definition.steps.length === 0) return <EmptyState picture={<GitBranch size={22} />} title={t("noFlow")} about={t("noFlowAbout")} />;
  return (
    <Actions value={actions}>
      <Whole value={definition}>
        <Toolbar
          label={t("flow")}
          end={
            <PictureOrTable value={view ?? "picture"} onValue={(value) => go({ view: value === "table" ? "table" : undefined, step })} />
          }
        >
          <span className="text-xs text-faint">{t("flowOf", { steps: walk(definition).length, runs: runs?.length ?? 0 })}</span>
        </Toolbar>
        {view === "table" ? (
          <FlowTable fills definition={definition} known={{ counts, otherwise }} onStep={show} />
        ) : (
          <Suspense fallback={<Skeleton />}>
            <FlowPicture
              flow={flow}
              roles={rolesByStep(definition)}
              counts={counts}
              otherwise={otherwise}
              selected={step ?? null}
              onStep={show}
            />
          </Suspense>
        )}
        <SidePanel
          open={shown !== undefined}
          onOpen={() => show(null)}
          title={shown ? t("stepNumber", { number: numbersOf(definition).get(shown.id) ?? "" }) : ""}
        >
          {shown ? (
            <div className="flex flex-col gap-4">
              <TitleField step={shown} />
              <StepEditor key={shown.id} step={shown} />
            </div>
          ) : null}
        </SidePanel>
      </Whole>
    </Actions>
  );
}

function TitleField({ step }: { step: Step }) {
  const t = useText(processTexts);
  const { changeStep, readOnly } = useEditor();
  return (
    <Field label={t("title")}>
      <TextInput
        value={step.title}
        readOnly={readOnly}
        maxLength={300}
        onValue={(title) => changeStep(step.id, (one) => ({ ...one, title }), `title ${step.id}`)}
      />
    </Field>
  );
}

function rolesByStep(definition: Definition): ReadonlyMap<string, string> {
  return new Map(
    walk(definition).flatMap(({ step }) => {
      const role = definition.roles.find((one) => one.key === roleOf(step));
      return role ? [[step.id, role.name] as const] : [];
    }),
  );
}
