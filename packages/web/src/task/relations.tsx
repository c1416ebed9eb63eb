import { CircleCheck, Circle, Waypoints, X } from "lucide-react";
import { useState } from "react";
import { type Answer, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useReadAll, useWorkspace } from "../session/index.ts";
import { Button, Combobox, cx, Field, IconButton, Select } from "../ui/index.ts";
import { relationTexts } from "./relation.en.ts";
import type { Task } from "./task.ts";
import { TaskLink } from "./thing-link.tsx";

type Relation = Answer<"GET /tasks/:t/relations">["items"][number];
const kinds = ["blockedBy", "blocks", "relates", "duplicates", "duplicatedBy"] as const;

/** Tasks inside this one, as far as one may see them. Nothing where there are none. */
export function Inside({ task }: { task: Task }) {
  const t = useText(relationTexts);
  const read = useReadAll(
    "GET /tasks",
    { query: { parent: task.id, state: "all", limit: 100 } },
    { watch: [`project:${task.home.id}`, "task"], enabled: task.plan !== null },
  );
  const items = read.items ?? [];
  if (items.length === 0) return null;
  const inOrder = items.toSorted((a, b) => ((a.plan?.position ?? "") < (b.plan?.position ?? "") ? -1 : 1));
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="flex items-baseline gap-2 text-sm font-semibold">
        {t("inside")}{" "}
        <span className="text-xs font-normal text-faint">
          {t("insideDone", { done: items.filter((one) => one.closedAs !== null).length, all: items.length })}
        </span>
      </h3>
      <ul className="flex flex-col">
        {inOrder.map((one) => (
          <TaskLine key={one.id} id={one.id} title={one.title} closed={one.closedAs !== null} />
        ))}
      </ul>
    </section>
  );
}

function TaskLine({ id, title, closed, remove }: { id: string; title: string; closed: boolean; remove?: () => void }) {
  const t = useText(relationTexts);
  return (
    <li className="group/line flex min-h-8 items-center gap-2 text-sm">
      {closed ? (
        <CircleCheck size={15} className="shrink-0 text-accent" aria-label={t("done")} />
      ) : (
        <Circle size={15} className="shrink-0 text-faint" aria-hidden="true" />
      )}
      <TaskLink
        id={id}
        className={cx("min-w-0 flex-1 [overflow-wrap:anywhere] underline-offset-2 hover:underline", closed && "text-muted line-through")}
      >
        <span dir="auto">{title}</span>
      </TaskLink>
      {remove ? (
        <span className="opacity-0 group-focus-within/line:opacity-100 group-hover/line:opacity-100 pointer-coarse:opacity-100">
          <IconButton size="small" label={t("remove", { title })} icon={<X size={14} />} onClick={remove} />
        </span>
      ) : null}
    </li>
  );
}

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
