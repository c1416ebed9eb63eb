import { Check, Flag } from "lucide-react";
import { Avatar, cx } from "../ui/index.ts";
import type { Attribute, Row } from "./attributes.ts";
import { valueOf } from "./values.ts";
import type { Words } from "./words.ts";

/** What stands in a cell. Plain elements: a hundred thousand of them pass by when somebody scrolls. */
export function Cell({ row, attribute, words }: { row: Row; attribute: Attribute; words: Words }) {
  const text = words.sayOf(row, attribute);
  switch (attribute.key) {
    case "title":
      return (
        <>
          {row.milestone ? <Flag size={12} className="me-1.5 shrink-0 text-accent" aria-label={words.t("a_milestone")} /> : null}
          <span
            className={cx(
              "truncate font-medium",
              row.state !== "open" && row.kind === "task" && "text-faint line-through decoration-line-strong",
            )}
          >
            {row.title}
          </span>
        </>
      );
    case "in":
      return (
        <span className="truncate text-muted">
          {row.kind === "task" && row.run !== undefined ? `${text} · ${words.nameOf(row.run)}` : text}
        </span>
      );
    case "due": {
      const late = row.due !== undefined && row.state === "open" && words.days.dayAt(row.due) < words.days.today;
      return (
        <span className={cx("truncate tabular-nums", late && "font-medium text-act", row.dueAt === undefined && "text-muted")}>{text}</span>
      );
    }
    case "critical":
      return row.critical ? <Check size={14} className="text-accent" aria-label={words.t("yes")} /> : null;
  }
  if (attribute.type === "person") {
    const id = valueOf(row, attribute);
    return id === undefined ? null : (
      <span className="flex min-w-0 items-center gap-1.5">
        <Avatar name={text} id={String(id)} />
        <span className="truncate">{text}</span>
      </span>
    );
  }
  if (attribute.type === "yesNo")
    return valueOf(row, attribute) === true ? <Check size={14} className="text-accent" aria-label={words.t("yes")} /> : null;
  return (
    <span
      className={cx(
        "truncate",
        (attribute.end || attribute.type === "date") && "tabular-nums",
        attribute.key === "priority" && row.priority === "urgent" && "font-medium text-act",
      )}
    >
      {text}
    </span>
  );
}
