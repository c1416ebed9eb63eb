import { type FormEvent, useState } from "react";
import { isProblem } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { identityTexts } from "./en.ts";

export type Wrong = { readonly title: string; readonly next: string; readonly code: string };

/** Sends a form once at a time and keeps what was wrong with it. */
export function useSubmit(send: () => Promise<void>) {
  const t = useText(identityTexts);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setWrong(null);
    try {
      await send();
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
  return { submit: (event?: FormEvent) => void submit(event), busy, wrong, setWrong };
}

/** Why a form can't be sent yet: the names of its empty fields; null when it can. */
export function useMissing(fields: Readonly<Record<string, string>>): string | null {
  const t = useText(identityTexts);
  const missing = Object.entries(fields)
    .filter(([, value]) => value.trim() === "")
    .map(([label]) => label);
  return missing.length === 0 ? null : t("fillIn", { fields: new Intl.ListFormat("en").format(missing) });
}

/** A token in the address's fragment (`#token=…`), which no server log ever sees. */
export function tokenInFragment(): string | null {
  const fragment = location.hash.slice(1);
  const named = new URLSearchParams(fragment).get("token");
  return named ?? (/^[\w.-]{8,}$/.test(fragment) ? fragment : null);
}

/** Only a path of our own, so that no link can send somebody elsewhere after signing in. */
export function ownPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])/.test(path) ? path : "/";
}
