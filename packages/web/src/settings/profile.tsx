import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "../api/index.ts";
import { languages, speakAs, useText } from "../messages/index.ts";
import { meQuery, useChange, useMe } from "../session/index.ts";
import { Avatar, Button, chooseTheme, currentTheme, Field, Section, SegmentedControl, Select, TextInput, type Theme } from "../ui/index.ts";
import { OwnAbsence, OwnHours } from "../capacity/index.ts";
import { OwnSkills } from "../people/index.ts";
import { settingsTexts } from "./en.ts";
import { OwnZone } from "./notices/own-zone.tsx";
import { SettingsPage } from "./settings-page.tsx";

export function Profile() {
  const t = useText(settingsTexts);
  const me = useMe().person;
  const client = useQueryClient();
  const [name, setName] = useState(me.name);
  const [theme, setTheme] = useState<Theme>(currentTheme);
  const save = useChange({
    call: () => request("PATCH /api/me", { body: { name: name.trim() } }),
    touches: ["member", "task"],
    said: () => t("saved"),
  });
  const speakIn = useChange({
    call: async (locale: string | null) => {
      const answer = await request("PATCH /api/me", { body: { locale } });
      await speakAs(locale);
      client.setQueryData(meQuery.queryKey, (seen) => seen && { ...seen, ...answer });
    },
    touches: [],
  });
  const why = name.trim() === "" ? t("missingName") : name.trim() === me.name ? t("nothingChanged") : null;
  return (
    <SettingsPage about={t("profileAbout")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (why === null)
            save.mutate(undefined, {
              onSuccess: (answer) => client.setQueryData(meQuery.queryKey, (seen) => seen && { ...seen, ...answer }),
            });
        }}
      >
        <div className="flex items-end gap-4">
          <Avatar name={name || me.name} id={me.id} size="large" />
          <div className="flex-1">
            <Field label={t("yourName")}>
              <TextInput value={name} onValue={setName} autoComplete="name" maxLength={120} />
            </Field>
          </div>
        </div>
        <Field label={t("email")} help={t("emailWhy")}>
          <TextInput value={me.email} onValue={() => undefined} readOnly />
        </Field>
        <div>
          <Button type="submit" kind="primary" why={why} busy={save.isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
      <OwnSkills />
      <OwnHours />
      <OwnAbsence />
      <Section title={t("look")} about={t("lookHelp")}>
        <div>
          <SegmentedControl
            label={t("look")}
            value={theme}
            onValue={(next) => {
              setTheme(next);
              chooseTheme(next);
            }}
            choices={[
              { value: "system", label: t("lookSystem") },
              { value: "light", label: t("lookLight") },
              { value: "dark", label: t("lookDark") },
            ]}
          />
        </div>
      </Section>
      <div className="max-w-60">
        <Field label={t("language")} help={t("languageHelp")}>
          <Select
            value={me.locale ?? ""}
            onValue={(locale) => speakIn.mutate(locale || null)}
            choices={[{ value: "", label: t("languageOfBrowser") }, ...languages().map(({ tag, name }) => ({ value: tag, label: name }))]}
          />
        </Field>
      </div>
      <div className="max-w-60">
        <OwnZone />
      </div>
    </SettingsPage>
  );
}
