import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useDraft, useWorkspace } from "../session/index.ts";
import { Button, Checkbox, Dialog, Field, Markdown, TextArea } from "../ui/index.ts";
import { projectTexts } from "./en.ts";
import type { Project } from "./project.ts";

/** The closing act: how the end condition was met, and what becomes of what is still open. */
export function CloseProject({ project, onClose }: { project: Project; onClose: () => void }) {
  const t = useText(projectTexts);
  const { id: w } = useWorkspace();
  const [note, setNote, forget] = useDraft(`close project ${project.id}`, "");
  const [lessons, setLessons, forgetLessons] = useDraft(`lessons of ${project.id}`, "");
  const [withOpen, setWithOpen] = useState(false);
  const open = project.openTasks;
  const close = useChange({
    call: async () => {
      const closed = await requestIn(w, "PUT /projects/:p/completion", {
        params: { p: project.id },
        body: { note, withOpenTasks: withOpen },
      });
      for (const title of lessons
        .split("\n")
        .map((line) => line.trim().slice(0, 300))
        .filter((line) => line !== ""))
        await requestIn(w, "POST /projects/:p/register", { params: { p: project.id }, body: { title, said: { kind: "lesson" } } });
      return closed;
    },
    touches: [`project:${project.id}`, "project", "task"],
    said: () => t("closedSaid", { name: project.name }),
    undo: () => requestIn(w, "DELETE /projects/:p/completion", { params: { p: project.id } }),
  });
  return (
    <Dialog
      open
      onOpen={(stay) => (stay ? undefined : onClose())}
      title={t("closeTitle", { name: project.name })}
      about={t("closeAbout")}
      actions={
        <>
          <Button
            kind="primary"
            busy={close.isPending}
            why={open > 0 && !withOpen ? t("closeFirst") : null}
            onClick={() =>
              close.mutate(undefined, {
                onSuccess: () => {
                  forget();
                  forgetLessons();
                  onClose();
                },
              })
            }
          >
            {t("close")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {project.endCondition ? (
          <div className="rounded-md bg-sunken px-3 py-2">
            <p className="mb-1 text-xs font-medium text-faint">{t("endCondition")}</p>
            <Markdown text={project.endCondition} />
          </div>
        ) : null}
        <Field label={t("closeNote")} help={t("closeNoteHelp")} optional>
          <TextArea value={note} onValue={setNote} />
        </Field>
        <Field label={t("closeLessons")} help={t("closeLessonsHelp")} optional>
          <TextArea value={lessons} onValue={setLessons} rows={2} />
        </Field>
        {open > 0 ? (
          <div className="rounded-md border border-line px-3 py-2">
            <p className="mb-1.5 text-sm font-medium text-act">{t("closeOpen", { count: open })}</p>
            <Checkbox checked={withOpen} onChecked={setWithOpen} label={t("closeWithOpen")} />
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}
