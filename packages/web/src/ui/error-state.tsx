import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../messages/index.ts";
import { Button } from "./button.tsx";
import { uiTexts } from "./en.ts";

type Props = {
  /** What happened, to which thing. */ title: string;
  /** What to do next. */ next: ReactNode;
  code?: string;
  onRetry?: () => void;
  action?: ReactNode;
  /** It stands for a whole screen, and is its only heading. */ whole?: boolean;
};

export function ErrorState({ title, next, code, onRetry, action, whole = false }: Props) {
  const t = useText(uiTexts);
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-16 text-center">
      <div className="mb-2 flex size-12 items-center justify-center rounded-full bg-act-soft text-act">
        <CircleAlert size={22} aria-hidden="true" />
      </div>
      {whole ? <h1 className="text-lg font-semibold">{title}</h1> : <h2 className="text-lg font-semibold">{title}</h2>}
      <p className="text-sm text-pretty text-muted">{next}</p>
      <div className="mt-3 flex gap-2">
        {onRetry ? <Button onClick={onRetry}>{t("tryAgain")}</Button> : null}
        {action}
      </div>
      {code ? <code className="mt-2 font-mono text-2xs text-faint">{code}</code> : null}
    </div>
  );
}

/** One line inside a form or a panel. */
export function ErrorNote({ title, next }: { title: string; next?: string | undefined }) {
  return (
    <div role="alert" className="flex gap-2 rounded-md bg-act-soft px-3 py-2 text-sm text-act">
      <CircleAlert size={16} className="mt-0.5 shrink-0" aria-hidden="true" />
      <p>
        <span className="font-medium">{title}</span>
        {next ? <span className="block text-ink">{next}</span> : null}
      </p>
    </div>
  );
}
