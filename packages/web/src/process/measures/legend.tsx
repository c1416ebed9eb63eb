import { cx } from "../../ui/index.ts";

/** How a picture draws: a field of colour, a line, a dashed one, or a dot. */
const shapes = {
  field: "size-2.5 rounded-xs",
  line: "w-4 border-t-2",
  dashed: "w-4 border-t-2 border-dashed",
  dot: "size-2.5 rounded-full",
};

/** What the marks of a picture stand for. */
export function Legend({ entries }: { entries: readonly { mark: string; as?: keyof typeof shapes; label: string }[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {entries.map(({ mark, as = "field", label }) => (
        <li key={label} className="flex items-center gap-1.5">
          <span aria-hidden="true" className={cx(shapes[as], mark)} />
          {label}
        </li>
      ))}
    </ul>
  );
}
