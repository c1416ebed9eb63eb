import { History, Trash2 } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Button, cx, Field, IconButton, Popover, TextInput, useFormat } from "../ui/index.ts";
import type { Plan } from "./model.ts";
import type { Words } from "./use-words.ts";

type Props = { plan: Plan; shown: string | null; tight: boolean; onShow: (id: string | null) => void; locked: string | null; words: Words };

/** The frozen copies of a plan's dates: take one, lay one under the picture, throw one away. */
export function BaselineMenu({ plan, shown, tight, onShow, locked, words }: Props) {
  const { t, day } = words;
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const p = plan.project.id;
  const list = useRead("GET /projects/:p/baselines", { params: { p } }, { watch: [`project:${p}`] });
  const [name, setName] = useState("");
  const touches = [`project:${p}`];
  const take = useChange<string, { id: string }>({
    call: (text) => requestIn(w, "POST /projects/:p/baselines", { params: { p }, body: { name: text } }),
    touches,
    said: (text) => t("saidFrozen", { name: text }),
    undo: (_, made) => requestIn(w, "DELETE /projects/:p/baselines/:b", { params: { p, b: made.id } }),
  });
  const remove = useChange<string, unknown>({
    call: (b) => requestIn(w, "DELETE /projects/:p/baselines/:b", { params: { p, b } }),
    touches,
    said: () => t("saidThrownAway"),
    undo: (b) => requestIn(w, "DELETE /projects/:p/baselines/:b/deletion", { params: { p, b } }),
  });
  const items = list.data?.items ?? [];
  const freeze = () => {
    if (name.trim() === "") return;
    take.mutate(name.trim());
    setName("");
  };
  return (
    <Popover
      title={t("baselines")}
      align="end"
      trigger={
        tight ? (
          <IconButton label={items.find((one) => one.id === shown)?.name ?? t("baselines")} icon={<History size={16} />} />
        ) : (
          <Button size="small" kind="quiet" icon={<History size={14} />}>
            {items.find((one) => one.id === shown)?.name ?? t("baselines")}
          </Button>
        )
      }
    >
      <div className="flex w-72 max-w-full flex-col gap-3">
        {items.length === 0 ? <p className="text-sm text-muted">{t("baselineNone")}</p> : null}
        <ul className="flex flex-col gap-0.5">
          {items.map((one) => (
            <li key={one.id} className={cx("flex items-center gap-2 rounded-md px-2 py-1", one.id === shown && "bg-accent-soft")}>
              <button
                type="button"
                aria-pressed={one.id === shown}
                onClick={() => onShow(one.id === shown ? null : one.id)}
                className="flex min-w-0 flex-1 flex-col rounded-sm text-start"
              >
                <span className="truncate text-sm">{one.name}</span>
                <span className="text-2xs text-faint">
                  {t("baselineFinish", { taken: day(format.dayAt(one.takenAt)), finish: day(one.finish) })}
                </span>
              </button>
              <IconButton
                size="small"
                label={t("baselineRemove", { name: one.name })}
                icon={<Trash2 size={14} />}
                why={locked}
                onClick={() => {
                  if (one.id === shown) onShow(null);
                  remove.mutate(one.id);
                }}
              />
            </li>
          ))}
        </ul>
        <Field label={t("baselineName")} help={t("baselineHelp")}>
          <TextInput
            value={name}
            onValue={setName}
            disabled={locked !== null}
            onKeyDown={(event) => (event.key === "Enter" ? freeze() : undefined)}
          />
        </Field>
        <Button size="small" kind="primary" why={locked ?? (name.trim() === "" ? t("baselineNoName") : null)} onClick={freeze}>
          {t("baselineTake")}
        </Button>
      </div>
    </Popover>
  );
}
