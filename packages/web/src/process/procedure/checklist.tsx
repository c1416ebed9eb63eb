import type { ChecklistItem, TaskStep } from "@rondo/core/process";
import { Plus, Square, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useText } from "../../messages/index.ts";
import { Button, Checkbox, IconButton } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { useEditor } from "./editor-context.ts";
import { shortId } from "./use-editor-actions.ts";

/** Points to tick off: Enter makes the next, Backspace in an empty one takes it away, Alt with the arrows moves. */
export function Checklist({ step }: { step: TaskStep }) {
  const t = useText(processTexts);
  const { changeStep, readOnly } = useEditor();
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef<string | null>(null);
  const set = (items: readonly ChecklistItem[], merge: string | null = null) =>
    changeStep(step.id, (one) => (one.kind === "task" ? { ...one, checklist: items } : one), merge);
  const items = step.checklist;
  useEffect(() => {
    if (wanted.current === null) return;
    list.current?.querySelector<HTMLInputElement>(`[data-point="${wanted.current}"]`)?.focus();
    wanted.current = null;
  });
  const addAt = (index: number) => {
    const id = shortId();
    wanted.current = id;
    set(items.toSpliced(index, 0, { id, title: "" }));
  };
  const removeAt = (index: number) => {
    wanted.current = items[index - 1]?.id ?? items[index + 1]?.id ?? null;
    set(items.toSpliced(index, 1));
  };
  const moveAt = (index: number, by: -1 | 1) => {
    const [one, other] = [items[index], items[index + by]];
    if (!one || !other) return;
    wanted.current = one.id;
    set(items.map((item, at) => (at === index ? other : at === index + by ? one : item)));
  };
  if (readOnly && items.length === 0) return null;
  return (
    <section className="flex flex-col gap-1">
      <h3 className="text-xs font-medium text-muted">{t("checklist")}</h3>
      <ul ref={list} className="flex flex-col">
        {items.map((item, index) => (
          <li key={item.id} className="group/point flex items-center gap-2">
            <Square size={14} className="shrink-0 text-line-strong" aria-hidden="true" />
            <input
              data-point={item.id}
              value={item.title}
              readOnly={readOnly}
              maxLength={300}
              aria-label={t("point", { number: index + 1 })}
              placeholder={t("pointPlaceholder")}
              onChange={(event) =>
                set(
                  items.map((one) => (one.id === item.id ? { ...one, title: event.target.value } : one)),
                  `point ${item.id}`,
                )
              }
              onKeyDown={(event) => {
                if (event.nativeEvent.isComposing || readOnly) return;
                if (event.key === "Enter") addAt(index + 1);
                else if (event.key === "Backspace" && item.title === "") removeAt(index);
                else if (event.altKey && event.key === "ArrowUp") moveAt(index, -1);
                else if (event.altKey && event.key === "ArrowDown") moveAt(index, 1);
                else return;
                event.preventDefault();
              }}
              className="h-7 min-w-0 flex-1 rounded-sm bg-transparent px-1 text-sm outline-none focus-visible:bg-hover/60 pointer-coarse:h-10 pointer-coarse:text-lg"
            />
            {readOnly ? null : (
              <span className="opacity-0 group-focus-within/point:opacity-100 group-hover/point:opacity-100 pointer-coarse:opacity-100">
                <IconButton
                  size="small"
                  label={t("removePoint", { point: item.title })}
                  icon={<X size={13} />}
                  onClick={() => removeAt(index)}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
      {readOnly ? null : (
        <div>
          <Button size="small" kind="quiet" icon={<Plus size={13} />} onClick={() => addAt(items.length)}>
            {t("addPoint")}
          </Button>
        </div>
      )}
      {items.length > 0 ? (
        <Checkbox
          label={t("checkAll")}
          disabled={readOnly}
          checked={step.checkAll === true}
          onChecked={(on) =>
            changeStep(step.id, (one) => {
              const { checkAll: _, ...rest } = one as TaskStep;
              return on ? { ...rest, checkAll: true } : rest;
            })
          }
        />
      ) : null}
    </section>
  );
}
