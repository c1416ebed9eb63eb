import { useText } from "../messages/index.ts";
import { useMe } from "../session/index.ts";
import { taskTexts } from "./en.ts";
import type { Task } from "./task.ts";
import { ThingLink } from "./thing-link.tsx";

/** Which run, project or list a task is part of, as a link. */
export function Home({ task }: { task: Pick<Task, "home" | "owner"> }) {
  const t = useText(taskTexts);
  const me = useMe().person;
  if (task.home.kind === "person")
    return (
      <span className="text-muted">{task.home.id === me.id ? t("myList") : t("ownList", { name: task.owner?.name ?? t("somebody") })}</span>
    );
  if (task.home.title === "") return <span className="text-muted">{t("shownToYou")}</span>;
  return (
    <ThingLink
      kind={task.home.kind}
      id={task.home.id}
      className="underline decoration-line-strong underline-offset-2 hover:text-accent hover:decoration-accent"
    >
      {task.home.title}
    </ThingLink>
  );
}
