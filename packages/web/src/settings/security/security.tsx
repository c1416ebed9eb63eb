import { useText } from "../../messages/index.ts";
import { settingsTexts } from "../en.ts";
import { SettingsPage } from "../settings-page.tsx";
import { PasskeysPart } from "./passkeys.tsx";
import { PasswordPart } from "./password.tsx";
import { SecondFactorPart } from "./second-factor.tsx";
import { SessionsPart } from "./sessions.tsx";

export function Security() {
  const t = useText(settingsTexts);
  return (
    <SettingsPage about={t("securityAbout")}>
      <PasskeysPart />
      <SecondFactorPart />
      <PasswordPart />
      <SessionsPart />
    </SettingsPage>
  );
}
