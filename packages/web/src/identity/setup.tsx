import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { request } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { installationQuery } from "../session/index.ts";
import { Button, buttonClass, Combobox, ErrorNote, Field, TextInput } from "../ui/index.ts";
import { identityTexts } from "./en.ts";
import { useEntered } from "./entered.ts";
import { Gate } from "./gate.tsx";
import { PasswordField } from "./password-field.tsx";
import { tokenInFragment, useMissing, useSubmit } from "./submit.ts";
import { allZones, ownZone } from "./zones.ts";

/** First-run set-up: the first workspace and its owner, opened by the one-time token in the printed link. */
export function Setup() {
  const t = useText(identityTexts);
  const installation = useQuery(installationQuery);
  const [token] = useState(tokenInFragment);
  if (installation.data?.state === "ready")
    return (
      <Gate
        title={t("setupDone")}
        about={t("setupDoneNext")}
        children={
          <Link to="/sign-in" className={buttonClass("primary", "large")}>
            {t("goToSignIn")}
          </Link>
        }
      />
    );
  if (token === null) return <Gate title={t("setupNoToken")} about={t("setupNoTokenNext")} />;
  return <SetupForm token={token} />;
}

function SetupForm({ token }: { token: string }) {
  const t = useText(identityTexts);
  const entered = useEntered();
  const [workspace, setWorkspace] = useState("");
  const [zone, setZone] = useState<string | null>(ownZone);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const missing = useMissing({
    [t("workspaceName")]: workspace,
    [t("zone")]: zone ?? "",
    [t("yourName")]: name,
    [t("email")]: email,
    [t("password")]: password,
  });
  const { submit, busy, wrong } = useSubmit(async () => {
    await request("POST /api/installation/setup", {
      body: { token, workspace: { name: workspace, zone: zone ?? "UTC" }, person: { name, email, password } },
    });
    await entered();
  });
  const weak = wrong?.code === "password_weak" ? `${wrong.title}. ${wrong.next}` : null;
  return (
    <Gate title={t("setupTitle")} about={t("setupAbout")}>
      <form onSubmit={missing === null ? submit : (event) => event.preventDefault()} className="flex flex-col gap-4">
        {wrong && !weak ? <ErrorNote {...wrong} /> : null}
        <Field label={t("workspaceName")} help={t("workspaceHelp")}>
          <TextInput
            value={workspace}
            onValue={setWorkspace}
            name="organization"
            autoComplete="organization"
            maxLength={120}
            autoFocus
            large
          />
        </Field>
        <Field label={t("zone")} help={t("zoneHelp")}>
          <Combobox choices={allZones} value={zone} onValue={setZone} required large />
        </Field>
        <Field label={t("yourName")}>
          <TextInput value={name} onValue={setName} name="name" autoComplete="name" maxLength={120} large />
        </Field>
        <Field label={t("email")}>
          <TextInput value={email} onValue={setEmail} type="email" name="email" autoComplete="username" maxLength={254} large />
        </Field>
        <PasswordField value={password} onValue={setPassword} fresh error={weak} />
        <Button kind="primary" size="large" type="submit" busy={busy} why={missing} wide>
          {t("createWorkspace")}
        </Button>
      </form>
    </Gate>
  );
}
