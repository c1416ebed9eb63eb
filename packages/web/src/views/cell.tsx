import { Check, Flag } from "lucide-react";
import type { ReactNode } from "react";
import { Avatar, cx } from "../ui/index.ts";
import type { Attribute, Row } from "./attributes.ts";
import { valueOf } from "./values.ts";
import type { Words } from "./words.ts";

/** "#12: Codex Gigas": a run's title without its process, which stands beside it and would take the room of what tells runs apart. */
const ownName = (title: string, process: string) => (title.startsWith(`${process} #`) ? title.slice(process.length + 1) : title);

/** What stands in a cell: words as they are, so that the cell itself is all that there is of it. A hundred thousand pass by when somebody scrolls. */
export function cellOf(row: Row, attribute: Attribute, words: Words): { readonly className?: string; readonly inside: ReactNode } {
  const text = words.sayOf(row, attribute);
  switch (attribute.key) {
    case "title": {
      const className = cx("font-medium", row.state !== "open" && row.kind === "task" && "text-faint line-through decoration-line-strong");
      return {
        className,
        inside: row.milestone ? (
          <>
            <Flag size={12} className="me-1.5 inline text-accent" aria-label={words.t("a_milestone")} />
            {row.title}
          </>
        ) : row.kind === "run" ? (
          ownName(row.title, words.nameOf(row.place ?? ""))
        ) : (
          row.title
        ),
      };
    }
    case "in":
      return {
        className: "text-muted",
        inside: row.kind === "task" && row.run !== undefined ? `${ownName(words.nameOf(row.run), text)} · ${text}` : text,
      };
    case "due": {
      const late = row.due !== undefined && row.state === "open" && words.days.dayAt(row.due) < words.days.today;
      return { className: cx("tabular-nums", late ? "font-medium text-act" : row.dueAt === undefined && "text-muted"), inside: text };
    }
    case "priority":
      return { className: cx(row.priority === "urgent" && "font-medium text-act"), inside: text };
  }
  if (attribute.type === "person") {
    const id = valueOf(row, attribute);
    return {
      inside:
        id === undefined ? null : (
          <>
            <span className="me-1.5 inline-flex align-middle">
              <Avatar name={text} id={String(id)} />
            </span>
            {text}
          </>
        ),
    };
  }
  if (attribute.type === "yesNo")
    return {
      inside: valueOf(row, attribute) === true ? <Check size={14} className="inline text-accent" aria-label={words.t("yes")} /> : null,
    };
  return { className: cx((attribute.end || attribute.type === "date") && "tabular-nums"), inside: text };
}
