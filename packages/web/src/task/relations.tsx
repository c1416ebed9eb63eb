import { Waypoints } from "lucide-react";
import { useState } from "react";
import { type Answer, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Button, Combobox, Field, Select } from "../ui/index.ts";
import { relationTexts } from "./relation.en.ts";
import type { Task } from "./task.ts";
import { TaskLine } from "./task-line.tsx";

type Relation = Answer<"GET /tasks/:t/relations">["items"][number];
const kinds = ["blockedBy", "blocks", "relates", "duplicates", "duplicatedBy"] as const;

/** What it waits for, holds up, doubles or has to do with; said on either task, shown on both. */
export function Relations({ task, open }: { task: Task; open: boolean }) {
  const t = useText(relationTexts);
  const { id: w } = useWorkspace();
  const [adding, setAdding] = useState(false);
  const ask = { params: { t: task.id } };
  const read = useRead("GET /tasks/:t/relations", ask, { watch: [`task:${task.id}`] });
  const touches = [`task:${task.id}`];
  const call = ({ kind, task: other }: Relation) =>
    requestIn(w, "PUT /tasks/:t/relations/:kind/:o", { params: { t: task.id, kind, o: other.id } });
  const relate = useChange({
    call,
    paint: (relation, paint) =>
      paint(
        "GET /tasks/:t/relations",
        ({ items }) => ({ items: [...items.filter((one) => one.kind !== relation.kind || one.task.id !== relation.task.id), relation] }),
        ask,
      ),
    touches,
  });
  const unrelate = useChange({
    call: ({ kind, task: other }: Relation) =>
      requestIn(w, "DELETE /tasks/:t/relations/:kind/:o", { params: { t: task.id, kind, o: other.id } }),
    paint: (relation, paint) =>
      paint(
        "GET /tasks/:t/relations",
        ({ items }) => ({ items: items.filter((one) => one.kind !== relation.kind || one.task.id !== relation.task.id) }),
        ask,
      ),
    touches,
    said: ({ task: other }) => t("removed", { title: other.title }),
    undo: call,
  });
  const items = read.data?.items ?? [];
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">{t("related")}</h3>
      {read.data && items.length === 0 ? <p className="text-sm text-faint">{t("none")}</p> : null}
      {kinds.map((kind) => {
        const those = items.filter((one) => one.kind === kind);
        return those.length === 0 ? null : (
          <div key={kind}>
            <h4 className="text-xs font-medium text-muted">{t("kind", { kind })}</h4>
            <ul className="flex flex-col">
              {those.map((one) => (
                <TaskLine
                  key={one.task.id}
                  id={one.task.id}
                  title={one.task.title}
                  closed={one.task.closed}
                  {...(open ? { remove: () => unrelate.mutate(one) } : {})}
                />
              ))}
            </ul>
          </div>
        );
      })}
      {!open ? null : !adding ? (
        <div>
          <Button size="small" kind="quiet" icon={<Waypoints size={14} />} onClick={() => setAdding(true)}>
            {t("add")}
          </Button>
        </div>
      ) : (
        <Add taskId={task.id} onRelate={(kind, other) => relate.mutate({ kind, task: { ...other, home: task.home, closed: false } })} />
      )}
    </section>
  );
}

function Add({ taskId, onRelate }: { taskId: string; onRelate: (kind: Relation["kind"], other: { id: string; title: string }) => void }) {
  const t = useText(relationTexts);
  const [kind, setKind] = useState<Relation["kind"]>("blockedBy");
  const [typed, setTyped] = useState("");
  const [round, setRound] = useState(0);
  const found = useRead(
    "GET /search",
    { query: typed.trim() === "" ? { q: "", recent: true, limit: 20 } : { q: `kind:task ${typed}`, limit: 20 } },
    { watch: [], keep: true },
  );
  const tasks = (found.data?.items ?? []).filter((one) => one.kind === "task" && one.id !== taskId);
  return (
    <div className="flex flex-wrap items-end gap-2" role="group" aria-label={t("add")}>
      <div className="w-36">
        <Field label={t("how")}>
          <Select value={kind} onValue={setKind} choices={kinds.map((one) => ({ value: one, label: t("kind", { kind: one }) }))} />
        </Field>
      </div>
      <div className="min-w-44 flex-1">
        <Field label={t("other")}>
          <Combobox
            key={round}
            value={null}
            placeholder={t("otherFind")}
            onType={setTyped}
            choices={tasks.map((one) => ({ value: one.id, label: one.title, ...(one.home === null ? {} : { hint: one.home }) }))}
            onValue={(id) => {
              const other = tasks.find((one) => one.id === id);
              if (!other) return;
              onRelate(kind, other);
              setTyped("");
              setRound(round + 1);
            }}
          />
        </Field>
      </div>
    </div>
  );
}
