import { blockFrom, type Definition, detachBlock, type GroupStep, misfits, placeBlock, type PlacedBlock } from "@rondo/core/process";
import { Link } from "@tanstack/react-router";
import { Blocks, RefreshCw, Unlink } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../../session/index.ts";
import { Button, ErrorNote, useFormat } from "../../ui/index.ts";
import { useEditor } from "../procedure/editor-context.ts";
import { blockTexts } from "./en.ts";

/** Of an opened group: which block it holds and whether there is a newer revision; else that it can become one. */
export function GroupBlock({ step }: { step: GroupStep }) {
  return (
    <div className="flex flex-col items-start gap-2 sm:col-span-2">
      {step.block ? <Placed step={step} block={step.block} /> : <Keep step={step} />}
    </div>
  );
}

function Placed({ step, block }: { step: GroupStep; block: PlacedBlock }) {
  const t = useText(blockTexts);
  const format = useFormat();
  const { id: w, slug } = useWorkspace();
  const { edit, now, readOnly } = useEditor();
  const { data } = useRead("GET /processes/:p", { params: { p: block.process } }, { watch: [`process:${block.process}`] });
  const [wrong, setWrong] = useState<string | null>(null);
  const newest = data?.published?.number ?? block.revision;
  const update = useChange({
    call: () => requestIn(w, "GET /processes/:p/publications/:number", { params: { p: block.process, number: String(newest) } }),
    touches: [],
  });
  const take = () =>
    update.mutate(undefined, {
      onSuccess: ({ definition }) => {
        const clashing = misfits(now(), definition as Definition);
        if (clashing.length > 0) setWrong(t("misfits", { fields: format.list(clashing.map(({ label, key }) => label || key)) }));
        else edit((whole) => placeBlock(whole, step.id, definition as Definition, { process: block.process, revision: newest }));
      },
    });
  return (
    <>
      {wrong ? <ErrorNote title={wrong} next="" /> : null}
      <p className="text-sm text-muted">
        {t.rich(
          "about",
          {
            block: (name) => (
              <Link
                to="/w/$slug/processes/$id"
                params={{ slug, id: block.process }}
                search={{}}
                className="font-medium text-ink underline-offset-2 hover:underline"
              >
                {name}
              </Link>
            ),
          },
          { name: data?.name ?? "…" },
        )}{" "}
        {t("badge", { number: block.revision })}.{" "}
        {newest > block.revision ? (
          <strong className="font-medium text-ink">{t("newer", { number: newest })}</strong>
        ) : data ? (
          t("isNewest")
        ) : null}
      </p>
      {readOnly ? null : (
        <span className="flex flex-wrap gap-2">
          {newest > block.revision ? (
            <Button size="small" icon={<RefreshCw size={13} />} busy={update.isPending} onClick={take}>
              {t("update", { number: newest })}
            </Button>
          ) : null}
          <Button size="small" kind="quiet" icon={<Unlink size={13} />} onClick={() => edit((whole) => detachBlock(whole, step.id))}>
            {t("detach")}
          </Button>
        </span>
      )}
    </>
  );
}

function Keep({ step }: { step: GroupStep }) {
  const t = useText(blockTexts);
  const { id: w } = useWorkspace();
  const { edit, now, readOnly } = useEditor();
  const keep = useChange({
    call: async () => {
      const definition = blockFrom(now(), step);
      const { id } = await requestIn(w, "POST /processes", { body: { name: step.title, block: true, definition: definition as never } });
      const { number } = await requestIn(w, "POST /processes/:p/publications", { params: { p: id }, body: {} });
      return { definition, at: { process: id, revision: number } };
    },
    touches: ["process"],
    said: () => t("kept", { name: step.title }),
  });
  if (readOnly) return null;
  const why = step.branches[0]?.steps.length === 0 ? t("keepEmpty") : step.title.trim() === "" ? t("keepUnnamed") : null;
  return (
    <>
      <Button
        size="small"
        icon={<Blocks size={13} />}
        why={why}
        busy={keep.isPending}
        onClick={() =>
          keep.mutate(undefined, {
            onSuccess: ({ definition, at }) =>
              edit((whole) => placeBlock({ ...whole, steps: emptied(whole.steps, step.id) }, step.id, definition, at)),
          })
        }
      >
        {t("keep")}
      </Button>
      <p className="text-xs text-faint">{t("keepAbout")}</p>
    </>
  );
}

/** Its own steps make room for those of the block, which are the same under ids that stay. */
function emptied(steps: Definition["steps"], id: string): Definition["steps"] {
  return steps.map((step) =>
    step.id === id && step.kind === "group"
      ? { ...step, branches: step.branches.map((branch) => ({ ...branch, steps: [] })) }
      : "branches" in step
        ? ({ ...step, branches: step.branches.map((branch) => ({ ...branch, steps: emptied(branch.steps, id) })) } as typeof step)
        : step,
  );
}
