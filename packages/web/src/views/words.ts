import { useMemo } from "react";
import { type Translate, useLocale, useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { addDays, useMoments } from "../task/index.ts";
import { type Formats, useFormat } from "../ui/index.ts";
import type { Attribute, Row } from "./attributes.ts";
import { viewTexts } from "./en.ts";
import type { Days } from "./groups.ts";
import { type Value, valueOf } from "./values.ts";

export type Words = {
  readonly t: Translate<keyof typeof viewTexts.texts>;
  readonly format: Formats;
  readonly locale: string;
  readonly zone: string;
  readonly days: Days;
  readonly nameOf: (id: string) => string;
  /** A value as it stands in a cell. */
  readonly say: (attribute: Attribute, value: Value, row?: Row) => string;
  readonly sayOf: (row: Row, attribute: Attribute) => string;
  /** A group's name. */
  readonly sayGroup: (attribute: Attribute, key: string) => string;
};

export function useWords(names: Readonly<Record<string, string>>): Words {
  const t = useText(viewTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const locale = useLocale();
  const { today } = useMoments();
  return useMemo(() => {
    const monday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
    const days: Days = { today, weekEnd: addDays(today, 6 - monday), dayAt: format.dayAt };
    const nameOf = (id: string) => names[id] ?? "";
    const say = (attribute: Attribute, value: Value): string => {
      if (value === undefined) return "";
      switch (attribute.type) {
        case "person":
        case "team":
        case "place":
          return nameOf(String(value));
        case "date":
          return format.day(attribute.isOwn ? String(value) : format.dayAt(String(value)), today);
        case "duration":
          return format.work(Number(value));
        case "number":
          return format.number(Number(value));
        case "yesNo":
          return value === true ? t("yes") : "";
        case "choice":
          return attribute.key === "state"
            ? t("state", { state: String(value) })
            : attribute.key === "priority"
              ? t("priority", { priority: String(value) })
              : String(value);
        default:
          return String(value);
      }
    };
    const sayGroup = (attribute: Attribute, key: string): string => {
      if (key === "") return attribute.type === "person" ? t("nobody") : t("noValue", { name: attribute.label });
      if (attribute.type === "date") return t(key as "late");
      if (attribute.type === "yesNo") return t(key as "yes");
      return say(attribute, key);
    };
    return { t, format, locale, zone, days, nameOf, say, sayOf: (row, attribute) => say(attribute, valueOf(row, attribute)), sayGroup };
  }, [t, format, locale, zone, today, names]);
}
