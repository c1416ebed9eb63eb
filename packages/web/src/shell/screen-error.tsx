import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { isProblem, type Problem } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { Button, buttonClass, ErrorState } from "../ui/index.ts";
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
  if (isProblem(error))
    return (
      <ErrorState
        whole
        title={error.title}
        next={error.next}
        code={error.code}
        {...(isGone(error) ? { action: <HomeLink /> } : { onRetry: retry })}
      />
    );
  // After an update the chunks of the old build are gone.
  if (/dynamically imported module|module script failed|Failed to fetch/i.test(message))
    return <ErrorState whole title={t("outdated")} next={t("outdatedNext")} action={reload} />;
  return <ErrorState whole title={t("broken")} next={t("brokenNext")} code={message} onRetry={retry} action={reload} />;
}

/** A read inside a screen that failed: `if (task.error) return <ReadError error={task.error} onRetry={task.refetch} />`. */
export function ReadError({
  error,
  onRetry,
  whole = false,
}: {
  error: unknown;
  onRetry?: () => unknown;
  /** It is all that the screen shows. */ whole?: boolean;
}) {
  const t = useText(shellTexts);
  const retry = onRetry ? { onRetry: () => void onRetry() } : {};
  return isProblem(error) ? (
    <ErrorState
      whole={whole}
      title={error.title}
      next={error.next}
      code={error.code}
      {...(isGone(error) ? (whole ? { action: <HomeLink /> } : {}) : retry)}
    />
  ) : (
    <ErrorState whole={whole} title={t("broken")} next={t("brokenNext")} {...retry} />
  );
}

function isGone(problem: Problem): boolean {
  return problem.status === 404 || problem.status === 403;
}

function HomeLink() {
  const t = useText(shellTexts);
  return (
    <Link to="/" className={buttonClass("plain")}>
      {t("goHome")}
    </Link>
  );
}
