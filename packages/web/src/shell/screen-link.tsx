import { Link, useNavigate } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, ReactNode } from "react";
import { useWorkspace } from "../session/index.ts";

type To = {
  /** A path inside the workspace: `/runs/$id`. */
  readonly to: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: Readonly<Record<string, unknown>>;
};

/**
 * A link to another slice's screen in this workspace: `<ScreenLink to="/runs/$id" params={{ id }}>`. Loosely typed, so
 * that a slice compiles without the routes of the others; inside a slice use the router's own `Link`.
 */
export function ScreenLink({
  to,
  params,
  search,
  children,
  ...rest
}: To & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href" | "target"> & { children: ReactNode }) {
  const { slug } = useWorkspace();
  return (
    <Link {...rest} to={`/w/$slug${to}` as "/"} params={{ ...params, slug } as never} search={(search ?? {}) as never}>
      {children}
    </Link>
  );
}

/** The same for code: `const go = useGo(); go({ to: "/runs/$id", params: { id } })`. */
export function useGo(): (to: To) => void {
  const navigate = useNavigate();
  const { slug } = useWorkspace();
  return ({ to, params, search }) =>
    void navigate({ to: `/w/$slug${to}` as "/", params: { ...params, slug } as never, search: (search ?? {}) as never });
}
