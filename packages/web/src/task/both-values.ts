import type { Problem } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { showWaiting } from "../session/index.ts";
import { notify, useQuote } from "../ui/index.ts";
import { taskTexts } from "./en.ts";
import { useFieldWords } from "./field-words.ts";

type Values = Readonly<Record<string, unknown>>;

/**
 * Somebody changed the same meanwhile: both values are said. The change itself is kept among those that wait, where one
 * of the two is chosen; nothing is written over before that. True: it was said.
 */
export function useBothValues(): (problem: Problem, title: string, set: Values) => boolean {
  const t = useText(taskTexts);
  const words = useFieldWords(false);
  const quote = useQuote();
  return (problem, title, set) => {
    const now = problem.params["now"];
    if (problem.code !== "version_stale" || typeof now !== "object" || now === null) return false;
    const pairs = bothOf(set, now as Values).filter(({ key }) => words.label(key) !== "");
    const [one] = pairs;
    const short = pairs.length === 1 && one !== undefined && one.key !== "notes";
    const quoted = (key: string, value: unknown) => (key === "title" ? quote(words.say(key, value)) : words.say(key, value));
    notify({
      tone: "problem",
      title: t("changedMeanwhile", { title }),
      about: short ? t("bothValues", { mine: quoted(one.key, one.mine), theirs: quoted(one.key, one.theirs) }) : t("theirsStands"),
      act: { label: t("compare"), run: () => showWaiting() },
    });
    return true;
  };
}

export type Both = { readonly key: string; readonly mine: unknown; readonly theirs: unknown };

/** What was set and what stands there now, part by part; fields of one's own by their ids. */
export function bothOf(set: Values, now: Values): readonly Both[] {
  const { fields, ...rest } = set;
  const own = Object.entries((fields ?? {}) as Values).map(([key, mine]) => ({
    key,
    mine,
    theirs: ((now["fields"] ?? {}) as Values)[key] ?? null,
  }));
  return [...Object.entries(rest).map(([key, mine]) => ({ key, mine, theirs: theirsOf(now, key) })), ...own];
}

function theirsOf(now: Values, key: string): unknown {
  if (key === "ownerId" && !("ownerId" in now)) return (now["owner"] as { id?: string } | null | undefined)?.id ?? null;
  return key === "workingMinutes" && !(key in now) ? now["effortMinutes"] : now[key];
}
