import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { useGo } from "../shell/index.ts";
import { Button, Dialog, Field, TextInput } from "../ui/index.ts";
import { conversionTexts } from "./en.ts";

/** A run goes on as a project, or a procedure is done once, as one. */
export function MakeProjectOf({ kind, id, name, onClose }: { kind: "run" | "process"; id: string; name: string; onClose: () => void }) {
  const t = useText(conversionTexts);
  const { id: w } = useWorkspace();
  const go = useGo();
  const [entered, setEntered] = useState(name.slice(0, 120));
  const make = useChange({
    call: () =>
      kind === "run"
        ? requestIn(w, "POST /runs/:r/conversions", { params: { r: id }, body: { name: entered.trim() } })
        : requestIn(w, "POST /processes/:p/projects", { params: { p: id }, body: { name: entered.trim() } }),
    touches: ["project", "run", "task", `${kind}:${id}`],
    said: (_, made) => {
      const open = "findings" in made && Array.isArray(made.findings) ? made.findings.length : 0;
      const said = t("madeProject", { name: entered.trim() });
      return open === 0 ? said : `${said} ${t("madeOpen", { count: open })}`;
    },
    ...(kind === "run" && {
      undo: (_: undefined, made: { id: string }) => requestIn(w, "DELETE /conversions/:c", { params: { c: made.id } }),
    }),
  });
  const submit = () =>
    make.mutate(undefined, {
      onSuccess: (made) => {
        onClose();
        if (made.project) go({ to: "/projects/$id", params: { id: made.project.id } });
      },
    });
  return (
    <Dialog
      open
      onOpen={(stay) => (stay ? undefined : onClose())}
      title={t(kind === "run" ? "runTitle" : "onceTitle", { name })}
      about={t(kind === "run" ? "runAbout" : "onceAbout")}
      actions={
        <>
          <Button kind="primary" busy={make.isPending} why={entered.trim() === "" ? t("name") : null} onClick={submit}>
            {t("makeProject")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <Field label={t("name")}>
        <TextInput value={entered} onValue={setEntered} maxLength={120} />
      </Field>
    </Dialog>
  );
}
