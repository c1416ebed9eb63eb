import { BellRing } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useWorkspace } from "../../session/index.ts";
import { useMoments } from "../../task/index.ts";
import { Button, notify, Section } from "../../ui/index.ts";
import type { NoticeSettings } from "./shape.ts";
import { noticeTexts } from "./notices.en.ts";

/** Why this browser can't show notes; null where it can. */
function obstacle(): "insecure" | "old" | "denied" | null {
  if (!isSecureContext) return "insecure";
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return "old";
  return Notification.permission === "denied" ? "denied" : null;
}

/** Browsers that show a note when something comes (Web Push). */
export function Browsers({ settings }: { settings: NoticeSettings }) {
  const t = useText(noticeTexts);
  const moments = useMoments();
  const { id: w } = useWorkspace();
  const [why, setWhy] = useState(obstacle);
  const { browsers, publicKey } = settings.push;
  const add = useChange({
    call: async () => {
      if ((await Notification.requestPermission()) !== "granted") {
        setWhy(obstacle());
        return;
      }
      const registration = await navigator.serviceWorker.ready;
      const subscription = await registration.pushManager
        .subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
        .catch(() => null);
      const { endpoint, keys } = subscription?.toJSON() ?? {};
      if (endpoint === undefined || keys?.["p256dh"] === undefined || keys["auth"] === undefined) {
        notify({ tone: "problem", title: t("pushFailed") });
        return;
      }
      await requestIn(w, "POST /push-browsers", {
        body: { endpoint, keys: { p256dh: keys["p256dh"], auth: keys["auth"] }, name: nameOf(navigator.userAgent) },
      });
      notify({ title: t("toldHere") });
    },
    touches: ["notice-settings"],
  });
  const forget = useChange({
    call: (browser: NoticeSettings["push"]["browsers"][number]) => requestIn(w, "DELETE /push-browsers/:b", { params: { b: browser.id } }),
    paint: (gone, paint) =>
      paint("GET /notice-settings", (shown) => ({
        ...shown,
        push: { ...shown.push, browsers: shown.push.browsers.filter((one) => one.id !== gone.id) },
      })),
    touches: ["notice-settings"],
  });
  return (
    <Section title={t("browsers")} about={t("browsersAbout")}>
      <div>
        <Button
          icon={<BellRing size={14} />}
          why={why === null ? null : t("cannot", { why })}
          busy={add.isPending}
          onClick={() => add.mutate(undefined)}
        >
          {t("tellHere")}
        </Button>
      </div>
      {browsers.length === 0 ? null : (
        <ul className="flex flex-col divide-y divide-line rounded-lg border border-line">
          {browsers.map((browser) => (
            <li key={browser.id} className="flex items-center gap-4 px-4 py-2">
              <span className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]">
                {browser.name} <span className="text-xs text-muted">{t("since", { when: moments.say(browser.since) })}</span>
              </span>
              <Button size="small" kind="quiet" aria-label={t("forgetThis", { name: browser.name })} onClick={() => forget.mutate(browser)}>
                {t("forget")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** “Firefox on Linux”, as far as the browser says it. */
function nameOf(agent: string): string {
  const browser = /Edg\//.test(agent)
    ? "Edge"
    : /Firefox\//.test(agent)
      ? "Firefox"
      : /Chrome\//.test(agent)
        ? "Chrome"
        : /Safari\//.test(agent)
          ? "Safari"
          : "Browser";
  const system = /Android/.test(agent)
    ? "Android"
    : /iPhone|iPad/.test(agent)
      ? "iOS"
      : /Windows/.test(agent)
        ? "Windows"
        : /Mac OS/.test(agent)
          ? "macOS"
          : /Linux/.test(agent)
            ? "Linux"
            : "";
  return system === "" ? browser : `${browser} · ${system}`;
}
