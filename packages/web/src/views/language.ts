import { type Grammar, type Language, type Names, noNames, type Subject } from "@rondo/core/view";
import { useMemo } from "react";
import { type Translate, useText } from "../messages/index.ts";
import { useRead, useReadAll, useWorkspace } from "../session/index.ts";
import { usePeople } from "../talk/index.ts";
import { filterTexts } from "./en.ts";
import { type Attribute, useAttributes } from "./attributes.ts";

type Word = keyof typeof filterTexts.texts;

/** The filter's grammar in the language of the screen. */
function grammarOf(t: Translate<Word>): Grammar {
  const words = (key: Word) => t(key).split("|");
  const pattern = (key: Word) => t(key).replace("[n]", "{n}");
  const all = <Key extends Word>(keys: readonly Key[]) => Object.fromEntries(keys.map((key) => [key, words(key)])) as Record<Key, string[]>;
  const one = (keys: readonly Word[]) => Object.fromEntries(keys.map((key) => [key, t(key)]));
  return {
    and: t("and"),
    or: t("or"),
    not: t("not"),
    me: t("me"),
    nobody: t("nobody"),
    yes: t("yes"),
    no: t("no"),
    attributes: all([
      "title",
      "state",
      "owner",
      "creator",
      "team",
      "in",
      "step",
      "column",
      "role",
      "skill",
      "priority",
      "due",
      "start",
      "finish",
      "postponed",
      "created",
      "closed",
      "effort",
      "spent",
      "critical",
      "milestone",
    ]),
    operators: all([
      "is",
      "isNot",
      "contains",
      "lacks",
      "before",
      "after",
      "from",
      "until",
      "over",
      "under",
      "least",
      "most",
      "empty",
      "filled",
    ]),
    choices: one(["open", "done", "skipped", "withdrawn", "cancelled", "none", "low", "high", "urgent"]),
    spans: {
      today: { names: { "0": t("today"), "1": t("tomorrow"), "-1": t("yesterday") }, ahead: pattern("inDays"), ago: pattern("daysAgo") },
      week: { names: { "0": t("thisWeek"), "1": t("nextWeek"), "-1": t("lastWeek") }, ahead: pattern("inWeeks"), ago: pattern("weeksAgo") },
      month: {
        names: { "0": t("thisMonth"), "1": t("nextMonth"), "-1": t("lastMonth") },
        ahead: pattern("inMonths"),
        ago: pattern("monthsAgo"),
      },
    },
    weekdays: words("weekdays"),
    minutes: words("minutes"),
    hours: words("hours"),
  };
}

export type Speech = {
  readonly attributes: readonly Attribute[];
  readonly names: Names;
  /** For what people read and write. */
  readonly spoken: Required<Language>;
  /** For the address and the server: ids and English words. */
  readonly bare: Language;
};

/** What can be said about a subject here: attributes, people, teams, projects and processes by name. */
export function useSpeech(subject: Subject): Speech {
  const t = useText(filterTexts);
  const { role } = useWorkspace();
  const attributes = useAttributes(subject);
  const people = usePeople();
  const teams = useRead("GET /teams", {}, { watch: ["team", "workspace"], enabled: role !== "guest" }).data?.items;
  const projects = useReadAll("GET /projects", { query: { limit: 200 } }, { watch: ["project"] }).items;
  const processes = useReadAll("GET /processes", { query: { limit: 200 } }, { watch: ["process"] }).items;
  return useMemo(() => {
    const own = attributes.filter((one) => one.isOwn);
    const names: Names = {
      attributes: own.map((one) => ({ id: one.key, name: one.label })),
      people,
      teams: teams ?? [],
      places: [...(projects ?? []), ...(processes ?? [])].map(({ id, name }) => ({ id, name })),
    };
    return { attributes, names, spoken: { subject, own, grammar: grammarOf(t), names }, bare: { subject, own, names: noNames } };
  }, [t, subject, attributes, people, teams, projects, processes]);
}
