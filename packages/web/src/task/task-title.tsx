import { useEffect, useState } from "react";
import { useText } from "../messages/index.ts";
import { cx } from "../ui/index.ts";
import { taskTexts } from "./en.ts";

/** The title as text that can be typed over: Enter or leaving it saves, Escape takes it back. */
export function TaskTitle({
  title,
  done,
  why,
  onTitle,
}: {
  title: string;
  done: boolean;
  why: string | null;
  onTitle: (title: string) => void;
}) {
  const t = useText(taskTexts);
  const [typed, setTyped] = useState(title);
  useEffect(() => setTyped(title), [title]);
  const look = cx("w-full text-xl leading-7 font-semibold tracking-tight", done && "text-muted line-through decoration-1");
  if (why !== null) return <h2 className={look}>{title}</h2>;
  return (
    <h2 className="contents">
      <textarea
        aria-label={t("title")}
        rows={1}
        maxLength={300}
        value={typed}
        onChange={(event) => setTyped(event.target.value.replace(/[\n\r]+/g, " "))}
        onBlur={() => {
          const next = typed.trim();
          if (next === "") setTyped(title);
          else if (next !== title) onTitle(next);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            setTyped(title);
            event.stopPropagation();
          }
          if (event.key === "Enter") {
            event.preventDefault();
            event.currentTarget.blur();
          }
        }}
        className={cx(
          look,
          "-mx-1.5 field-sizing-content resize-none rounded-md bg-transparent px-1.5 outline-offset-0 hover:bg-hover/60 focus-visible:bg-raised",
        )}
      />
    </h2>
  );
}
