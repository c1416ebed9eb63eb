import { spaceAtLeast } from "@rondo/core/access";
import { Plus } from "lucide-react";
import { useState } from "react";
import { requestIn, v7 } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useReadAll, useWorkspace } from "../session/index.ts";
import { Button, TextInput } from "../ui/index.ts";
import { relationTexts } from "./relation.en.ts";
import type { Task } from "./task.ts";
import { TaskLine } from "./task-line.tsx";

/** Tasks inside this one, as far as one may see them, and one more for whoever changes the plan. */
export function Inside({ task }: { task: Task }) {
  const t = useText(relationTexts);
  const p = task.home.kind === "project" ? task.home.id : "";
  const read = useReadAll(
    "GET /tasks",
    { query: { parent: task.id, state: "all", limit: 100 } },
    { watch: [`project:${p}`, "task"], enabled: task.plan !== null },
  );
  const project = useRead("GET /projects/:p", { params: { p } }, { watch: [`project:${p}`], enabled: p !== "" && task.home.title !== "" });
  const items = read.items ?? [];
  const adds =
    project.data !== undefined &&
    project.data.completion === null &&
    spaceAtLeast(project.data.mine, "editor") &&
    task.closedAs === null &&
    task.plan?.milestone === false;
  if (items.length === 0 && !adds) return null;
  const inOrder = items.toSorted((a, b) => ((a.plan?.position ?? "") < (b.plan?.position ?? "") ? -1 : 1));
  return (
    <section aria-label={t("inside")} className="flex flex-col gap-1.5">
      <h3 className="flex items-baseline gap-2 text-sm font-semibold">
        {t("inside")}{" "}
        {items.length > 0 ? (
          <span className="text-xs font-normal text-faint">
            {t("insideDone", { done: items.filter((one) => one.closedAs !== null).length, all: items.length })}
          </span>
        ) : null}
      </h3>
      <ul className="flex flex-col empty:hidden">
        {inOrder.map((one) => (
          <TaskLine key={one.id} id={one.id} title={one.title} closed={one.closedAs !== null} />
        ))}
      </ul>
      {adds ? <Add parentId={task.id} projectId={p} /> : null}
    </section>
  );
}

/** One line after the other, until one leaves it empty. */
function Add({ parentId, projectId }: { parentId: string; projectId: string }) {
  const t = useText(relationTexts);
  const { id: w } = useWorkspace();
  const [title, setTitle] = useState<string | null>(null);
  const add = useChange({
    call: ({ id, title }: { id: string; title: string }) =>
      requestIn(w, "POST /projects/:p/tasks", { params: { p: projectId }, body: { title, parentId }, idempotencyKey: id }),
    touches: [`project:${projectId}`, "task"],
    said: ({ title }) => t("insideAdded", { title }),
    undo: (_, made) => requestIn(w, "DELETE /tasks/:t", { params: { t: made.id } }),
  });
  if (title === null)
    return (
      <div>
        <Button size="small" kind="quiet" icon={<Plus size={14} />} onClick={() => setTitle("")}>
          {t("insideAdd")}
        </Button>
      </div>
    );
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const said = title.trim();
        if (said === "") return setTitle(null);
        setTitle("");
        add.mutate({ id: v7(), title: said }, { onError: () => setTitle((now) => now || said) });
      }}
    >
      <TextInput
        autoFocus
        aria-label={t("insideTitle")}
        placeholder={t("insideTitle")}
        value={title}
        onValue={setTitle}
        maxLength={300}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          setTitle(null);
        }}
      />
      <Button type="submit" why={title.trim() === "" ? t("insideTitle") : null}>
        {t("insideAddNow")}
      </Button>
    </form>
  );
}
