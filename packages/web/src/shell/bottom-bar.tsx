import { Ellipsis, Search } from "lucide-react";
import { useNavigate } from "@tanstack/react-router";
import { useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { Menu } from "../ui/index.ts";
import { shellTexts } from "./en.ts";
import { InboxCount } from "./inbox-count.tsx";
import { openPalette } from "./palette-state.ts";
import { PlaceLink } from "./place-link.tsx";
import { usePlaces } from "./places.tsx";

/** Below 768 px: what one does on the way with a thumb. The rest is behind More. */
export function BottomBar() {
  const t = useText(shellTexts);
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const places = usePlaces();
  const near = places.filter((place) => place.part === "top");
  const rest = places.filter((place) => place.part !== "top");
  return (
    <nav aria-label={t("places")} className="flex shrink-0 border-t border-line bg-ground pb-[env(safe-area-inset-bottom)] md:hidden">
      {near.map((place) => (
        <PlaceLink key={place.id} to={place.to} className={tabClass}>
          <span className="flex" aria-hidden="true">
            {place.icon}
          </span>
          <span className="max-w-full truncate">{t(place.id)}</span>
          {place.id === "inbox" ? (
            <span className="absolute top-1.5 left-1/2 ml-2 flex">
              <InboxCount />
            </span>
          ) : null}
        </PlaceLink>
      ))}
      <button type="button" onClick={openPalette} className={tabClass}>
        <Search size={16} aria-hidden="true" />
        <span className="truncate">{t("search")}</span>
      </button>
      {rest.length > 0 ? (
        <Menu
          side="top"
          align="end"
          trigger={
            <button type="button" className={tabClass}>
              <Ellipsis size={16} aria-hidden="true" />
              <span className="truncate">{t("more")}</span>
            </button>
          }
          entries={rest.map((place) => ({
            label: t(place.id),
            icon: place.icon,
            onSelect: () => void navigate({ to: place.to as "/", params: { slug } as never }),
          }))}
        />
      ) : null}
    </nav>
  );
}

const tabClass =
  "relative flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-1 px-1 text-2xs text-muted -outline-offset-2 aria-[current=page]:font-medium aria-[current=page]:text-accent data-popup-open:text-ink";
