import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWorkspace } from "../session/index.ts";

/** A link to a place whose path the compiler can't know, because slices bring their own routes. */
export function PlaceLink({ to, className, children, label }: { to: string; className: string; children: ReactNode; label?: string }) {
  const { slug } = useWorkspace();
  return (
    <Link to={to as "/"} params={{ slug } as never} className={className} aria-label={label}>
      {children}
    </Link>
  );
}
