import type { ReactNode } from "react";

type Props = {
  /** A 24 px line picture. */ picture?: ReactNode;
  title: string;
  about: ReactNode;
  /** One button: the next step. */ action?: ReactNode;
  /** It stands for a whole screen, and is its only heading. */ whole?: boolean;
};

/** Teaches the next step; never only says that there is nothing. */
export function EmptyState({ picture, title, about, action, whole = false }: Props) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-16 text-center">
      {picture ? (
        <div className="mb-2 flex size-12 items-center justify-center rounded-full bg-accent-soft text-accent-strong">{picture}</div>
      ) : null}
      {whole ? <h1 className="text-lg font-semibold">{title}</h1> : <h2 className="text-lg font-semibold">{title}</h2>}
      <p className="text-sm text-pretty text-muted">{about}</p>
      {action ? <div className="mt-3">{action}</div> : null}
    </div>
  );
}
