import { Repeat2 } from "lucide-react";
import { useEffect, useState } from "react";
import type { Answer } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useRead, useWorkspace } from "../session/index.ts";
import { ScreenLink } from "../shell/index.ts";
import { Badge, buttonClass, useFormat } from "../ui/index.ts";
import { ThingLink } from "../task/index.ts";
import { newTexts } from "./en.ts";

export type Before = Answer<"GET /precedents">;

/** What somebody types, once they pause. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 300);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** What was done here before that is like it; null while nothing is asked or known: history is a help, never a hindrance. */
export function usePrecedents(name: string): Before | null {
  const read = useRead("GET /precedents", { query: { name, steps: "" } }, { enabled: name !== "", watch: ["project", "process"] });
  return name === "" ? null : (read.data ?? null);
}

/** "Nearest existing work: 87 % alike, done 6 times since March." */
export function Precedents({ before }: { before: Before }) {
  const t = useText(newTexts);
  const format = useFormat(useWorkspace().zone);
  if (before.items.length === 0) return <p className="text-sm text-muted">{t("nearestNone", { looked: before.looked })}</p>;
  return (
    <div role="status" className="flex flex-col gap-1.5">
      <p className="text-sm font-semibold">{t("nearest")}</p>
      <ul className="flex flex-col gap-1.5">
        {before.items.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
            <ThingLink
              kind={one.kind}
              id={one.id}
              className="min-w-0 font-medium underline-offset-2 [overflow-wrap:anywhere] hover:underline"
            >
              {one.name}
            </ThingLink>
            <Badge>{t(one.kind === "process" ? "kindProcess" : "kindProject")}</Badge>
            <span className="text-muted">
              {t("nearestWords", { alike: format.percent(one.alike), times: one.times, since: format.day(format.dayAt(one.since)) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A process that does what is about to be made: a run of it, in the place of making it again. */
export function Instead({ of: { id, name, alike, startable } }: { of: Before["items"][number] }) {
  const t = useText(newTexts);
  const format = useFormat();
  return (
    <section aria-label={t("thereAlready")} className="flex flex-col gap-3 rounded-lg bg-accent-soft px-4 py-3 text-sm">
      <div>
        <p className="flex items-start gap-2 font-medium text-accent-strong">
          <Repeat2 size={16} className="mt-0.5 shrink-0" aria-hidden="true" />
          {t("thereAlready")}
        </p>
        <p className="mt-1 [overflow-wrap:anywhere]">
          {t(startable ? "thereAlreadyAbout" : "thereAlreadyDraft", { name, alike: format.percent(alike) })}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {startable ? (
          <ScreenLink to="/processes/$id" params={{ id }} search={{ start: true }} className={buttonClass("primary", "medium")}>
            {t("startInstead")}
          </ScreenLink>
        ) : null}
        <ScreenLink to="/processes/$id" params={{ id }} className={buttonClass("plain", "medium")}>
          {t("openInstead")}
        </ScreenLink>
      </div>
    </section>
  );
}
