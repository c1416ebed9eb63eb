import { Pencil, UsersRound } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Button, Combobox, Dialog, Field, IconButton } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import { useMembers, useTeams } from "./people.ts";
import type { Run } from "./run.ts";

/** Puts another person or team into a role of a run that goes on. */
export function RoleChange({ run, role, now }: { run: Run; role: { readonly key: string; readonly name: string }; now: string | null }) {
  const t = useText(runTexts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        size="small"
        label={t("changeRole", { role: role.name })}
        icon={<Pencil size={13} />}
        why={run.mayControl ? null : t("noControl")}
        onClick={() => setOpen(true)}
      />
      {open ? <RoleDialog run={run} role={role} now={now} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function RoleDialog({
  run,
  role,
  now,
  onClose,
}: {
  run: Run;
  role: { readonly key: string; readonly name: string };
  now: string | null;
  onClose: () => void;
}) {
  const t = useText(runTexts);
  const { id: w } = useWorkspace();
  const members = useMembers();
  const teams = useTeams();
  const [who, setWho] = useState(now);
  const isTeam = teams.some(({ id }) => id === who);
  const save = useChange({
    call: () =>
      requestIn(w, "PUT /runs/:r/fillings/:role", {
        params: { r: run.id, role: role.key },
        body: { personId: isTeam ? null : who, teamId: isTeam ? who : null },
      }),
    touches: ["run", "task", "notice"],
    said: () => t("roleChanged", { role: role.name }),
  });
  const choices = [
    ...teams.map((team) => ({ value: team.id, label: team.name, icon: <UsersRound size={16} className="text-muted" /> })),
    ...members.choices,
  ];
  return (
    <Dialog
      open
      onOpen={onClose}
      title={t("roleTitle", { role: role.name })}
      actions={
        <Button
          kind="primary"
          busy={save.isPending}
          why={who === now ? t("roleSame") : null}
          onClick={() => save.mutate(undefined, { onSuccess: onClose })}
        >
          {t("roleSave")}
        </Button>
      }
    >
      <Field label={t("roleWho")} help={t("roleAbout")}>
        <Combobox choices={choices} value={who} onValue={setWho} />
      </Field>
    </Dialog>
  );
}
