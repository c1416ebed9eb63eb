import { adoptTable, type AdoptNote, type ForeignTable } from "@rondo/core/decision";
import type { DecisionStep } from "@rondo/core/process";
import { getRouteApi } from "@tanstack/react-router";
import { FileDown, FileUp } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { addressOf, isProblem, requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useWorkspace } from "../../session/index.ts";
import { Button, buttonClass, Dialog, Field, notify, Select, useFormat } from "../../ui/index.ts";
import { changeStep, stepOf } from "./document.ts";
import { useEditor } from "./editor-context.ts";
import { kindTexts } from "./kinds/en.ts";
import { shortId } from "./use-editor-actions.ts";

const route = getRouteApi("/w/$slug/processes/$id");

/** Reads a DMN file and makes its table the rules of a decision; asks which, where the file has several. */
function useDmn(stepId: string) {
  const t = useText(kindTexts);
  const format = useFormat();
  const { id: w } = useWorkspace();
  const { edit, now } = useEditor();
  const [several, setSeveral] = useState<readonly ForeignTable[] | null>(null);
  const say = (note: AdoptNote) =>
    note.code === "firstOnly"
      ? t("dmnFirstOnly")
      : t(note.code === "fieldsAdded" ? "dmnFieldsAdded" : "dmnOutputsJoined", { names: format.list(note.names) });
  const take = (table: ForeignTable) => {
    setSeveral(null);
    const step = stepOf(now(), stepId);
    if (step?.kind !== "decision") return;
    const { step: next, fields, notes } = adoptTable(step, now().fields, table, shortId);
    edit((definition) => ({ ...changeStep(definition, stepId, () => next), fields: [...definition.fields, ...fields] }));
    notify({
      title: t("dmnTaken", { name: table.name, count: table.rules.length }),
      ...(notes.length > 0 && { about: notes.map(say).join(" ") }),
    });
  };
  const read = async (file: File) => {
    try {
      const { tables } = await requestIn(w, "POST /rule-tables", { body: { text: await file.text() } });
      const [only] = tables;
      if (!only) notify({ tone: "problem", title: t("dmnNone", { file: file.name }) });
      else if (tables.length === 1) take(only);
      else setSeveral(tables);
    } catch (error) {
      notify({ tone: "problem", title: t("dmnUnread", { file: file.name }), ...(isProblem(error) && { about: error.next }) });
    }
  };
  return { read: (file: File) => void read(file), several, take, close: () => setSeveral(null) };
}

/** In and out: a DMN file becomes the table, and the table a DMN file. */
export function DmnButtons({ step }: { step: DecisionStep }) {
  const t = useText(kindTexts);
  const { id: w } = useWorkspace();
  const { id: processId } = route.useParams();
  const dmn = useDmn(step.id);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".dmn,.xml"
        className="hidden"
        aria-label={t("dmnChoose")}
        onChange={(event) => event.target.files?.[0] && (dmn.read(event.target.files[0]), (event.target.value = ""))}
      />
      <Button size="small" kind="quiet" icon={<FileUp size={13} />} onClick={() => input.current?.click()}>
        {t("dmnTake")}
      </Button>
      {step.table ? (
        <a
          href={addressOf("/api/workspaces/:w/processes/:p/steps/:step/dmn", { w, p: processId, step: step.id })}
          download
          className={buttonClass("quiet", "small")}
        >
          <FileDown size={13} aria-hidden="true" /> {t("dmnSave")}
        </a>
      ) : null}
      {dmn.several ? <Which tables={dmn.several} onTake={dmn.take} onClose={dmn.close} /> : null}
    </>
  );
}

/** A decision in the document, onto which a DMN file can be dropped. */
export function DmnDrop({ stepId, children }: { stepId: string; children: ReactNode }) {
  const dmn = useDmn(stepId);
  const [isOver, setOver] = useState(false);
  return (
    <div
      className={isOver ? "rounded-lg outline-2 outline-accent" : undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        const [file] = event.dataTransfer.files;
        setOver(false);
        if (!file) return;
        event.preventDefault();
        event.stopPropagation();
        dmn.read(file);
      }}
    >
      {children}
      {dmn.several ? <Which tables={dmn.several} onTake={dmn.take} onClose={dmn.close} /> : null}
    </div>
  );
}

function Which({
  tables,
  onTake,
  onClose,
}: {
  tables: readonly ForeignTable[];
  onTake: (table: ForeignTable) => void;
  onClose: () => void;
}) {
  const t = useText(kindTexts);
  const [chosen, setChosen] = useState("0");
  const table = tables[Number(chosen)];
  return (
    <Dialog
      open
      onOpen={onClose}
      title={t("dmnWhich")}
      actions={
        <Button kind="primary" onClick={() => table && onTake(table)}>
          {t("dmnTakeThis")}
        </Button>
      }
    >
      <Field label={t("dmnTable")}>
        <Select
          label={t("dmnTable")}
          value={chosen}
          onValue={setChosen}
          choices={tables.map(({ name }, at) => ({ value: String(at), label: name }))}
        />
      </Field>
    </Dialog>
  );
}
