import type { ReactNode } from "react";
import type { Answer } from "../api/index.ts";
import type { Translate } from "../messages/index.ts";
import type { Moments } from "../task/index.ts";
import type { dayTexts } from "./en.ts";

export type DayItem = Answer<"GET /my-day">["items"][number];

type Said = { readonly text: ReactNode; /** Late, or somebody waits. */ readonly act: boolean };

/** The reason for a task's position, as a sentence; `home` makes a link of the run or project that it names. */
export function sayWhy(
  t: Translate<keyof typeof dayTexts.texts>,
  { why, task }: DayItem,
  moments: Moments,
  home: (inside: ReactNode) => ReactNode,
): Said {
  const word = (key: string) => String(why.params[key] ?? "");
  const due = typeof why.params["due"] === "string" ? why.params["due"] : null;
  const when = due === null ? "" : moments.say(due);
  const late = due !== null && Date.parse(due) < moments.now.getTime();
  switch (why.code) {
    case "overdue":
      return { text: t("whyOverdue", { when }), act: true };
    case "dueToday":
      return late ? { text: t("whyOverdue", { when }), act: true } : { text: t("whyDueToday", { when }), act: false };
    case "someoneWaits":
      if (why.params["name"] !== undefined)
        return {
          text:
            due === null
              ? t("whyOtherHasIt", { name: word("name") })
              : t(late ? "whyOtherLate" : "whyOtherHasItDue", { name: word("name"), when }),
          act: late,
        };
      return { text: t.rich(due === null ? "whyRunWaits" : "whyRunWaitsDue", { home }, { run: word("run"), when }), act: false };
    case "critical":
      return { text: t.rich(due === null ? "whyCritical" : "whyCriticalDue", { home }, { project: word("project"), when }), act: false };
    case "dueSoon":
      return { text: t("whyDueSoon", { when }), act: false };
    case "approval":
      return { text: t.rich(due === null ? "whyApproval" : "whyApprovalDue", { home }, { run: word("run"), when }), act: false };
    case "question":
      return { text: t("whyQuestion", { text: word("text") }), act: true };
    case "planned":
      return {
        text:
          due === null
            ? t("whyPlanned", { when: moments.say(word("from")) })
            : t("whyPlannedDue", { from: moments.say(word("from")), when }),
        act: false,
      };
    case "noDate":
      return { text: task.priority === "urgent" ? t("whyUrgent") : task.priority === "high" ? t("whyHigh") : t("whyNoDate"), act: false };
    case "notYet":
      return { text: t("whyNotYet", { when: moments.say(word("from")) }), act: false };
    case "later":
      return { text: t("whyLater", { when }), act: false };
    case "held":
      return { text: t("whyHeld", { text: word("text") }), act: false };
    case "askedBack":
      return { text: t("whyAskedBack", { text: word("text") }), act: false };
  }
}
