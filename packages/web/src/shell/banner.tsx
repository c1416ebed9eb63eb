import { CloudOff, PlugZap } from "lucide-react";
import { useEffect, useState } from "react";
import { onlineManager } from "@tanstack/react-query";
import { useStreamState } from "../live/index.ts";
import { useText } from "../messages/index.ts";
import { Later } from "../ui/index.ts";
import { shellTexts } from "./en.ts";

/** Says when what is on the screen may not be true now. A break under three seconds is nobody's concern. */
export function Banner() {
  const t = useText(shellTexts);
  const online = useOnline();
  const stream = useStreamState();
  const text = !online ? t("offline") : stream === "waiting" ? t("waiting") : stream === "ended" ? t("ended") : null;
  if (text === null) return null;
  return (
    <Later key={text} after={online && stream === "waiting" ? 3_000 : 0}>
      <div role="status" className="flex items-center justify-center gap-2 border-b border-line bg-act-soft px-4 py-1.5 text-center text-xs text-ink">
        {online ? <PlugZap size={14} className="shrink-0 text-act" aria-hidden="true" /> : <CloudOff size={14} className="shrink-0 text-act" aria-hidden="true" />}
        {text}
      </div>
    </Later>
  );
}

function useOnline(): boolean {
  const [online, setOnline] = useState(() => onlineManager.isOnline());
  useEffect(() => onlineManager.subscribe(setOnline), []);
  return online;
}
