import type { Field } from "@rondo/core/process";
import { use, useMemo } from "react";
import { useText } from "../../messages/index.ts";
import { processTexts } from "../en.ts";
import { comparatorNames, readCondition } from "./condition.ts";
import { Whole } from "./editor-context.ts";

/** "if Binding is loose and Age is more than 100", and the same without "if"; what is more than choices stays as it was written. */
export function useConditionWords() {
  const t = useText(processTexts);
  const fields: readonly Field[] = use(Whole)?.fields ?? noFields;
  return useMemo(
    () =>
      (when: string | null): { text: string; bare: string; isWrong: boolean } => {
        if (when === null) return { text: t("otherwise"), bare: "", isWrong: false };
        if (when.trim() === "") return { text: t("noConditionYet"), bare: "", isWrong: true };
        const clauses = readCondition(when);
        if (!clauses) return { text: when, bare: when, isWrong: false };
        const parts = clauses.map(({ field: key, is, value }) => {
          const field = fields.find((one) => one.key === key);
          const shown = typeof value === "boolean" ? t(value ? "yes" : "no") : String(value ?? "");
          return t("clause", { field: field?.label || key, is: comparatorNames[is], value: shown });
        });
        const bare = parts.join(t("and"));
        return { text: t("ifAll", { clauses: bare }), bare, isWrong: false };
      },
    [t, fields],
  );
}

const noFields: readonly Field[] = [];
