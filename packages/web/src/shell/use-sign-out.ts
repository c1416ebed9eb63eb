import { useCallback, useState } from "react";
import { useText } from "../messages/index.ts";
import { notify } from "../ui/index.ts";
import { shellTexts } from "./en.ts";
import { leave, signOut } from "./sign-out.ts";

/** Signing out by a button: `ask` first where something is not sent, or `leave` all the same. Says so where it could not. */
export function useSignOut(how: "ask" | "leave" = "ask"): { readonly go: () => void; readonly busy: boolean } {
  const t = useText(shellTexts);
  const [busy, setBusy] = useState(false);
  const go = useCallback(() => {
    setBusy(true);
    void (how === "ask" ? signOut() : leave()).then((problem) => {
      setBusy(false);
      if (problem) notify({ tone: "problem", title: t("signOutFailed"), about: t("signOutFailedNext") });
    });
  }, [how, t]);
  return { go, busy };
}
