import type { Finding } from "@rondo/core/kernel";
import { Link } from "@tanstack/react-router";
import { Check, CircleAlert, CloudOff, FlaskConical, Redo2, TriangleAlert, Undo2 } from "lucide-react";
import { useText } from "../../messages/index.ts";
import { useWorkspace } from "../../session/index.ts";
import { Button, IconButton, Later, Popover } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { FindingList } from "../findings.tsx";
import { trialTexts } from "../trial/en.ts";
import type { Draft, DraftState } from "./draft.ts";
import { useDefinition } from "./editor-context.ts";

type Props = { processId: string; draft: Draft; state: DraftState; findings: readonly Finding[]; readOnly: boolean };

/** Above the document: whether it is saved, undo, and what is to be mended. */
export function EditorBar({ processId, draft, state, findings, readOnly }: Props) {
  const t = useText(processTexts);
  const trial = useText(trialTexts);
  const { slug } = useWorkspace();
  const definition = useDefinition();
  const errors = findings.filter((finding) => finding.severity === "error").length;
  const warnings = findings.filter((finding) => finding.severity === "warning").length;
  return (
    <div
      role="group"
      aria-label={t("editorBar")}
      className="flex min-h-10 flex-wrap items-center gap-x-2 border-b border-line px-3 py-1 sm:px-5"
    >
      {readOnly ? (
        <span className="text-xs text-faint">{t("readOnly")}</span>
      ) : (
        <>
          <IconButton
            label={t("undo")}
            keys="mod+z"
            icon={<Undo2 size={15} />}
            why={state.history.before.length === 0 ? t("nothingToUndo") : null}
            onClick={draft.undo}
          />
          <IconButton
            label={t("redo")}
            keys="mod+shift+z"
            icon={<Redo2 size={15} />}
            why={state.history.after.length === 0 ? t("nothingToRedo") : null}
            onClick={draft.redo}
          />
          <SavedState draft={draft} state={state} />
        </>
      )}
      <span className="flex-1" />
      {definition.steps.length > 0 ? (
        <Link
          to="/w/$slug/processes/$id/trial"
          params={{ slug, id: processId }}
          className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-xs text-muted hover:bg-hover hover:text-ink pointer-coarse:h-10"
        >
          <FlaskConical size={13} aria-hidden="true" /> {trial("tryIt")}
        </Link>
      ) : null}
      {findings.length > 0 && definition.steps.length > 0 ? (
        <Popover
          align="end"
          title={t("findings")}
          trigger={
            <button
              type="button"
              className="inline-flex h-7 items-center gap-2.5 rounded-md px-2 text-xs text-muted hover:bg-hover data-popup-open:bg-hover pointer-coarse:h-10"
            >
              {errors > 0 ? (
                <span className="inline-flex items-center gap-1 font-medium text-act">
                  <CircleAlert size={13} aria-hidden="true" /> {t("toMend", { count: errors })}
                </span>
              ) : null}
              {warnings > 0 ? (
                <span className="inline-flex items-center gap-1">
                  <TriangleAlert size={13} aria-hidden="true" /> {t("toLookAt", { count: warnings })}
                </span>
              ) : null}
              {errors + warnings === 0 ? t("hints", { count: findings.length }) : null}
            </button>
          }
        >
          <div className="max-h-80 overflow-y-auto">
            <FindingList findings={findings} definition={definition} processId={processId} />
          </div>
        </Popover>
      ) : definition.steps.length > 0 ? (
        <span className="inline-flex items-center gap-1 px-2 text-xs text-faint">
          <Check size={13} aria-hidden="true" /> {t("nothingToMend")}
        </span>
      ) : null}
    </div>
  );
}

/** A save that failed stays in sight, wherever in the document one is. */
export function UnsavedStrip({ draft, state }: { draft: Draft; state: DraftState }) {
  if (state.saving !== "failed") return null;
  return (
    <div role="alert" className="sticky bottom-0 z-20 flex justify-center border-t border-line bg-act-soft px-3 py-1.5 print:hidden">
      <SavedState draft={draft} state={state} />
    </div>
  );
}

function SavedState({ draft, state }: { draft: Draft; state: DraftState }) {
  const t = useText(processTexts);
  return (
    <span role="status" className="inline-flex items-center gap-1.5 ps-1 text-xs text-faint">
      {state.saving === "saved" ? (
        t("saved")
      ) : state.saving === "failed" ? (
        <>
          <CloudOff size={13} className="text-act" aria-hidden="true" />
          <span className="text-act">
            {state.problem?.code === "unreachable" ? t("notSavedOffline") : t("notSaved", { problem: state.problem?.title ?? "" })}
          </span>
          <Button size="small" kind="quiet" onClick={() => void draft.save()}>
            {t("saveNow")}
          </Button>
        </>
      ) : state.saving === "conflict" ? (
        <span className="font-medium text-act">{t("conflictShort")}</span>
      ) : (
        <Later after={400}>
          <span>{t("saving")}</span>
        </Later>
      )}
    </span>
  );
}
