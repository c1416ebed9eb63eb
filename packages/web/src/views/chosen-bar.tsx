import { useState } from "react";
import { Button, Menu, Popover } from "../ui/index.ts";
import type { Attribute, Row } from "./attributes.ts";
import { CellEditor } from "./cell-editor.tsx";
import type { Speech } from "./language.ts";
import { mostAtOnce, type RowChange } from "./use-row-changes.ts";
import { maySet, type RowSet, setOf } from "./values.ts";
import type { Words } from "./words.ts";

type Props = {
  rows: readonly Row[];
  words: Words;
  speech: Speech;
  boardColumns: readonly string[];
  onChange: (changes: readonly RowChange[]) => void;
  onNone: () => void;
};

/** What can be done with all that are chosen, as one change with one undo. */
export function ChosenBar({ rows, words, speech, boardColumns, onChange, onNone }: Props) {
  const { t } = words;
  const [setting, setSetting] = useState<Attribute | null>(null);
  const many = rows.length > mostAtOnce ? t("chosenMost", { limit: mostAtOnce }) : null;
  const settable = speech.attributes.filter(
    (one) => one.key !== "title" && one.key !== "state" && setOf(one, "x") !== null && rows.some((row) => maySet(row, one)),
  );
  const state = speech.attributes.find((one) => one.key === "state");
  const all = (set: RowSet, attribute: Attribute | undefined) =>
    onChange(rows.filter((row) => attribute === undefined || maySet(row, attribute)).map((row) => ({ row, set })));
  return (
    <div
      role="group"
      aria-label={t("chosen", { count: rows.length })}
      className="fixed inset-x-3 bottom-16 z-30 mx-auto flex w-fit max-w-full flex-wrap items-center gap-2 rounded-lg bg-raised p-2 shadow-lg md:bottom-5"
    >
      <span className="px-2 text-sm font-medium tabular-nums" role="status">
        {t("chosen", { count: rows.length })}
      </span>
      {setting ? (
        <Popover
          open
          title={t("setting", { name: setting.label, count: rows.length })}
          onOpen={(open) => (open ? undefined : setSetting(null))}
          trigger={<Button size="small">{t("set", { name: setting.label })}</Button>}
        >
          <div className="flex h-10 w-64 items-center px-1.5">
            <CellEditor
              row={null}
              attribute={setting}
              label={t("setting", { name: setting.label, count: rows.length })}
              words={words}
              speech={speech}
              columns={boardColumns}
              onSet={(set) => {
                all(set, setting);
                setSetting(null);
              }}
              onClose={() => setSetting(null)}
            />
          </div>
        </Popover>
      ) : (
        <Menu
          side="top"
          trigger={
            <Button size="small" why={many}>
              {t("chosenSet")}
            </Button>
          }
          entries={settable.map((attribute) => ({
            label: attribute.label,
            onSelect: () => requestAnimationFrame(() => setSetting(attribute)),
          }))}
        />
      )}
      {state && rows.some((row) => row.state === "open" && maySet(row, state)) ? (
        <Button size="small" kind="primary" why={many} onClick={() => all({ done: true }, state)}>
          {t("chosenComplete")}
        </Button>
      ) : null}
      {rows.some((row) => row.kind === "task" && row.run === undefined) ? (
        <Button
          size="small"
          kind="danger"
          why={many}
          onClick={() => {
            onChange(
              rows
                .filter((row) => row.kind === "task" && row.run === undefined && !row.locked)
                .map((row) => ({ row, set: { deleted: true } })),
            );
            onNone();
          }}
        >
          {t("chosenDelete")}
        </Button>
      ) : null}
      <Button size="small" kind="quiet" onClick={onNone}>
        {t("unchoose")}
      </Button>
    </div>
  );
}
