import { channelsFor, type Channel, channels, type NoticeKind, noticeKinds, usual } from "@rondo/core/notices";
import { useMemo } from "react";
import { requestIn } from "../../api/index.ts";
import { useLocale, useText } from "../../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../../session/index.ts";
import { ReadError } from "../../shell/index.ts";
import { Button, Checkbox, type Column, Field, Section, Select, Skeleton, Table } from "../../ui/index.ts";
import { SettingsPage } from "../settings-page.tsx";
import { Browsers } from "./browsers.tsx";
import { Chat } from "./chat.tsx";
import { noticeTexts } from "./notices.en.ts";
import { useChoice, ZoneChoice } from "./own-zone.tsx";
import type { NoticeSettings } from "./shape.ts";

type Choice = NoticeSettings["choice"];

/** How one is told. Every change is saved as it is made. */
export function Notices() {
  const t = useText(noticeTexts);
  const read = useRead("GET /notice-settings", {}, { watch: ["notice-settings"] });
  return (
    <SettingsPage about={t("about")} needs="day.read">
      {read.error && !read.data ? (
        <ReadError error={read.error} onRetry={read.refetch} />
      ) : read.data ? (
        <Shown settings={read.data} />
      ) : (
        <Skeleton rows={6} />
      )}
    </SettingsPage>
  );
}

function Shown({ settings }: { settings: NoticeSettings }) {
  const t = useText(noticeTexts);
  const save = useChoice();
  const choice = settings.choice;
  const change = (part: Partial<Choice>) => save.mutate({ ...choice, ...part });
  const set = (kind: NoticeKind, channel: Channel, on: boolean) =>
    change({
      kinds: { ...choice.kinds, [kind]: channels.filter((one) => (one === channel ? on : channelsFor(choice, kind).includes(one))) },
    });
  const columns: readonly Column<NoticeKind>[] = [
    { key: "kind", title: t("kind"), names: true, cell: (kind) => <span className="font-normal">{t("kinds", { kind })}</span> },
    ...channels.map((channel): Column<NoticeKind> => ({
      key: channel,
      title: t(channel),
      width: "4rem",
      cell: (kind) => (
        <Checkbox
          hideLabel
          label={t("by", { kind: t("kinds", { kind }), channel: t(channel) })}
          checked={channelsFor(choice, kind).includes(channel)}
          onChecked={(on) => set(kind, channel, on)}
          disabled={(channel === "mail" && !settings.mail) || (channel === "chat" && settings.chat === null)}
        />
      ),
    })),
  ];
  const isUsual = noticeKinds.every((kind) => channelsFor(choice, kind).join() === usual[kind].join());
  return (
    <>
      <Section title={t("atOnce")} about={t("atOnceAbout")}>
        {settings.mail ? null : <p className="text-sm text-muted">{t("noMail")}</p>}
        <div className="overflow-hidden rounded-lg border border-line">
          <Table label={t("atOnce")} columns={columns} rows={noticeKinds} idOf={(kind) => kind} />
        </div>
        <div>
          <Button size="small" kind="quiet" why={isUsual ? t("isUsual") : null} onClick={() => change({ kinds: {} })}>
            {t("usual")}
          </Button>
        </div>
      </Section>
      <Digest choice={choice} change={change} />
      <Soon choice={choice} change={change} />
      <Quiet choice={choice} change={change} />
      <Browsers settings={settings} />
      <Chat settings={settings} />
      <Mutes settings={settings} />
    </>
  );
}

type Part = { readonly choice: Choice; readonly change: (part: Partial<Choice>) => void };

function useHours() {
  const locale = useLocale();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
    return Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: format.format(new Date(Date.UTC(2024, 0, 1, hour))) }));
  }, [locale]);
}

function Digest({ choice, change }: Part) {
  const t = useText(noticeTexts);
  const locale = useLocale();
  const hours = useHours();
  const { digest } = choice;
  const weekdays = useMemo(() => {
    const format = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
    return [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: format.format(new Date(Date.UTC(2024, 0, day))) }));
  }, [locale]);
  return (
    <Section title={t("digest")} about={t("digestAbout")}>
      <div className="flex flex-wrap gap-4">
        <div className="w-40">
          <Field label={t("digestEvery")}>
            <Select
              value={digest.every}
              onValue={(every) => change({ digest: { ...digest, every } })}
              choices={(["never", "day", "week"] as const).map((every) => ({ value: every, label: t("every", { every }) }))}
            />
          </Field>
        </div>
        {digest.every === "week" ? (
          <div className="w-40">
            <Field label={t("weekday")}>
              <Select
                value={String(digest.weekday)}
                onValue={(weekday) => change({ digest: { ...digest, weekday: Number(weekday) } })}
                choices={weekdays}
              />
            </Field>
          </div>
        ) : null}
        {digest.every === "never" ? null : (
          <div className="w-28">
            <Field label={t("hour")}>
              <Select
                value={String(digest.hour)}
                onValue={(hour) => change({ digest: { ...digest, hour: Number(hour) } })}
                choices={hours}
              />
            </Field>
          </div>
        )}
        <div className="w-56">
          <ZoneChoice zone={choice.zone} onZone={(zone) => change({ zone })} />
        </div>
      </div>
    </Section>
  );
}

function Soon({ choice, change }: Part) {
  const t = useText(noticeTexts);
  return (
    <Section title={t("soon")} about={t("soonAbout")}>
      <div className="w-40">
        <Field label={t("soonWhen")}>
          <Select
            value={String(choice.soon ?? "never")}
            onValue={(hours) => change({ soon: hours === "never" ? null : Number(hours) })}
            choices={[...new Set(["never", "2", "24", "48", "168", String(choice.soon ?? "never")])].map((hours) => ({
              value: hours,
              label: t("soonAhead", { hours }),
            }))}
          />
        </Field>
      </div>
    </Section>
  );
}

function Quiet({ choice, change }: Part) {
  const t = useText(noticeTexts);
  const hours = useHours();
  const { quiet } = choice;
  const part = (name: "from" | "to") =>
    quiet === null ? null : (
      <div className="w-28">
        <Field label={t(name)}>
          <Select
            value={String(Math.floor(quiet[name] / 60))}
            onValue={(hour) => change({ quiet: { ...quiet, [name]: Number(hour) * 60 } })}
            choices={hours}
          />
        </Field>
      </div>
    );
  return (
    <Section title={t("quiet")} about={t("quietAbout")}>
      <Checkbox
        label={t("quietOn")}
        checked={quiet !== null}
        onChecked={(on) => change({ quiet: on ? { from: 19 * 60, to: 7 * 60 } : null })}
      />
      {quiet === null ? null : (
        <div className="flex flex-wrap gap-4">
          {part("from")}
          {part("to")}
        </div>
      )}
    </Section>
  );
}

function Mutes({ settings }: { settings: NoticeSettings }) {
  const t = useText(noticeTexts);
  const { id: w } = useWorkspace();
  const unmute = useChange({
    call: ({ kind, id }: NoticeSettings["mutes"][number]) => requestIn(w, "DELETE /mutes/:kind/:id", { params: { kind, id } }),
    paint: (gone, paint) =>
      paint("GET /notice-settings", (shown) => ({ ...shown, mutes: shown.mutes.filter((one) => one.id !== gone.id) })),
    touches: [],
    said: () => t("unmuted"),
  });
  if (settings.mutes.length === 0) return null;
  return (
    <Section title={t("mutes")} about={t("mutesAbout")}>
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line">
        {settings.mutes.map((one) => (
          <li key={`${one.kind} ${one.id}`} className="flex items-center gap-4 px-4 py-2">
            <span className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]">{one.title}</span>
            <Button size="small" kind="quiet" aria-label={t("unmuteThis", { title: one.title })} onClick={() => unmute.mutate(one)}>
              {t("unmute")}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
