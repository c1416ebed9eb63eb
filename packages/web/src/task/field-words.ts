import { useText } from "../messages/index.ts";
import { useEverybody, useMe, useRead } from "../session/index.ts";
import { useFormat } from "../ui/index.ts";
import { taskTexts } from "./en.ts";
import { useMoments } from "./moments.ts";
import { priorities } from "./task.ts";

/**
 * What the parts of a task are called, and how their values read. With `asks` false it asks for nothing, and knows the
 * names that the screen has anyway.
 */
export function useFieldWords(asks = true) {
  const t = useText(taskTexts);
  const moments = useMoments();
  const format = useFormat();
  const me = useMe().person;
  const members = useEverybody(asks).items ?? [];
  const custom = useRead("GET /custom-fields", {}, { watch: ["field"], enabled: asks }).data?.items ?? [];
  const labels: Readonly<Record<string, string>> = {
    title: t("title"),
    notes: t("notes"),
    ownerId: t("owner"),
    dueAt: t("due"),
    notBefore: t("notBefore"),
    priority: t("priority"),
    effortMinutes: t("effortLabel"),
    workingMinutes: t("effortLabel"),
    column: t("boardColumn"),
    done: t("doneLabel"),
  };
  const nameOf = (id: unknown) => [me, ...members].find((person) => person.id === id)?.name ?? t("somebody");
  return {
    /** Empty for what has no name of its own: a place in a list. */
    label: (key: string): string => labels[key] ?? custom.find(({ id }) => id === key)?.name ?? "",
    say(key: string, value: unknown): string {
      if (value === null || value === undefined || value === "") return t("nothing");
      const type = custom.find(({ id }) => id === key)?.type;
      if (key === "ownerId" || type === "person") return nameOf(value);
      if (key === "dueAt" || key === "notBefore") return moments.say(String(value));
      if (key === "priority") return t("priorities", { value: priorities.find((one) => one === value) ?? "none" });
      if (key === "effortMinutes" || key === "workingMinutes") return format.work(Number(value));
      if (type === "date") return format.day(String(value));
      if (typeof value === "boolean") return t("yesOrNo", { value: value ? "yes" : "no" });
      return String(value);
    },
  };
}
