import { Circle, CircleCheck, X } from "lucide-react";
import { useText } from "../messages/index.ts";
import { cx, IconButton } from "../ui/index.ts";
import { relationTexts } from "./relation.en.ts";
import { TaskLink } from "./thing-link.tsx";

/** Another task in one line: whether it is done, and the way to it. */
export function TaskLine({ id, title, closed, remove }: { id: string; title: string; closed: boolean; remove?: () => void }) {
  const t = useText(relationTexts);
  return (
    <li className="group/line flex min-h-8 items-center gap-2 text-sm">
      {closed ? (
        <CircleCheck size={15} className="shrink-0 text-accent" aria-label={t("done")} />
      ) : (
        <Circle size={15} className="shrink-0 text-faint" aria-hidden="true" />
      )}
      <TaskLink
        id={id}
        className={cx("min-w-0 flex-1 [overflow-wrap:anywhere] underline-offset-2 hover:underline", closed && "text-muted line-through")}
      >
        <span dir="auto">{title}</span>
      </TaskLink>
      {remove ? (
        <span className="opacity-0 group-focus-within/line:opacity-100 group-hover/line:opacity-100 pointer-coarse:opacity-100">
          <IconButton size="small" label={t("remove", { title })} icon={<X size={14} />} onClick={remove} />
        </span>
      ) : null}
    </li>
  );
}
