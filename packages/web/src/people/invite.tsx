import { useQuery } from "@tanstack/react-query";
import { atLeast, workspaceRoles } from "@rondo/core/access";
import { useId, useState } from "react";
import { type Answer, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { installationQuery, useChange, useRead, useWorkspace } from "../session/index.ts";
import { Button, Checkbox, CopyField, Dialog, ErrorNote, Field, Select, TextInput } from "../ui/index.ts";
import { peopleTexts } from "./en.ts";

type Made = { readonly url: string; readonly mailed: boolean; readonly email: string | null };
type Role = Answer<"GET /members">["items"][number]["role"];

const abouts = { owner: "roleOwner", admin: "roleAdmin", member: "roleMember", guest: "roleGuest" } as const;

/** Address, role and teams; then the link, once. */
export function InviteDialog({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const t = useText(peopleTexts);
  const { id: w, role: own } = useWorkspace();
  const { data: installation } = useQuery(installationQuery);
  const { data: teams } = useRead("GET /teams", {}, { watch: ["team"], enabled: open });
  const form = useId();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("member");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [made, setMade] = useState<Made | null>(null);
  const [wrong, setWrong] = useState<{ title: string; next: string } | null>(null);
  const invite = useChange({
    call: () => requestIn(w, "POST /invitations", { body: { email: email.trim() || null, role, teamIds: [...chosen] } }),
    touches: ["invitation", "member"],
    refused: (problem) => {
      setWrong(problem);
      return true;
    },
  });
  const again = () => {
    setMade(null);
    setEmail("");
  };
  const close = (next: boolean) => {
    onOpen(next);
    if (!next) again();
  };
  if (made)
    return (
      <Dialog
        open={open}
        onOpen={close}
        title={t("invitationMade")}
        about={made.mailed && made.email ? t("mailedTo", { email: made.email }) : t("notMailed")}
        actions={
          <>
            <Button kind="primary" onClick={() => close(false)}>
              {t("done")}
            </Button>
            <Button onClick={again}>{t("another")}</Button>
          </>
        }
      >
        <CopyField label={t("link")} value={made.url} />
      </Dialog>
    );
  const send = () => {
    setWrong(null);
    invite.mutate(undefined, {
      onSuccess: (answer) => setMade({ url: answer.url, mailed: answer.mailed, email: answer.invitation.email }),
    });
  };
  return (
    <Dialog
      open={open}
      onOpen={close}
      title={t("inviteTitle")}
      about={t("inviteAbout")}
      actions={
        <Button kind="primary" type="submit" form={form} busy={invite.isPending}>
          {t("makeInvitation")}
        </Button>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {wrong ? <ErrorNote title={wrong.title} next={wrong.next} /> : null}
        <Field
          label={t("email")}
          optional
          help={email.trim() === "" ? t("emailHelp") : installation?.signIn.mail ? t("mailWill") : t("mailWont")}
        >
          <TextInput value={email} onValue={setEmail} type="email" autoComplete="off" autoFocus />
        </Field>
        <Field label={t("role")} help={t(abouts[role])}>
          <Select
            value={role}
            onValue={setRole}
            choices={workspaceRoles.filter((one) => atLeast(own, one)).map((value) => ({ value, label: t("roles", { role: value }) }))}
          />
        </Field>
        {teams && teams.items.length > 0 ? (
          <fieldset className="flex flex-col gap-1.5">
            <legend className="mb-1 text-xs font-medium text-muted">{t("teams")}</legend>
            {teams.items.map((team) => (
              <Checkbox
                key={team.id}
                label={team.name}
                checked={chosen.includes(team.id)}
                onChecked={(on) => setChosen(on ? [...chosen, team.id] : chosen.filter((one) => one !== team.id))}
              />
            ))}
          </fieldset>
        ) : null}
      </form>
    </Dialog>
  );
}
