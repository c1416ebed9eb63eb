import { filled } from "@rondo/core/plan";
import { CellChoice, CellText, Combobox, Select } from "../ui/index.ts";
import type { TaskSet } from "./edit.ts";
import { type CellContext, type ColumnKey, columnsOf, waitsText } from "./cells.tsx";
import { dayPart, type PlanTask, type Row } from "./model.ts";
import { staffIn, staffSet } from "./shares.ts";

export type Person = { readonly id: string; readonly name: string };

type Props = {
  row: Row;
  column: ColumnKey;
  /** Pixels before the text, as the cell has them. */
  indent: number;
  context: CellContext;
  people: readonly Person[];
  onSet: (set: TaskSet) => void;
  onWaits: (text: string) => string | null;
  onStart: (day: string) => void;
  /** `next`: begin a new task below; `stay`: back to the cell. */
  onClose: (then: "stay" | "next") => void;
  onIndent: (by: 1 | -1) => void;
};

/** The cell as a field. Enter or leaving it keeps what was written, Escape does not. */
export function CellEditor({ row, column, indent, context, people, onSet, onWaits, onStart, onClose, onIndent }: Props) {
  const { task, place, entry } = row;
  const { words, plan } = context;
  const label = `${words.t(columnsOf[column].label)}: ${task.title}`;
  if (column === "owner")
    return (
      <CellChoice onLeave={() => onClose("stay")}>
        <Combobox
          label={label}
          choices={people.map((one) => ({ value: one.id, label: one.name }))}
          value={task.owner?.id ?? null}
          placeholder={words.t("nobody")}
          onValue={(id) => {
            onSet(givenTo(task, people.find((one) => one.id === id) ?? null));
            onClose("stay");
          }}
        />
      </CellChoice>
    );
  if (column === "column")
    return (
      <CellChoice onLeave={() => onClose("stay")}>
        <Select
          label={label}
          choices={[{ value: "", label: words.t("noColumn") }, ...plan.project.columns.map((one) => ({ value: one, label: one }))]}
          value={place.column ?? ""}
          onValue={(value) => {
            onSet({ column: value === "" ? null : value });
            onClose("stay");
          }}
        />
      </CellChoice>
    );
  const initial =
    column === "title"
      ? task.title
      : column === "duration"
        ? words.duration(place.workingMinutes)
        : column === "waits"
          ? waitsText(row, context)
          : dayPart((column === "start" ? entry?.start : place.deadline) ?? "");
  const keep = (text: string): string | null => {
    if (text === initial) return null;
    switch (column) {
      case "title":
        if (text.trim() !== "") onSet({ title: text.trim() });
        return null;
      case "duration": {
        const minutes = words.minutes(text);
        if (minutes === null) return words.t("badDuration");
        onSet({ workingMinutes: minutes, ...(minutes === 0 ? { milestone: true } : place.milestone ? { milestone: false } : {}) });
        return null;
      }
      case "waits":
        return onWaits(text);
      case "deadline":
        onSet({ deadline: text === "" ? null : `${text}T${clock(words.units.to)}` });
        return null;
      default:
        onStart(text);
        return null;
    }
  };
  return (
    <CellText
      indent={indent}
      label={label}
      initial={initial}
      date={column === "start" || column === "deadline"}
      end={column === "duration"}
      keep={keep}
      onClose={(then) => onClose(column === "title" ? then : "stay")}
      {...(column === "title" ? { onIndent } : {})}
    />
  );
}

/** Whoever is chosen for a task that only asks for a role takes that. */
function givenTo(task: PlanTask, person: Person | null): TaskSet {
  const staff = staffIn(task);
  const [place] = staff.placeholders;
  const taken = person && place && staff.assignments.length === 0 ? filled(staff, place.role, person.id) : null;
  return taken && person ? staffSet(task, taken, () => person.name) : { owner: person };
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
