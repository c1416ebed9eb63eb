import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useText } from "../../messages/index.ts";
import { Button, ErrorNote, Field, notify, Section, TextInput } from "../../ui/index.ts";
import { useAttempt } from "../attempt.ts";
import { settingsTexts } from "../en.ts";
import { changePassword } from "./account.ts";

export function PasswordPart() {
  const t = useText(settingsTexts);
  const client = useQueryClient();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const { attempt, busy, wrong } = useAttempt();
  const why = current === "" || next === "" ? t("passwordMissing") : null;
  return (
    <Section title={t("password")} about={t("passwordAbout")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (why === null)
            attempt(async () => {
              await changePassword(current, next);
              setCurrent("");
              setNext("");
              notify({ title: t("passwordChanged") });
              await client.invalidateQueries({ queryKey: ["sessions"] });
            });
        }}
      >
        {wrong && wrong.code !== "password_wrong" && wrong.code !== "password_weak" ? (
          <ErrorNote title={wrong.title} next={wrong.next} />
        ) : null}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("currentPassword")} error={wrong?.code === "password_wrong" ? `${wrong.title}. ${wrong.next}` : null}>
            <TextInput type="password" autoComplete="current-password" value={current} onValue={setCurrent} maxLength={256} />
          </Field>
          <Field
            label={t("newPassword")}
            help={t("newPasswordHelp")}
            error={wrong?.code === "password_weak" ? `${wrong.title}. ${wrong.next}` : null}
          >
            <TextInput type="password" autoComplete="new-password" value={next} onValue={setNext} maxLength={256} />
          </Field>
        </div>
        <div>
          <Button type="submit" why={why} busy={busy}>
            {t("changePassword")}
          </Button>
        </div>
      </form>
    </Section>
  );
}
