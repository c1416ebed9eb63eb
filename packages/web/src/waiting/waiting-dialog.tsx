import { Send } from "lucide-react";
import { outbox } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { showWaiting, useWaiting } from "../session/index.ts";
import { Button, Dialog, useFormat } from "../ui/index.ts";
import { waitingTexts } from "./en.ts";
import { WaitingRow } from "./waiting-row.tsx";

/** All that waits and all that was refused, in one place: what it is, how it stands, and what can become of it. */
export function WaitingDialog() {
  const t = useText(waitingTexts);
  const format = useFormat();
  const waiting = useWaiting();
  const refused = waiting.filter((one) => one.refused !== undefined);
  const rest = waiting.filter((one) => one.refused === undefined);
  const size = rest.reduce((sum, one) => sum + (one.file?.size ?? 0), 0);
  return (
    <Dialog
      open
      wide
      onOpen={showWaiting}
      title={t("title")}
      about={waiting.length === 0 ? undefined : refused.length > 0 ? t("refusedAbout") : t("about")}
      actions={
        rest.length > 0 ? (
          <>
            <Button kind="primary" icon={<Send size={14} />} onClick={() => void outbox.flush()}>
              {t("sendNow")}
            </Button>
            {size > 0 ? (
              <span className="self-center text-xs text-muted">{t("all", { count: rest.length, size: format.bytes(size) })}</span>
            ) : null}
          </>
        ) : undefined
      }
    >
      {waiting.length === 0 ? <p className="py-2 text-sm text-muted">{t("none")}</p> : null}
      <ul className="flex flex-col">
        {[...refused, ...rest].map((one) => (
          <WaitingRow key={one.id} one={one} />
        ))}
      </ul>
    </Dialog>
  );
}
