import { CloudOff, PlugZap } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { onlineManager } from "@tanstack/react-query";
import { useStreamState } from "../live/index.ts";
import { useText } from "../messages/index.ts";
import { Later } from "../ui/index.ts";
import { shellTexts } from "./en.ts";
import { useOutbox } from "./outbox.ts";

/** Asked for by the frame before it is needed: without a connection it could not be. */
export const outboxList = () => import("./outbox-list.tsx");
const OutboxList = lazy(() => outboxList().then((module) => ({ default: module.OutboxList })));

/** Says when what is on the screen may not be true now. A break under three seconds is nobody's concern. */
export function Banner() {
  const t = useText(shellTexts);
  const online = useOnline();
  const stream = useStreamState();
  const waiting = useOutbox();
  const text = !online
    ? t("offline")
    : stream === "waiting"
      ? t("waiting")
      : stream === "ended"
        ? t("ended")
        : waiting.length > 0
          ? t("sending")
          : null;
  if (text === null) return null;
  return (
    <Later key={text} after={!online || stream === "ended" || waiting.some((one) => one.refused !== undefined) ? 0 : 3_000}>
      <div
        role="status"
        className="flex items-center justify-center gap-2 border-b border-line bg-act-soft px-4 py-1.5 text-center text-xs text-ink"
      >
        {online ? (
          <PlugZap size={14} className="shrink-0 text-act" aria-hidden="true" />
        ) : (
          <CloudOff size={14} className="shrink-0 text-act" aria-hidden="true" />
        )}
        <span>{text}</span>
        <Suspense>{waiting.length > 0 ? <OutboxList waiting={waiting} /> : null}</Suspense>
      </div>
    </Later>
  );
}

function useOnline(): boolean {
  const [online, setOnline] = useState(() => onlineManager.isOnline());
  useEffect(() => onlineManager.subscribe(setOnline), []);
  return online;
}
