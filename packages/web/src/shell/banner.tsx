import { CloudOff, PlugZap, Send } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { onlineManager, useQueryClient } from "@tanstack/react-query";
import { useStreamState } from "../live/index.ts";
import { useText } from "../messages/index.ts";
import { refresh, showWaiting, useWaiting, useWorkspace } from "../session/index.ts";
import { Button, Later } from "../ui/index.ts";
import { shellTexts } from "./en.ts";
import { waitsTexts } from "./waits.en.ts";

/** Says when what is on the screen may not be true now. A break under three seconds is nobody's concern. */
export function Banner() {
  const t = useText(shellTexts);
  const online = useOnline();
  const stream = useStreamState();
  const waits = useText(waitsTexts);
  const waiting = useWaiting();
  const refused = waiting.filter((one) => one.refused !== undefined).length;
  useReadAgainWhenSent(waiting.length - refused);
  const text = !online
    ? t("offline")
    : stream === "waiting"
      ? t("waiting")
      : stream === "ended"
        ? t("ended")
        : waiting.length > refused
          ? t("sending")
          : refused > 0
            ? t("refused")
            : null;
  if (text === null) return null;
  return (
    <Later key={text} after={!online || stream === "ended" || refused > 0 ? 0 : 3_000}>
      <div
        role="status"
        className="flex flex-wrap items-center justify-center gap-2 border-b border-line bg-act-soft px-4 py-1.5 text-center text-xs text-ink"
      >
        <span className="flex min-w-0 items-center gap-2">
          {online ? (
            <PlugZap size={14} className="shrink-0 text-act" aria-hidden="true" />
          ) : (
            <CloudOff size={14} className="shrink-0 text-act" aria-hidden="true" />
          )}
          {text}
        </span>
        {waiting.length > 0 ? (
          <Button size="small" icon={<Send size={13} />} onClick={() => showWaiting()}>
            {refused > 0 ? waits("refusedCount", { count: refused }) : waits("count", { count: waiting.length })}
          </Button>
        ) : null}
      </div>
    </Later>
  );
}

/** What was shown while it waited is read anew once all of it is sent. */
function useReadAgainWhenSent(count: number): void {
  const client = useQueryClient();
  const workspace = useWorkspace().id;
  const before = useRef(count);
  useEffect(() => {
    if (count === 0 && before.current > 0) void refresh(client, workspace);
    before.current = count;
  }, [count, client, workspace]);
}

function useOnline(): boolean {
  const [online, setOnline] = useState(() => onlineManager.isOnline());
  useEffect(() => onlineManager.subscribe(setOnline), []);
  return online;
}
