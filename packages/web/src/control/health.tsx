import { useText } from "../messages/index.ts";
import { Badge, useFormat } from "../ui/index.ts";
import { type Facts, toneOf } from "./control.ts";
import { controlTexts } from "./en.ts";

/** The reasons in words, the bad ones first. */
export function useReasons(): (reasons: Facts["reasons"]) => string[] {
  const t = useText(controlTexts);
  const format = useFormat();
  return (reasons) =>
    reasons
      .toSorted((a, b) => Number(b.bad) - Number(a.bad))
      .map(({ code, value }) =>
        t("because", {
          code,
          count: value,
          value: code === "spi" || code === "cpi" ? format.exact(Math.round(value * 100) / 100) : format.number(value),
        }),
      );
}

export function Health({ health }: { health: Facts["health"] }) {
  const t = useText(controlTexts);
  return <Badge tone={toneOf[health]}>{t("health", { health })}</Badge>;
}
