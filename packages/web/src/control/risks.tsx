import { useText } from "../messages/index.ts";
import { cx, Section, useFormat } from "../ui/index.ts";
import type { Register } from "./control.ts";
import { controlTexts } from "./en.ts";

const five = [1, 2, 3, 4, 5] as const;

/** Where the open risks stand, and how their exposure went. */
export function Risks({ register: { items, trend } }: { register: Register }) {
  const t = useText(controlTexts);
  const format = useFormat();
  const open = items.flatMap((entry) => (entry.said.kind === "risk" && entry.settlement === null ? [{ entry, ...entry.said }] : []));
  const most = Math.max(1, ...trend.map((point) => point.exposure));
  if (trend.length === 0) return null;
  return (
    <div className="grid gap-8 md:grid-cols-2">
      <Section title={t("matrix")}>
        <table className="w-full max-w-md border-separate border-spacing-1 text-center text-sm">
          <caption className="sr-only">{t("matrix")}</caption>
          <thead>
            <tr>
              <td />
              {five.map((impact) => (
                <th key={impact} scope="col" className="text-xs font-normal text-faint">
                  {impact}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {five.toReversed().map((likelihood) => (
              <tr key={likelihood}>
                <th scope="row" className="w-6 text-xs font-normal text-faint">
                  {likelihood}
                </th>
                {five.map((impact) => {
                  const here = open.filter((risk) => risk.likelihood === likelihood && risk.impact === impact);
                  const level = likelihood * impact;
                  return (
                    <td
                      key={impact}
                      title={here.map((risk) => risk.entry.title).join("\n")}
                      aria-label={t("matrixCell", { likelihood, impact, count: here.length })}
                      className={cx(
                        "h-8 rounded-sm",
                        level >= 12 ? "bg-act-soft text-act" : level >= 6 ? "bg-pressed" : "bg-hover",
                        here.length > 0 && "font-semibold",
                      )}
                    >
                      {here.length || ""}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
        <p className="text-xs text-faint">
          ↑ {t("likelihood")} · → {t("impact")}
        </p>
      </Section>
      <Section title={t("trend")} about={t("trendText", { first: trend[0]?.exposure ?? 0, last: trend.at(-1)?.exposure ?? 0, most })}>
        <div className="flex h-28 items-end gap-0.5" aria-hidden="true">
          {trend.slice(-40).map((point) => (
            <span
              key={point.at}
              title={`${format.moment(point.at)}: ${point.exposure}`}
              className="min-h-px max-w-8 flex-1 rounded-t-sm bg-accent"
              style={{ blockSize: `${(100 * point.exposure) / most}%` }}
            />
          ))}
        </div>
        <table className="sr-only">
          <tbody>
            {trend.map((point) => (
              <tr key={point.at}>
                <th scope="row">{format.moment(point.at)}</th>
                <td>{point.exposure}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </div>
  );
}
