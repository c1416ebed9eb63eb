import type { AnswerValue } from "./check-answers.ts";

/** The rows of a table field, as read. */
export function AnswerTable({ columns, rows }: { columns: readonly string[]; rows: Extract<AnswerValue, unknown[]> }) {
  return (
    <table className="w-full text-start">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} className="pe-3 text-start text-xs font-medium text-muted">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {columns.map((column) => (
              <td key={column} className="pe-3 align-top">
                {typeof row === "object" ? String(row[column] ?? "") : row}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
