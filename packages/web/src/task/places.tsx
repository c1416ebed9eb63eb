import { FolderKanban, X } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useReadAll, useWorkspace } from "../session/index.ts";
import { Button, Combobox, IconButton } from "../ui/index.ts";
import { relationTexts } from "./relation.en.ts";
import type { Task } from "./task.ts";
import { ThingLink } from "./thing-link.tsx";

type Project = { readonly id: string; readonly name: string };

/** The projects in which a task stands besides its home. */
export function Places({ task, open }: { task: Task; open: boolean }) {
  const t = useText(relationTexts);
  const { id: w, role } = useWorkspace();
  const [asking, setAsking] = useState(false);
  const ask = { params: { t: task.id } };
  const read = useRead("GET /tasks/:t/appearances", ask, { watch: [`task:${task.id}`] });
  const projects = useReadAll("GET /projects", { query: { limit: 200 } }, { watch: ["project"], enabled: asking });
  const touches = [`task:${task.id}`, "task"];
  const call = (project: Project) => requestIn(w, "PUT /tasks/:t/appearances/:p", { params: { t: task.id, p: project.id } });
  const place = useChange({
    call,
    paint: (project, paint) => paint("GET /tasks/:t/appearances", ({ items }) => ({ items: [...items, { project }] }), ask),
    touches,
  });
  const take = useChange({
    call: (project: Project) => requestIn(w, "DELETE /tasks/:t/appearances/:p", { params: { t: task.id, p: project.id } }),
    paint: (project, paint) =>
      paint("GET /tasks/:t/appearances", ({ items }) => ({ items: items.filter((one) => one.project.id !== project.id) }), ask),
    touches,
    said: (project) => t("placeRemoved", { name: project.name }),
    undo: call,
  });
  const items = read.data?.items ?? [];
  if (role === "guest" && items.length === 0) return null;
  const free = (projects.items ?? []).filter(
    (one) =>
      one.id !== task.home.id && (one.mine === "manager" || one.mine === "editor") && !items.some(({ project }) => project.id === one.id),
  );
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="text-sm font-semibold">{t("places")}</h3>
      {read.data && items.length === 0 && !asking ? <p className="text-sm text-faint">{t("placesNone")}</p> : null}
      {items.map(({ project }) => (
        <div key={project.id} className="flex min-h-8 items-center gap-2 text-sm">
          <FolderKanban size={15} className="shrink-0 text-faint" aria-hidden="true" />
          <ThingLink kind="project" id={project.id} className="min-w-0 flex-1 truncate underline-offset-2 hover:underline">
            {project.name}
          </ThingLink>
          {open ? (
            <IconButton
              size="small"
              label={t("placeRemove", { name: project.name })}
              icon={<X size={14} />}
              onClick={() => take.mutate(project)}
            />
          ) : null}
        </div>
      ))}
      {!open ? null : asking ? (
        <>
          <Combobox
            key={items.length}
            label={t("placeAdd")}
            placeholder={t("placeFind")}
            value={null}
            choices={free.map((one) => ({ value: one.id, label: one.name }))}
            onValue={(id) => {
              const project = free.find((one) => one.id === id);
              if (project) place.mutate({ id: project.id, name: project.name });
            }}
          />
          <p className="text-xs text-faint">{t("placesHelp")}</p>
        </>
      ) : (
        <div>
          <Button size="small" kind="quiet" icon={<FolderKanban size={14} />} onClick={() => setAsking(true)}>
            {t("placeAdd")}
          </Button>
        </div>
      )}
    </section>
  );
}
