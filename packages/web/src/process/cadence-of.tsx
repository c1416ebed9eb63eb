import { useText } from "../messages/index.ts";
import { useRead } from "../session/index.ts";
import { processTexts } from "./en.ts";
import type { Process } from "./process.ts";
import { useCadenceWords } from "./settings/cadence-words.ts";

/** When a process recurs, in words; read once it is looked at. */
export function CadenceOf({ process }: { process: Process }) {
  const t = useText(processTexts);
  const say = useCadenceWords();
  const { data } = useRead(
    "GET /processes/:p/cadences",
    { params: { p: process.id } },
    { watch: [`process:${process.id}`, "cadence"], enabled: process.published !== null },
  );
  const active = (data?.items ?? []).filter((cadence) => !cadence.paused);
  const [first, ...others] = active;
  if (first)
    return (
      <span className="line-clamp-2 text-xs">
        {say(first.rule, first.start)}
        {others.length > 0 ? ` ${t("andMore", { count: others.length })}` : ""}
      </span>
    );
  return <span className="text-xs text-faint">{process.intakeForm ? t("byForm") : t("byHand")}</span>;
}
