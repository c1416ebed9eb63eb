import { useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { useFormat } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import type { RunStep } from "./run.ts";

/** Why somebody has a step: "next in turn", "stands in for Mei Tanaka, away until 4 Dec". */
export function useGivenWords() {
  const t = useText(runTexts);
  const format = useFormat(useWorkspace().zone);
  return ({ code, of, until, open }: NonNullable<RunStep["given"]>): string =>
    t("given", { code, of: of?.name ?? t("former"), until: until === null ? "" : format.day(until), open: open ?? 0 });
}
