import { useRouter } from "@tanstack/react-router";
import { CircleHelp, Search } from "lucide-react";
import { Suspense } from "react";
import { useText } from "../messages/index.ts";
import { Kbd } from "../ui/index.ts";
import { shellTexts } from "./en.ts";
import { InboxCount } from "./inbox-count.tsx";
import { openKeySheet, openPalette } from "./palette-state.ts";
import { PersonMenu } from "./person-menu.tsx";
import { PlaceLink } from "./place-link.tsx";
import { type Place, usePlaces } from "./places.tsx";
import { WorkspaceSwitcher } from "./workspace-switcher.tsx";

export function Sidebar() {
  const t = useText(shellTexts);
  const places = usePlaces();
  const { AtSide } = useRouter().options.context as { AtSide?: React.ComponentType<{ className: string }> };
  const links = (part: Place["part"]) =>
    places.filter((place) => place.part === part).map((place) => <Entry key={place.id} place={place} />);
  return (
    <nav aria-label={t("places")} className="hidden h-dvh w-58 shrink-0 flex-col gap-0.5 border-e border-line bg-ground p-2 md:flex">
      <WorkspaceSwitcher />
      <button type="button" onClick={openPalette} className={`${entryClass} mt-1 mb-2 border border-line bg-surface text-faint shadow-sm`}>
        <Search size={16} aria-hidden="true" />
        <span className="flex-1 text-start">{t("search")}</span>
        <Kbd keys="mod+k" />
      </button>
      {links("top")}
      <div className="h-3" />
      {links("work")}
      <Suspense>{AtSide ? <AtSide className={entryClass} /> : null}</Suspense>
      <div className="flex-1" />
      {links("bottom")}
      <button type="button" onClick={openKeySheet} className={entryClass}>
        <CircleHelp size={16} aria-hidden="true" className="text-faint" />
        <span className="min-w-0 flex-1 truncate text-start">{t("keys")}</span>
        <Kbd keys="?" />
      </button>
      <PersonMenu />
    </nav>
  );
}

function Entry({ place }: { place: Place }) {
  const t = useText(shellTexts);
  return (
    <PlaceLink to={place.to} className={entryClass}>
      <span aria-hidden="true" className="flex text-faint group-aria-[current=page]/entry:text-accent">
        {place.icon}
      </span>
      <span className="min-w-0 flex-1 truncate">{t(place.id)}</span>
      {place.id === "inbox" ? <InboxCount /> : null}
      <span className="hidden group-hover/entry:block group-focus-visible/entry:block">
        <Kbd keys={place.keys} />
      </span>
    </PlaceLink>
  );
}

const entryClass =
  "group/entry flex h-8 w-full items-center gap-2.5 rounded-md px-2 text-sm text-muted transition-colors duration-100 hover:bg-hover hover:text-ink aria-[current=page]:bg-pressed/70 aria-[current=page]:font-medium aria-[current=page]:text-ink";
