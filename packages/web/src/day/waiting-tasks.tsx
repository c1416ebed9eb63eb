import { useText } from "../messages/index.ts";
import { WaitsMark } from "../shell/index.ts";
import { nounOf, useWaiting } from "../session/index.ts";
import { dayTexts } from "./en.ts";

/** Tasks that were added without a connection: nobody knows of them yet, and they are not lost. */
export function WaitingTasks() {
  const t = useText(dayTexts);
  const added = useWaiting().filter((one) => one.key.startsWith("POST ") && ["tasks", "repeating-tasks"].includes(nounOf(one)));
  if (added.length === 0) return null;
  return (
    <ul aria-label={t("addedHere")} className="flex flex-col">
      {added.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line/70 px-4 py-2 ps-11 sm:px-9 sm:ps-16">
          <span className="min-w-0 flex-1 text-base font-medium text-muted [overflow-wrap:anywhere]">
            {String((one.call.body as { title?: unknown }).title ?? "")}
          </span>
          <WaitsMark refused={one.refused !== undefined} />
        </li>
      ))}
    </ul>
  );
}
