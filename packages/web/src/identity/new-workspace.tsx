import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { meQuery } from "../session/index.ts";
import { Button, Combobox, ErrorNote, Field, TextInput } from "../ui/index.ts";
import { identityTexts } from "./en.ts";
import { useEntered } from "./entered.ts";
import { Gate } from "./gate.tsx";
import { useMissing, useSubmit } from "./submit.ts";
import { allZones, ownZone } from "./zones.ts";

/** Where somebody lands who is signed in and in no workspace; and from the palette, to make another one. */
export function NewWorkspace() {
  const t = useText(identityTexts);
  const entered = useEntered();
  const me = useQuery(meQuery);
  const [name, setName] = useState("");
  const [zone, setZone] = useState<string | null>(ownZone);
  const missing = useMissing({ [t("workspaceName")]: name, [t("zone")]: zone ?? "" });
  const { submit, busy, wrong } = useSubmit(async () => {
    const { slug } = await request("POST /api/workspaces", { body: { name, zone: zone ?? "UTC" } });
    await entered(`/w/${slug}`);
  });
  const none = me.data?.workspaces.length === 0;
  return (
    <Gate
      title={none ? t("noWorkspace") : t("newWorkspace")}
      about={none ? t("noWorkspaceAbout", { email: me.data?.person.email ?? "" }) : t("newWorkspaceAbout")}
    >
      <form onSubmit={missing === null ? submit : (event) => event.preventDefault()} className="flex flex-col gap-4">
        {wrong ? <ErrorNote {...wrong} /> : null}
        <Field label={t("workspaceName")} help={t("workspaceHelp")}>
          <TextInput value={name} onValue={setName} name="organization" autoComplete="organization" maxLength={120} large />
        </Field>
        <Field label={t("zone")} help={t("zoneHelp")}>
          <Combobox choices={allZones} value={zone} onValue={setZone} required large />
        </Field>
        <Button kind="primary" size="large" type="submit" busy={busy} why={missing} wide>
          {t("createWorkspace")}
        </Button>
      </form>
    </Gate>
  );
}
