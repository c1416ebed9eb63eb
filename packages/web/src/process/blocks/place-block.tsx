import { type Definition, misfits, placeBlock } from "@rondo/core/process";
import { useState } from "react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useReadAll, useWorkspace } from "../../session/index.ts";
import { Button, Combobox, Dialog, ErrorNote, Field, Skeleton, useFormat } from "../../ui/index.ts";
import { insertSteps, newStep, type Place } from "../procedure/document.ts";
import { useEditor } from "../procedure/editor-context.ts";
import { shortId } from "../procedure/use-editor-actions.ts";
import { blockTexts } from "./en.ts";
import { useUnits } from "../units.ts";

/** Chooses a block and puts its newest revision into the document, as a group. */
export function PlaceBlock({ place, onClose }: { place: Place | null; onClose: () => void }) {
  const units = useUnits();
  const t = useText(blockTexts);
  const format = useFormat();
  const { id: w } = useWorkspace();
  const { edit, goTo, now } = useEditor();
  const read = useReadAll("GET /processes", { query: { blocks: true, limit: 200 } }, { watch: ["process"] });
  const blocks = (read.items ?? []).filter(({ published }) => published !== null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const block = blocks.find(({ id }) => id === chosen);
  const fetch = useChange({
    call: (number: number) =>
      requestIn(w, "GET /processes/:p/publications/:number", { params: { p: chosen ?? "", number: String(number) } }),
    touches: [],
  });
  const put = () => {
    const revision = block?.published?.number;
    if (!block || revision === undefined) return;
    fetch.mutate(revision, {
      onSuccess: ({ definition }) => {
        const clashing = misfits(now(), definition as Definition);
        if (clashing.length > 0) return setWrong(t("misfits", { fields: format.list(clashing.map(({ label, key }) => label || key)) }));
        const group = { ...newStep("group", shortId, units), title: block.name };
        edit((whole) =>
          placeBlock(insertSteps(whole, place, [group]), group.id, definition as Definition, { process: block.id, revision }),
        );
        onClose();
        goTo(group.id);
      },
    });
  };
  return (
    <Dialog
      open
      onOpen={onClose}
      title={t("placeTitle")}
      about={t("placeAbout")}
      actions={
        <Button kind="primary" busy={fetch.isPending} why={block ? null : t("chooseFirst")} onClick={put}>
          {t("placeIt")}
        </Button>
      }
    >
      {wrong ? <ErrorNote title={wrong} next="" /> : null}
      {!read.items ? (
        <Skeleton rows={1} />
      ) : blocks.length === 0 ? (
        <p className="text-sm text-muted">{t("nothingToPlace")}</p>
      ) : (
        <Field label={t("choose")}>
          <Combobox
            choices={blocks.map(({ id, name, purpose }) => ({
              value: id,
              label: name,
              ...(purpose ? { hint: purpose.split("\n")[0] ?? "" } : {}),
            }))}
            value={chosen}
            onValue={(id) => (setWrong(null), setChosen(id))}
            placeholder={t("chooseFirst")}
          />
        </Field>
      )}
    </Dialog>
  );
}
