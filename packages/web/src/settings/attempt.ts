import { useState } from "react";
import { isProblem } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { settingsTexts } from "./en.ts";

export type Wrong = { readonly title: string; readonly next: string; readonly code: string };

/** One try at a time, with what went wrong beside the form rather than in a toast. */
export function useAttempt() {
  const t = useText(settingsTexts);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const attempt = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setWrong(null);
    try {
      await work();
    } catch (error) {
      setWrong(
        isProblem(error)
          ? { title: error.title, next: error.next, code: error.code }
          : { title: t("failed"), next: t("failedNext"), code: "internal" },
      );
    } finally {
      setBusy(false);
    }
  };
  return { attempt: (work: () => Promise<void>) => void attempt(work), busy, wrong, clear: () => setWrong(null) };
}
