import { may } from "@rondo/core/access";
import { Plus } from "lucide-react";
import { useState } from "react";
import { request } from "../../api/index.ts";
import { type Calendar, Summary } from "../../hours/index.ts";
import { useText } from "../../messages/index.ts";
import { ReadError } from "../../shell/index.ts";
import { useChange, useRead, useWorkspace, useWorkspaceRecord } from "../../session/index.ts";
import { Badge, Button, Skeleton } from "../../ui/index.ts";
import { settingsTexts } from "../en.ts";
import { SettingsPage } from "../settings-page.tsx";
import { CalendarEditor } from "./calendar-editor.tsx";

export function Calendars() {
  const t = useText(settingsTexts);
  const { id: w, role } = useWorkspace();
  const calendars = useRead("GET /calendars", {}, { watch: ["calendar", "workspace"] });
  const { data: workspace } = useWorkspaceRecord();
  const [edited, setEdited] = useState<Calendar | "new" | null>(null);
  const mayChange = may("calendar.change", { workspace: role });
  const standard = useChange({
    call: (calendar: Calendar) =>
      request("PATCH /api/workspaces/:w", { params: { w }, version: workspace?.version ?? 1, body: { calendarId: calendar.id } }),
    touches: ["workspace", "calendar", "project"],
    said: (calendar) => t("madeStandard", { name: calendar.name }),
  });
  return (
    <SettingsPage about={t("calendarsAbout")} needs="calendar.read">
      {mayChange ? (
        <div>
          <Button kind="primary" icon={<Plus size={14} />} onClick={() => setEdited("new")}>
            {t("newCalendar")}
          </Button>
        </div>
      ) : null}
      {calendars.error && !calendars.data ? (
        <ReadError error={calendars.error} onRetry={calendars.refetch} />
      ) : calendars.data === undefined ? (
        <Skeleton rows={2} />
      ) : null}
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line empty:hidden">
        {calendars.data?.items.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
            <span className="min-w-0 flex-1 basis-64">
              <span className="flex items-center gap-2">
                <span className="font-medium">{one.name}</span>
                {workspace?.calendarId === one.id ? <Badge tone="accent">{t("standard")}</Badge> : null}
              </span>
              <span className="block text-sm text-muted">
                <Summary week={one.week} exceptions={one.exceptions} />
              </span>
            </span>
            {mayChange && workspace && workspace.calendarId !== one.id ? (
              <Button size="small" kind="quiet" busy={standard.isPending} onClick={() => standard.mutate(one)}>
                {t("makeStandard")}
              </Button>
            ) : null}
            {mayChange ? (
              <Button size="small" aria-label={t("editTeam", { name: one.name })} onClick={() => setEdited(one)}>
                {t("editCalendar")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {edited ? (
        <CalendarEditor
          key={edited === "new" ? "new" : edited.id}
          calendar={edited === "new" ? null : edited}
          isStandard={edited !== "new" && workspace?.calendarId === edited.id}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </SettingsPage>
  );
}
