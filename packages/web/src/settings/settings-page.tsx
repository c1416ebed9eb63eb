import { may, type Permission } from "@rondo/core/access";
import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../messages/index.ts";
import { useEverybody, useWorkspace } from "../session/index.ts";
import { cx, EmptyState, useFormat } from "../ui/index.ts";
import { settingsTexts } from "./en.ts";

/** One page of the settings. Somebody whose role does not reach gets told whose does. */
export function SettingsPage({
  about,
  needs = null,
  wide = false,
  children,
}: {
  about: string;
  needs?: Permission | null;
  wide?: boolean;
  children: ReactNode;
}) {
  const { role } = useWorkspace();
  if (needs !== null && !may(needs, { workspace: role })) return <NotYours needs={needs} />;
  return (
    <div className={cx("flex w-full flex-col gap-8 px-4 py-6 sm:px-8", wide ? "max-w-5xl" : "max-w-2xl")}>
      <p className="-mb-2 text-sm text-muted">{about}</p>
      {children}
    </div>
  );
}

function NotYours({ needs }: { needs: Permission }) {
  const t = useText(settingsTexts);
  const { role } = useWorkspace();
  const format = useFormat();
  const { items } = useEverybody();
  const adminMay = may(needs, { workspace: "admin" });
  const names = (items ?? []).filter((one) => one.role === "owner" || (adminMay && one.role === "admin")).map((one) => one.name);
  return (
    <EmptyState
      picture={<Lock size={20} />}
      title={t("notYoursTitle", { who: adminMay ? "admin" : "owner" })}
      about={t("notYoursAbout", { role: t("roles", { role }), names: names.length > 0 ? format.list(names.slice(0, 3)) : t("anOwner") })}
    />
  );
}
