import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { type Translate, useText } from "../messages/index.ts";
import { useReadMore } from "../session/index.ts";
import { Button, cx, Skeleton, Tooltip, useFormat } from "../ui/index.ts";
import { taskTexts } from "./en.ts";
import { useMoments } from "./moments.ts";
import { usePeople } from "../talk/index.ts";
import type { Task, TaskEvent } from "./task.ts";

/** What happened to a task, as sentences, oldest first; folded away until somebody asks. */
export function History({ task }: { task: Task }) {
  const t = useText(taskTexts);
  const [open, setOpen] = useState(false);
  return (
    <section aria-label={t("history")}>
      <h3>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="-ms-1 flex min-h-8 items-center gap-1 rounded-md pe-2 text-sm font-semibold hover:bg-hover"
        >
          <ChevronRight
            size={14}
            className={cx("transition-transform duration-100", open ? "rotate-90" : "rtl:rotate-180")}
            aria-hidden="true"
          />
          {t("history")}
        </button>
      </h3>
      {open ? <Events taskId={task.id} /> : null}
    </section>
  );
}

function Events({ taskId }: { taskId: string }) {
  const t = useText(taskTexts);
  const format = useFormat();
  const moments = useMoments();
  const people = usePeople();
  const events = useReadMore("GET /tasks/:t/events", { params: { t: taskId }, query: { limit: 100 } }, { watch: [`task:${taskId}`] });
  if (events.items === undefined) return <Skeleton rows={3} />;
  const nameOf = (id: unknown) => people.find((person) => person.id === id)?.name ?? t("somebody");
  return (
    <div className="flex flex-col gap-2 pt-1">
      <ol className="ms-1.5 flex flex-col border-s border-line">
        {events.items.map((event) => (
          <li
            key={event.version}
            className="relative flex flex-wrap items-baseline justify-between gap-x-3 py-1 ps-4 text-sm text-muted before:absolute before:-start-[3px] before:top-3 before:size-[5px] before:rounded-full before:bg-line-strong"
          >
            <span className="min-w-0">{sentence(t, event, nameOf, format.list)}</span>
            <Tooltip text={moments.long(event.at)}>
              <time dateTime={event.at} className="text-xs text-faint">
                {moments.ago(event.at)}
              </time>
            </Tooltip>
          </li>
        ))}
      </ol>
      {events.hasNextPage ? (
        <div>
          <Button size="small" onClick={events.more} busy={events.isFetchingNextPage}>
            {t("older")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function sentence(
  t: Translate<keyof typeof taskTexts.texts>,
  { name, actor, data }: TaskEvent,
  nameOf: (id: unknown) => string,
  list: (items: readonly string[]) => string,
): string {
  const who = whoIn(t, actor?.name, data["byRun"]);
  const byRun = data["byRun"] !== undefined;
  switch (name) {
    case "task.created":
      if (data["runId"] !== undefined || data["stepId"] !== undefined) return t("eventOpened", { who });
      return typeof data["ownerId"] === "string" && (byRun || data["ownerId"] !== actor?.id)
        ? t("eventCreatedFor", { who, name: nameOf(data["ownerId"]) })
        : t("eventCreated", { who });
    case "task.assigned":
      if (!byRun && data["ownerId"] === actor?.id) return t("eventTaken", { who });
      return data["ownerId"] === null || data["ownerId"] === undefined
        ? t("eventUnassigned", { who })
        : t("eventAssigned", { who, name: nameOf(data["ownerId"]) });
    case "task.changed": {
      const fields = Array.isArray(data["changed"]) ? data["changed"].map(String) : [];
      return t("eventChanged", {
        who,
        what: list([...new Set(fields.map((field) => t("what", { field })))]) || t("what", { field: "other" }),
      });
    }
    case "task.completed":
      return t("eventCompleted", { who });
    case "task.reopened":
      return t("eventReopened", { who });
    case "task.deleted":
      return t("eventDeleted", { who });
    case "task.restored":
      return t("eventRestored", { who });
    case "task.withdrawn":
      return t("eventWithdrawn", { who });
    case "comment.added":
      return t("eventCommented", { who });
    case "comment.edited":
      return t("eventCommentEdited", { who });
    case "reaction.added":
      return t("eventSigned", { who });
    case "reaction.deleted":
      return t("eventUnsigned", { who });
    case "attachment.added":
      return t("eventAttached", { who, name: String(data["name"]) });
    case "attachment.versioned":
      return t("eventVersioned", { who, name: String(data["name"]) });
    case "attachment.scanned":
      return t("eventScanned", { scan: String(data["scan"]) });
    case "task.related":
    case "task.unrelated":
      return t("eventRelated", { who });
    case "task.appeared":
    case "task.disappeared":
      return t("eventPlaced", { who });
    case "attachment.deleted":
      return t("eventUnattached", { who, name: String(data["name"]) });
    case "attachment.restored":
      return t("eventAttachedAgain", { who, name: String(data["name"]) });
    case "task.shared":
      return t("eventShared", { who, name: nameOf(data["personId"]) });
    case "task.unshared":
      return t("eventUnshared", { who, name: nameOf(data["personId"]) });
    case "comment.deleted":
      return t("eventUncommented", { who });
    default:
      return t("eventOther", { who, name: name.replace(".", " ") });
  }
}

/** A step of a run that did it by itself, where one did: of a run that one may not see, no more than that. */
function whoIn(t: Translate<keyof typeof taskTexts.texts>, actor: string | undefined, byRun: unknown): string {
  if (byRun === undefined) return actor ?? t("rondo");
  if (typeof byRun !== "object" || byRun === null) return t("aRun");
  const { title, step } = byRun as { title: string; step: string };
  return t("byRun", { run: title, step });
}
