import { LogOut } from "lucide-react";
import { useEffect, useState } from "react";
import { useText } from "../messages/index.ts";
import { showWaiting, type Unsent, unsent, useWaiting } from "../session/index.ts";
import { Button, Dialog } from "../ui/index.ts";
import { shellTexts } from "./en.ts";
import { closeAll } from "./palette-state.ts";
import { useSignOut } from "./use-sign-out.ts";

/** What would be lost by signing out, before it is. */
export function SignOutDialog() {
  const t = useText(shellTexts);
  const { go, busy } = useSignOut("leave");
  const waiting = useWaiting();
  const [there, setThere] = useState<Unsent | null>(null);
  useEffect(() => void unsent().then(setThere), [waiting]);
  if (there === null) return null;
  return (
    <Dialog
      open
      onOpen={closeAll}
      title={t("signOutTitle")}
      about={t("signOutAbout")}
      actions={
        <>
          <Button kind="danger" icon={<LogOut size={14} />} busy={busy} onClick={go}>
            {t("signOutAndLose")}
          </Button>
          <Button onClick={closeAll}>{t("stay")}</Button>
          {there.changes > 0 ? (
            <Button
              kind="quiet"
              onClick={() => {
                closeAll();
                showWaiting();
              }}
            >
              {t("seeWaiting")}
            </Button>
          ) : null}
        </>
      }
    >
      <ul className="flex list-disc flex-col gap-1 ps-5 text-sm">
        {there.drafts.length > 0 ? (
          <li>
            {t("unsentDrafts", { count: there.drafts.length })}
            <ul className="flex flex-col gap-0.5 text-muted">
              {there.drafts.slice(0, 3).map((words, at) => (
                <li key={at} dir="auto" className="line-clamp-2 break-words">
                  {words}
                </li>
              ))}
            </ul>
          </li>
        ) : null}
        {there.changes > 0 ? <li>{t("unsentChanges", { count: there.changes })}</li> : null}
        {there.documents > 0 ? <li>{t("unsentDocuments", { count: there.documents })}</li> : null}
      </ul>
    </Dialog>
  );
}
