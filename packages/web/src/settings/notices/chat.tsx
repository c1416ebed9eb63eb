import { useState } from "react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useWorkspace } from "../../session/index.ts";
import { Button, ErrorNote, Field, Section, Select, TextInput } from "../../ui/index.ts";
import type { NoticeSettings } from "./shape.ts";
import { noticeTexts } from "./notices.en.ts";

const names = { slack: "Slack", teams: "Microsoft Teams", mattermost: "Mattermost", matrix: "Matrix (hookshot)" } as const;
type Format = keyof typeof names;

/** One's own chat, by an incoming webhook. */
export function Chat({ settings }: { settings: NoticeSettings }) {
  const t = useText(noticeTexts);
  const { id: w } = useWorkspace();
  const [format, setFormat] = useState<Format>(settings.chat?.format ?? "slack");
  const [url, setUrl] = useState("");
  const [wrong, setWrong] = useState<{ title: string; next: string } | null>(null);
  const save = useChange({
    call: (chat: { format: Format; url: string } | null) =>
      requestIn(w, "PUT /notice-settings", { body: { choice: settings.choice, chat } }),
    touches: ["notice-settings"],
    said: () => t("saved"),
    refused: ({ title, next }) => {
      setWrong({ title, next });
      return true;
    },
  });
  const test = useChange({
    call: () => requestIn(w, "POST /chat-tests", { body: {} }),
    touches: [],
    said: () => t("chatTested"),
    refused: ({ title, next }) => {
      setWrong({ title, next });
      return true;
    },
  });
  const why = url.trim() === "" ? t("chatMissing") : null;
  return (
    <Section title={t("chatTitle")} about={t("chatAbout")}>
      {wrong ? <ErrorNote {...wrong} /> : null}
      {settings.chat ? (
        <div className="flex flex-wrap items-center gap-3">
          <span className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]">
            {t("chatSet", { format: names[settings.chat.format], host: settings.chat.host })}
          </span>
          <Button size="small" busy={test.isPending} onClick={() => test.mutate(undefined, { onSuccess: () => setWrong(null) })}>
            {t("chatTest")}
          </Button>
          <Button size="small" kind="quiet" busy={save.isPending} onClick={() => save.mutate(null, { onSuccess: () => setWrong(null) })}>
            {t("chatRemove")}
          </Button>
        </div>
      ) : (
        <form
          className="flex flex-wrap items-end gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (why === null)
              save.mutate(
                { format, url: url.trim() },
                {
                  onSuccess: () => {
                    setUrl("");
                    setWrong(null);
                  },
                },
              );
          }}
        >
          <div className="w-48">
            <Field label={t("chatFormat")}>
              <Select
                value={format}
                onValue={setFormat}
                choices={(Object.keys(names) as Format[]).map((value) => ({ value, label: names[value] }))}
              />
            </Field>
          </div>
          <div className="min-w-56 flex-1">
            <Field label={t("chatUrl")} help={t("chatUrlHelp")}>
              <TextInput value={url} onValue={setUrl} maxLength={2_000} autoComplete="off" />
            </Field>
          </div>
          <Button type="submit" why={why} busy={save.isPending}>
            {t("chatSave")}
          </Button>
        </form>
      )}
    </Section>
  );
}
