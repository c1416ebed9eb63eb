import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { useTitle } from "./use-title.ts";

type HeaderProps = {
  title: ReactNode;
  /** Where this is: links, from the outside in. */
  trail?: ReactNode;
  /** The title where the trail stands beside it and says the rest; a narrow screen has no room for the trail. */
  besideTrail?: string;
  /** A badge or a count beside the title. */
  aside?: ReactNode;
  /** Buttons; the main one last. */
  actions?: ReactNode;
  /** A `TabBar`. */
  tabs?: ReactNode;
};

/** The top of every screen. Its title is the page's only `h1`. */
export function PageHeader({ title, trail, besideTrail, aside, actions, tabs }: HeaderProps) {
  useTitle(typeof title === "string" ? title : null);
  return (
    <header className={cx("sticky top-0 z-20 border-b border-line bg-surface px-4 sm:px-6", tabs ? "pb-0" : "")}>
      <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 py-2">
        <div className="flex min-w-0 flex-1 basis-40 flex-wrap items-center gap-x-2 gap-y-1 sm:flex-nowrap">
          {trail ? (
            <span className="hidden shrink-0 items-center gap-2 text-sm text-faint sm:flex">
              {trail}
              <span aria-hidden="true">/</span>
            </span>
          ) : null}
          <h1 className="line-clamp-2 min-w-0 text-base font-semibold sm:line-clamp-1">
            {besideTrail === undefined || besideTrail === title ? (
              title
            ) : (
              <>
                <span className="sm:hidden">{title}</span>
                <span className="hidden sm:inline">{besideTrail}</span>
              </>
            )}
          </h1>
          {aside}
        </div>
        {actions ? <div className="flex min-w-0 flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {tabs}
    </header>
  );
}

/** The rest of a screen. `text` for reading and forms (about 70 characters wide), `full` for lists and pictures. */
export function PageBody({ width = "full", children }: { width?: "text" | "form" | "full"; children: ReactNode }) {
  return <div className={cx("mx-auto w-full flex-1", widths[width])}>{children}</div>;
}

/** A titled part of a screen. */
export function Section({ title, about, aside, children }: { title: string; about?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <div className="min-w-0">
          <h2 className="text-sm font-semibold">{title}</h2>
          {about ? <p className="text-sm text-muted">{about}</p> : null}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** A bordered surface: a form, a list on the ground colour. */
export function Card({ children, padded = true }: { children: ReactNode; padded?: boolean }) {
  return <div className={cx("overflow-clip rounded-lg border border-line bg-surface", padded && "p-4")}>{children}</div>;
}

/** Controls above a list: filters at the start, ways of seeing at the end. */
export function Toolbar({ label, children, end }: { label: string; children?: ReactNode; end?: ReactNode }) {
  return (
    <div
      role="group"
      aria-label={label}
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5 sm:px-6"
    >
      {/* Where both don't fit side by side, the end stands below. */}
      <div className="flex min-w-0 flex-1 basis-36 flex-wrap items-center gap-2 empty:basis-0">{children}</div>
      {end ? <div className="flex min-w-0 flex-wrap items-center gap-2">{end}</div> : null}
    </div>
  );
}

const widths = { text: "max-w-3xl px-4 py-6 sm:px-6", form: "max-w-xl px-4 py-6 sm:px-6", full: "" };
