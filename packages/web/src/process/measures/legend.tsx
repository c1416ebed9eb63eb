import { cx } from "../../ui/index.ts";

/** What the marks of a picture stand for. */
export function Legend({ entries }: { entries: readonly { mark: string; label: string }[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {entries.map(({ mark, label }) => (
        <li key={label} className="flex items-center gap-1.5">
          <span aria-hidden="true" className={cx("size-2.5 rounded-xs", mark)} />
          {label}
        </li>
      ))}
    </ul>
  );
}
