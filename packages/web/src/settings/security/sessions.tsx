import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Monitor } from "lucide-react";
import { request } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { ReadError } from "../../shell/index.ts";
import { Badge, Button, ErrorNote, notify, Section, Skeleton } from "../../ui/index.ts";
import { useMoments } from "../../task/index.ts";
import { useAttempt } from "../attempt.ts";
import { settingsTexts } from "../en.ts";
import { deviceOf } from "./device.ts";

export function SessionsPart() {
  const t = useText(settingsTexts);
  const moments = useMoments();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => request("GET /api/me/sessions", { signal }),
  });
  const { attempt, busy, wrong } = useAttempt();
  const others = data?.items.filter((one) => !one.current) ?? [];
  const end = (ids: readonly string[], said: string) =>
    attempt(async () => {
      for (const s of ids) await request("DELETE /api/me/sessions/:s", { params: { s } });
      notify({ title: said });
      await client.invalidateQueries({ queryKey: ["sessions"] });
    });
  return (
    <Section
      title={t("sessions")}
      aside={
        <Button
          size="small"
          busy={busy}
          why={others.length === 0 ? t("noOthers") : null}
          onClick={() =>
            end(
              others.map((one) => one.id),
              t("othersEnded"),
            )
          }
        >
          {t("endOthers")}
        </Button>
      }
    >
      {wrong ? <ErrorNote title={wrong.title} next={wrong.next} /> : null}
      {error ? <ReadError error={error} onRetry={refetch} /> : null}
      {data === undefined && !error ? <Skeleton rows={2} /> : null}
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line empty:hidden">
        {data?.items.map((one) => {
          const known = deviceOf(one.agent);
          const device = known ? t("device", known) : (one.agent?.slice(0, 60) ?? t("unknownDevice"));
          return (
            <li key={one.id} className="flex items-center gap-3 px-3 py-2 text-sm">
              <Monitor size={16} className="shrink-0 text-faint" aria-hidden="true" />
              <span className="min-w-0 flex-1">
                <span className="flex flex-wrap items-center gap-x-2">
                  <span className="font-medium">{device}</span>
                  {one.current ? <Badge tone="accent">{t("thisSession")}</Badge> : null}
                </span>
                <span className="block text-xs text-muted">
                  {[one.address, t("signedIn", { when: moments.ago(one.startedAt) }), t("lastSeen", { when: moments.ago(one.lastSeenAt) })]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              {one.current ? null : (
                <Button
                  size="small"
                  kind="quiet"
                  aria-label={t("endSessionOf", { device })}
                  onClick={() => end([one.id], t("sessionEnded"))}
                >
                  {t("endSession")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
