import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { isProblem } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { Button, ErrorState } from "../ui/index.ts";
import { shellTexts } from "./en.ts";

/** What stands where a screen could not be shown: a refusal in its own words, or a mistake of ours. */
export function ScreenError({ error, reset }: ErrorComponentProps) {
  const t = useText(shellTexts);
  const router = useRouter();
  const message = error instanceof Error ? error.message : String(error);
  const retry = () => {
    reset();
    void router.invalidate();
  };
  const reload = <Button onClick={() => location.reload()}>{t("reload")}</Button>;
  if (isProblem(error)) return <ErrorState title={error.title} next={error.next} code={error.code} {...(error.status === 404 || error.status === 403 ? {} : { onRetry: retry })} />;
  // After an update the chunks of the old build are gone.
  if (/dynamically imported module|module script failed|Failed to fetch/i.test(message)) return <ErrorState title={t("outdated")} next={t("outdatedNext")} action={reload} />;
  return <ErrorState title={t("broken")} next={t("brokenNext")} code={message} onRetry={retry} action={reload} />;
}

/** A read inside a screen that failed: `if (task.error) return <ReadError error={task.error} onRetry={task.refetch} />`. */
export function ReadError({ error, onRetry }: { error: unknown; onRetry?: () => unknown }) {
  const t = useText(shellTexts);
  const retry = onRetry ? { onRetry: () => void onRetry() } : {};
  return isProblem(error) ? <ErrorState title={error.title} next={error.next} code={error.code} {...(error.status === 404 || error.status === 403 ? {} : retry)} /> : <ErrorState title={t("broken")} next={t("brokenNext")} {...retry} />;
}
