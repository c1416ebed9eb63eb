import { lazy, type ReactElement, Suspense, useState } from "react";
import { useText } from "../messages/index.ts";
import { Popover } from "../ui/index.ts";
import type { Dates } from "./changes.ts";
import { taskTexts } from "./en.ts";
import type { Task } from "./task.ts";

// A list has one for each of its tasks, and few are opened.
const DateChoices = lazy(() => import("./date-choices.tsx").then((module) => ({ default: module.DateChoices })));

type Props = {
  task: Pick<Task, "title" | "dueAt" | "notBefore" | "home">;
  trigger: ReactElement;
  open?: boolean;
  onOpen?: (open: boolean) => void;
  onDates: (dates: Dates) => void;
  first?: "dueAt" | "notBefore";
};

/** When it is due, and until when it is put off: the days one usually means, and any other. */
export function DatesPopover({ task, trigger, open, onOpen, onDates, first = "dueAt" }: Props) {
  const t = useText(taskTexts);
  const [own, setOwn] = useState(false);
  const shown = open ?? own;
  const show = onOpen ?? setOwn;
  return (
    <Popover trigger={trigger} title={t("datesOf", { title: task.title })} open={shown} onOpen={show} align="end">
      <Suspense fallback={<div className="h-64 w-76 max-w-full" />}>
        <DateChoices
          task={task}
          first={task.home.kind === "run" ? "notBefore" : first}
          onDates={(dates) => {
            show(false);
            onDates(dates);
          }}
        />
      </Suspense>
    </Popover>
  );
}
