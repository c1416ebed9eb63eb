import type { Finding } from "@rondo/core/kernel";
import { stepsOf } from "@rondo/core/process";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useText } from "../../messages/index.ts";
import { type Action, ReadError, useActions } from "../../shell/index.ts";
import { useRead, useWorkspace } from "../../session/index.ts";
import { Skeleton } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { useFindings } from "../findings-of.ts";
import { mayAs } from "../process.ts";
import { Conflict } from "./conflict.tsx";
import { DocumentEnd, DocumentStart } from "./document-ends.tsx";
import { Liberties } from "./liberties.tsx";
import type { Draft, DraftState } from "./draft.ts";
import { Actions, Whole } from "./editor-context.ts";
import { EditorBar, UnsavedStrip } from "./editor-bar.tsx";
import { Around, longFrom, openNearby } from "./near.ts";
import { StepBlock } from "./step-block.tsx";
import { useDraftOf } from "./use-draft-of.ts";
import { useEditorActions } from "./use-editor-actions.ts";

const route = getRouteApi("/w/$slug/processes/$id");
const own = getRouteApi("/w/$slug/processes/$id/");

/** The procedure as a document that one types into. */
export function Procedure() {
  const { id } = route.useParams();
  const { draft, state, error, retry } = useDraftOf(id);
  if (error && !draft) return <ReadError error={error} onRetry={retry} />;
  return draft && state ? <Editor processId={id} draft={draft} state={state} /> : <Skeleton />;
}

function Editor({ processId, draft, state }: { processId: string; draft: Draft; state: DraftState }) {
  const t = useText(processTexts);
  const navigate = useNavigate();
  const { slug } = useWorkspace();
  const { step } = own.useSearch();
  const { data: process } = useRead("GET /processes/:p", { params: { p: processId } }, { watch: [`process:${processId}`, "run"] });
  const readOnly = !process || !mayAs(process, "editor") || process.retiredAt !== null;
  const definition = state.history.now;
  const show = useCallback(
    (id: string | null) =>
      void navigate({
        to: "/w/$slug/processes/$id",
        params: { slug, id: processId },
        search: id === null ? {} : { step: id },
        replace: true,
        resetScroll: false,
      }),
    [navigate, slug, processId],
  );
  const actions = useEditorActions(draft, readOnly, show);
  const findings = useFindings(definition);
  const isLong = useMemo(() => stepsOf(definition).length >= longFrom, [definition]);
  const nearby = useMemo(() => (isLong ? openNearby() : null), [isLong]);
  const root = useRef<HTMLDivElement>(null);
  const active = step ?? null;

  useActions(
    useMemo(
      (): Action[] => [
        {
          id: "draft.undo",
          label: t("undo"),
          keys: "mod+z",
          group: "here",
          why: state.history.before.length === 0 ? t("nothingToUndo") : null,
          run: draft.undo,
        },
        {
          id: "draft.redo",
          label: t("redo"),
          keys: "mod+shift+z",
          group: "here",
          why: state.history.after.length === 0 ? t("nothingToRedo") : null,
          run: draft.redo,
        },
        {
          id: "draft.add",
          label: t("addStep"),
          group: "here",
          why: readOnly ? t("readOnly") : null,
          run: () => actions.add("task", active ? { beside: active, side: "after" } : null),
        },
      ],
      [t, draft, actions, active, readOnly, state.history.before.length, state.history.after.length],
    ),
  );
  useEffect(() => {
    // The browser's own undo would undo a single field behind the document's back.
    const onKey = (event: KeyboardEvent) => {
      if (
        !(event.metaKey || event.ctrlKey) ||
        !["z", "y"].includes(event.key.toLowerCase()) ||
        !root.current?.contains(event.target as Node)
      )
        return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key.toLowerCase() === "y" || event.shiftKey) draft.redo();
      else draft.undo();
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [draft]);
  useEffect(() => {
    if (active) root.current?.querySelector(`[data-step="${CSS.escape(active)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [active]);

  return (
    <Actions value={actions}>
      <Whole value={definition}>
        <EditorBar processId={processId} draft={draft} state={state} findings={findings} readOnly={readOnly} />
        {state.conflict ? <Conflict draft={draft} conflict={state.conflict} mine={definition} /> : null}
        <div ref={root} className="mx-auto flex w-full max-w-3xl flex-1 flex-col px-3 pt-4 pb-24 sm:px-6" onBlur={draft.settle}>
          <DocumentStart findings={findings} />
          <Around value={nearby}>
            <StepBlock
              steps={definition.steps}
              prefix=""
              activeId={active}
              marks={useMarks(findings)}
              roles={definition.roles}
              owner={null}
              branch={null}
            />
          </Around>
          <DocumentEnd />
          <Liberties />
        </div>
        <UnsavedStrip draft={draft} state={state} />
      </Whole>
    </Actions>
  );
}

/** The gravest finding of each step, the same object as long as it says the same: rows depend on it. */
function useMarks(findings: readonly Finding[]) {
  const said = useMemo(
    () =>
      JSON.stringify(
        findings.flatMap((finding) => (finding.subject && finding.severity !== "info" ? [[finding.subject, finding.severity]] : [])),
      ),
    [findings],
  );
  return useMemo(() => {
    const marks = new Map<string, "error" | "warning">();
    for (const [subject, severity] of JSON.parse(said) as [string, "error" | "warning"][])
      if (marks.get(subject) !== "error") marks.set(subject, severity);
    return marks;
  }, [said]);
}
