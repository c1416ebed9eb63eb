import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useText } from "../../messages/index.ts";
import { installationQuery, passkeysHere } from "../../session/index.ts";
import { Button, ErrorNote, Field, notify, Section, TextInput } from "../../ui/index.ts";
import { useMoments } from "../../task/index.ts";
import { useAttempt } from "../attempt.ts";
import { settingsTexts } from "../en.ts";
import { addPasskey, listPasskeys, removePasskey } from "./account.ts";

export function PasskeysPart() {
  const t = useText(settingsTexts);
  const moments = useMoments();
  const client = useQueryClient();
  const { data: installation } = useQuery(installationQuery);
  const { data } = useQuery({ queryKey: ["passkeys"], queryFn: listPasskeys });
  const [name, setName] = useState("");
  const { attempt, busy, wrong } = useAttempt();
  const here = passkeysHere();
  const why =
    installation && !installation.signIn.passkeys
      ? installation.signIn.why
      : here === "yes"
        ? null
        : here === "noName"
          ? t("passkeysNeedName")
          : t("noPasskeysHere");
  const again = () => client.invalidateQueries({ queryKey: ["passkeys"] });
  const add = () => {
    if (why) return;
    attempt(async () => {
      const made = await addPasskey(name);
      notify(made ? { title: t("passkeyAdded") } : { title: t("passkeyClosed") });
      if (made) setName("");
      await again();
    });
  };
  return (
    <Section title={t("passkeys")} about={t("passkeysAbout")}>
      {wrong ? <ErrorNote title={wrong.title} next={wrong.next} /> : null}
      {data && data.length > 0 ? (
        <ul className="flex flex-col divide-y divide-line rounded-lg border border-line">
          {data.map((one) => (
            <li key={one.id} className="flex items-center gap-3 px-3 py-2 text-sm">
              <KeyRound size={16} className="text-faint" aria-hidden="true" />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{one.name || t("passkeyUnnamed")}</span>
                <span className="block text-xs text-muted">{t("added", { when: moments.ago(one.createdAt) })}</span>
              </span>
              <Button
                size="small"
                kind="quiet"
                aria-label={t("removeNamed", { name: one.name || t("passkeyUnnamed") })}
                onClick={() =>
                  attempt(async () => {
                    await removePasskey(one.id);
                    notify({ title: t("passkeyRemoved") });
                    await again();
                  })
                }
              >
                {t("remove")}
              </Button>
            </li>
          ))}
        </ul>
      ) : data ? (
        <p className="text-sm text-muted">{t("passkeysNone")}</p>
      ) : null}
      <form
        className="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <div className="min-w-0 flex-1 basis-56">
          <Field label={t("passkeyName")} help={t("passkeyNameHelp")} optional>
            <TextInput value={name} onValue={setName} maxLength={120} />
          </Field>
        </div>
        <span className="pt-5">
          <Button type="submit" icon={<Plus size={14} />} why={why} busy={busy}>
            {t("addPasskey")}
          </Button>
        </span>
      </form>
      {why ? <p className="text-xs text-muted">{why}</p> : null}
    </Section>
  );
}
