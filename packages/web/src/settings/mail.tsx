import { useQuery } from "@tanstack/react-query";
import { CircleCheck, MailWarning } from "lucide-react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { installationQuery, useWorkspace } from "../session/index.ts";
import { Button, Card, ErrorNote, notify } from "../ui/index.ts";
import { useAttempt } from "./attempt.ts";
import { settingsTexts } from "./en.ts";
import { SettingsPage } from "./settings-page.tsx";

export function MailSettings() {
  const t = useText(settingsTexts);
  const { id: w } = useWorkspace();
  const { data } = useQuery(installationQuery);
  const { attempt, busy, wrong } = useAttempt();
  const on = data?.signIn.mail ?? false;
  return (
    <SettingsPage about={t("mailAbout")} needs="installation.change">
      <Card>
        <div className="flex flex-col gap-4">
          <p className="flex items-start gap-2.5 text-sm">
            {on ? (
              <CircleCheck size={16} className="mt-0.5 shrink-0 text-accent" aria-hidden="true" />
            ) : (
              <MailWarning size={16} className="mt-0.5 shrink-0 text-muted" aria-hidden="true" />
            )}
            <span>
              <span className="font-medium">{on ? t("mailOn") : t("mailOff")}</span>
              {on ? null : <span className="mt-1 block text-muted">{t("mailHow")}</span>}
            </span>
          </p>
          {wrong ? <ErrorNote title={wrong.title} next={wrong.next} /> : null}
          <div>
            <Button
              busy={busy}
              why={on ? null : t("mailTestWhy")}
              onClick={() =>
                attempt(async () => {
                  const { sentTo } = await requestIn(w, "POST /mail-tests", { body: {} });
                  notify({ title: t("mailSent", { to: sentTo }) });
                })
              }
            >
              {t("mailTest")}
            </Button>
          </div>
        </div>
      </Card>
    </SettingsPage>
  );
}
