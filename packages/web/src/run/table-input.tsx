import { Plus, X } from "lucide-react";
import { useText } from "../messages/index.ts";
import { Button, IconButton, TextInput } from "../ui/index.ts";
import type { AnswerValue } from "./check-answers.ts";
import { runTexts } from "./en.ts";

type Rows = Extract<AnswerValue, unknown[]>;

/** Rows of a table, a cell for each column. */
export function TableInput({ columns, rows, onRows }: { columns: readonly string[]; rows: Rows; onRows: (rows: Rows) => void }) {
  const t = useText(runTexts);
  const cell = (row: Rows[number], column: string) =>
    typeof row === "object" ? String(row[column] ?? "") : column === columns[0] ? row : "";
  const set = (at: number, column: string, text: string) =>
    onRows(
      rows.map((row, index) =>
        index === at ? { ...Object.fromEntries(columns.map((one) => [one, cell(row, one)])), [column]: text } : row,
      ),
    );
  return (
    <div className="flex flex-col gap-1.5 overflow-x-auto">
      {rows.map((row, index) => (
        <div key={index} className="flex items-center gap-1.5">
          {columns.map((column) => (
            <TextInput
              key={column}
              value={cell(row, column)}
              placeholder={column}
              aria-label={`${column} ${index + 1}`}
              onValue={(text) => set(index, column, text)}
              maxLength={2_000}
            />
          ))}
          <IconButton
            size="small"
            label={t("removeRow", { number: index + 1 })}
            icon={<X size={13} />}
            onClick={() => onRows(rows.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          kind="quiet"
          icon={<Plus size={13} />}
          onClick={() => onRows([...rows, Object.fromEntries(columns.map((column) => [column, ""]))])}
        >
          {t("addRow")}
        </Button>
      </div>
    </div>
  );
}
