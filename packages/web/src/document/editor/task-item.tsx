import { NodeViewContent, NodeViewWrapper, type ReactNodeViewProps, ReactNodeViewRenderer } from "@tiptap/react";
import { CircleDot, ListPlus } from "lucide-react";
import { createContext, use, useEffect } from "react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../../session/index.ts";
import { TaskLink, useMoments } from "../../task/index.ts";
import { cx, IconButton } from "../../ui/index.ts";
import { documentTexts } from "../en.ts";
import { PlainTaskItem } from "./schema.ts";

/** Where the document stands, for what its text opens: a task made in it belongs there. */
export type DocumentPlace = { readonly projectId: string | null };
export const DocumentContext = createContext<DocumentPlace>({ projectId: null });

/** An entry of a check list: a mark in the text, or, once it is a task, that task's own state. */
function Item({ node, editor, updateAttributes }: ReactNodeViewProps) {
  const t = useText(documentTexts);
  const { id: w } = useWorkspace();
  const { projectId } = use(DocumentContext);
  const task = node.attrs["task"] as string | null;
  const written = node.attrs["checked"] === true;
  const text = node.firstChild?.textContent.trim() ?? "";
  const { isEditable: editable } = editor;
  const read = useRead("GET /tasks/:t", { params: { t: task ?? "" } }, { watch: [`task:${task ?? ""}`], enabled: task !== null });
  const live = task !== null && read.data !== undefined ? read.data.closedAs === "completed" : null;
  const checked = live ?? written;
  const toggle = useChange({
    call: (done: boolean) => requestIn(w, done ? "PUT /tasks/:t/completion" : "DELETE /tasks/:t/completion", { params: { t: task ?? "" } }),
    paint: (done, paint) =>
      paint("GET /tasks/:t", (one) => ({ ...one, closedAs: done ? "completed" : null }), { params: { t: task ?? "" } }),
    touches: ["task"],
  });
  const make = useChange({
    call: () =>
      projectId === null
        ? requestIn(w, "POST /tasks", { body: { title: text.slice(0, 300) } })
        : requestIn(w, "POST /projects/:p/tasks", { params: { p: projectId }, body: { title: text.slice(0, 300) } }),
    touches: ["task", "project"],
    said: () => t("madeTask", { text }),
  });
  // What the task says is written down too, for who reads the text elsewhere. Everybody writes the same.
  useEffect(() => {
    if (live !== null && live !== written && editable) updateAttributes({ checked: live });
  }, [live, written, editable]);
  return (
    <NodeViewWrapper className="check" data-checked={checked}>
      <span contentEditable={false} className="check-box">
        <input
          type="checkbox"
          checked={checked}
          disabled={!editable && task === null}
          aria-label={t("checkOf", { text, done: checked ? "yes" : "no" })}
          onChange={(event) => (task === null ? updateAttributes({ checked: event.target.checked }) : toggle.mutate(event.target.checked))}
        />
      </span>
      <NodeViewContent className={cx("check-text", checked && "checked")} />
      <span contentEditable={false} className="check-end print:hidden">
        {task !== null ? (
          <TaskChip id={task} />
        ) : editable ? (
          <IconButton
            size="small"
            label={text === "" ? t("makeTask") : t("makeTaskOf", { text })}
            why={text === "" ? t("itemEmpty") : null}
            icon={<ListPlus size={14} />}
            onClick={() => make.mutate(undefined, { onSuccess: (made) => updateAttributes({ task: made.id }) })}
          />
        ) : null}
      </span>
    </NodeViewWrapper>
  );
}

/** Who has it and until when, with the reader's own rights. */
function TaskChip({ id }: { id: string }) {
  const t = useText(documentTexts);
  const moments = useMoments();
  const { data, error } = useRead("GET /tasks/:t", { params: { t: id } }, { watch: [`task:${id}`] });
  if (error && !data) return <span className="chip text-faint">{t("noAccess")}</span>;
  if (!data) return null;
  return (
    <TaskLink id={id} className="chip hover:text-ink">
      <CircleDot size={12} aria-hidden="true" />
      {[data.owner?.name ?? t("nobody"), ...(data.dueAt ? [t("due", { when: moments.say(data.dueAt) })] : [])].join(", ")}
    </TaskLink>
  );
}

export const LiveTaskItem = PlainTaskItem.extend({ addNodeView: () => ReactNodeViewRenderer(Item, { as: "li" }) });
