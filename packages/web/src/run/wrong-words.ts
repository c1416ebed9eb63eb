import type { Field } from "@rondo/core/process";
import { useText } from "../messages/index.ts";
import { useFormat } from "../ui/index.ts";
import type { Wrong } from "./check-answers.ts";
import { runTexts } from "./en.ts";

/** What is wrong with an answer, in words beside it. */
export function useWrongWords() {
  const t = useText(runTexts);
  const format = useFormat();
  return (field: Field, wrong: Wrong | undefined): string | null => {
    if (wrong === undefined) return null;
    if (wrong.message !== undefined) return wrong.message;
    if (wrong.problem !== "tooSmall" && wrong.problem !== "tooLarge") return t("problem", { problem: wrong.problem });
    const limit = wrong.problem === "tooSmall" ? field.min : field.max;
    const said = typeof limit === "number" ? format.number(limit) : limit === undefined ? "" : format.day(limit);
    const kind =
      typeof limit === "string"
        ? "date"
        : ["text", "longText", "richText"].includes(field.kind)
          ? "text"
          : ["list", "people", "choices", "table", "file"].includes(field.kind)
            ? "list"
            : "number";
    return t(wrong.problem, { limit: said, kind });
  };
}
