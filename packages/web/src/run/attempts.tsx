import { useFinding, useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { useFormat } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import type { Run } from "./run.ts";

type Tried = NonNullable<Run["waits"][number]["tried"]>;

/** How often something was tried, when and what came back, when it is tried next, and by which rule. */
export function Attempts({ tried }: { tried: Tried }) {
  const t = useText(runTexts);
  const finding = useFinding();
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  if (tried.attempts.length === 0) return null;
  return (
    <div className="flex flex-col gap-1.5 text-xs">
      <p>
        {t("attempts", { count: tried.count })}
        {tried.nextAt === null ? "" : ` ${t("nextAttempt", { when: format.momentToTheSecond(tried.nextAt) })}`}
      </p>
      <table className="w-full text-start" aria-label={t("attemptsTable")}>
        <thead className="text-muted">
          <tr>
            {(["attemptNumber", "attemptAt", "attemptFailure"] as const).map((head) => (
              <th key={head} scope="col" className="pe-3 pb-1 text-start font-medium whitespace-nowrap">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tried.attempts.map(({ number, at, failure, said }) => (
            <tr key={number} className="align-top">
              <td className="pe-3 whitespace-nowrap tabular-nums">{number}</td>
              <td className="pe-3 whitespace-nowrap">{at === null ? "–" : <time dateTime={at}>{format.momentToTheSecond(at)}</time>}</td>
              <td className="wrap-anywhere">{failure === null ? t("attemptUnknown") : finding({ message: failure, said })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-muted">
        {tried.waits.length === 0
          ? t("retryNever")
          : t("retryRule", {
              most: tried.waits.length + 1,
              waits: format.list(tried.waits.map((seconds) => format.elapsed(seconds / 60))),
            })}
      </p>
    </div>
  );
}
