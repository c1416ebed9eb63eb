import { lazy, type ReactElement, Suspense, useState } from "react";
import type { MenuEntry } from "./choice.ts";
import { type How, useOpener } from "./opener.ts";

type Props = {
  trigger: ReactElement;
  /** A list of many menus makes each one's entries when it opens. */
  entries: readonly MenuEntry[] | (() => readonly MenuEntry[]);
  align?: "start" | "end";
  side?: "top" | "bottom";
};

const fetch = () => import("./menu-popup.tsx");
const MenuPopup = lazy(() => fetch().then((module) => ({ default: module.MenuPopup })));

export function Menu({ trigger, entries, align = "start", side = "bottom" }: Props) {
  const [how, setHow] = useState<How | null>(null);
  const open = how !== null;
  const { anchor, button, wanted } = useOpener(trigger, { kind: "menu", open, onToggle: (by) => setHow(open ? null : by), fetch });
  return (
    <>
      {button}
      <Suspense>
        {wanted ? (
          <MenuPopup
            anchor={anchor}
            open={open}
            byKeys={how === "keys"}
            onClose={() => setHow(null)}
            entries={typeof entries === "function" ? entries() : entries}
            align={align}
            side={side}
          />
        ) : null}
      </Suspense>
    </>
  );
}
