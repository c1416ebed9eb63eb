import { Outlet, useLocation } from "@tanstack/react-router";
import {
  Bell,
  CalendarDays,
  ChevronLeft,
  DatabaseBackup,
  KeyRound,
  KeySquare,
  LogIn,
  Mail,
  Scale,
  ScrollText,
  Settings2,
  ShieldCheck,
  Trash2,
  UserRound,
  UsersRound,
  Waypoints,
} from "lucide-react";
import type { ReactNode } from "react";
import { may } from "@rondo/core/access";
import { useText } from "../messages/index.ts";
import { ScreenLink } from "../shell/index.ts";
import { useWorkspace } from "../session/index.ts";
import { cx, PageHeader } from "../ui/index.ts";
import { settingsTexts } from "./en.ts";
import { type PageId, pages } from "./pages.ts";

const size = 14;
const pictures: Readonly<Record<PageId, ReactNode>> = {
  profile: <UserRound size={size} />,
  security: <KeyRound size={size} />,
  notices: <Bell size={size} />,
  keys: <KeySquare size={size} />,
  trash: <Trash2 size={size} />,
  workspace: <Settings2 size={size} />,
  members: <UsersRound size={size} />,
  teams: <Waypoints size={size} />,
  roles: <ShieldCheck size={size} />,
  calendars: <CalendarDays size={size} />,
  judgement: <Scale size={size} />,
  audit: <ScrollText size={size} />,
  "sign-in": <LogIn size={size} />,
  mail: <Mail size={size} />,
  backups: <DatabaseBackup size={size} />,
};

/** The list of pages beside the page; on a narrow screen first the one, then the other. */
export function SettingsFrame() {
  const t = useText(settingsTexts);
  const { pathname } = useLocation();
  const current = pages.find((page) => pathname.endsWith(`/settings/${page.id}`));
  const back = (
    <ScreenLink
      to="/settings"
      aria-label={t("title")}
      className="flex size-9 items-center justify-center rounded-md text-muted hover:bg-hover md:hidden"
    >
      <ChevronLeft size={18} className="rtl:-scale-x-100" />
    </ScreenLink>
  );
  return (
    <>
      <PageHeader
        title={
          current ? (
            <span className="flex items-center gap-1">
              {back}
              {t("pages", { page: current.id })}
            </span>
          ) : (
            t("title")
          )
        }
        {...(current ? { trail: <span>{t("title")}</span> } : {})}
      />
      <div className="flex min-h-0 w-full flex-1">
        <nav aria-label={t("title")} className={cx("w-full shrink-0 border-line p-3 md:block md:w-56 md:border-e", current && "hidden")}>
          <SettingsList />
        </nav>
        <div className={cx("min-w-0 flex-1", !current && "max-md:hidden")}>
          <Outlet />
        </div>
      </div>
    </>
  );
}

function SettingsList() {
  const t = useText(settingsTexts);
  const { role } = useWorkspace();
  return (
    <div className="flex flex-col gap-4 md:sticky md:top-15">
      {(["groupYou", "groupWorkspace", "groupInstallation"] as const).map((group) => {
        // What one's role never shows is left out; the page says why to whoever follows a link to it.
        const shown = pages.filter((page) => page.group === group && (page.needs === null || may(page.needs, { workspace: role })));
        if (shown.length === 0) return null;
        return (
          <div key={group}>
            <p className="px-2 pb-1 text-xs font-medium text-faint">{t(group)}</p>
            <ul className="flex flex-col gap-0.5">
              {shown.map((page) => (
                <li key={page.id}>
                  <ScreenLink
                    to={`/settings/${page.id}`}
                    className="flex h-8 items-center gap-2.5 rounded-md px-2 text-sm text-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-pressed/70 aria-[current=page]:font-medium aria-[current=page]:text-ink max-md:h-11"
                  >
                    <span className="text-faint" aria-hidden="true">
                      {pictures[page.id]}
                    </span>
                    {t("pages", { page: page.id })}
                  </ScreenLink>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </div>
  );
}
