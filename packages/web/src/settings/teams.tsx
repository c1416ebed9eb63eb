import { may } from "@rondo/core/access";
import { Plus, Waypoints } from "lucide-react";
import { useId, useState } from "react";
import { type Answer, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError } from "../shell/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Avatar, Button, Checkbox, Dialog, EmptyState, Field, Skeleton, TextInput } from "../ui/index.ts";
import { usePeople } from "../talk/index.ts";
import { Confirm } from "./confirm.tsx";
import { settingsTexts } from "./en.ts";
import { SettingsPage } from "./settings-page.tsx";

type Team = Answer<"GET /teams">["items"][number];

export function Teams() {
  const t = useText(settingsTexts);
  const { role } = useWorkspace();
  const teams = useRead("GET /teams", {}, { watch: ["team", "member"] });
  const [edited, setEdited] = useState<Team | "new" | null>(null);
  const mayChange = may("team.change", { workspace: role });
  const button = mayChange ? (
    <Button kind="primary" icon={<Plus size={14} />} onClick={() => setEdited("new")}>
      {t("newTeam")}
    </Button>
  ) : null;
  return (
    <SettingsPage about={t("teamsAbout")} needs="team.read">
      {teams.error && !teams.data ? (
        <ReadError error={teams.error} onRetry={teams.refetch} />
      ) : teams.data === undefined ? (
        <Skeleton rows={3} />
      ) : teams.data.items.length === 0 ? (
        <EmptyState picture={<Waypoints size={22} />} title={t("teamsNoneTitle")} about={t("teamsNoneAbout")} action={button} />
      ) : (
        <>
          {button ? <div>{button}</div> : null}
          <ul className="flex flex-col divide-y divide-line rounded-lg border border-line">
            {teams.data.items.map((team) => (
              <li key={team.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
                <span className="min-w-0 flex-1 basis-40">
                  <span className="block font-medium">{team.name}</span>
                  <span className="block text-xs text-muted">{t("teamPeople", { count: team.members.length })}</span>
                </span>
                <span className="flex -space-x-1.5 rtl:space-x-reverse">
                  {team.members.slice(0, 6).map((one) => (
                    <span key={one.id} className="rounded-full ring-2 ring-surface">
                      <Avatar name={one.name} id={one.id} size="medium" alone />
                    </span>
                  ))}
                </span>
                {mayChange ? (
                  <Button size="small" aria-label={t("editTeam", { name: team.name })} onClick={() => setEdited(team)}>
                    {t("changeTeams")}
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      )}
      {edited ? (
        <TeamDialog key={edited === "new" ? "new" : edited.id} team={edited === "new" ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
    </SettingsPage>
  );
}

function TeamDialog({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const t = useText(settingsTexts);
  const { id: w } = useWorkspace();
  const people = usePeople();
  const [name, setName] = useState(team?.name ?? "");
  const [members, setMembers] = useState<readonly string[]>(team?.members.map((one) => one.id) ?? []);
  const [deleting, setDeleting] = useState(false);
  const save = useChange({
    call: () =>
      team === null
        ? requestIn(w, "POST /teams", { body: { name: name.trim(), memberIds: [...members] } })
        : requestIn(w, "PATCH /teams/:team", {
            params: { team: team.id },
            version: team.version,
            body: { name: name.trim(), memberIds: [...members] },
          }),
    touches: ["team", "member"],
    said: () => (team === null ? t("teamMade", { name: name.trim() }) : t("saved")),
  });
  const remove = useChange({
    call: () => requestIn(w, "DELETE /teams/:team", { params: { team: team?.id ?? "" } }),
    touches: ["team", "member", "task"],
    said: () => t("teamDeleted", { name }),
  });
  const form = useId();
  const why = name.trim() === "" ? t("missingName") : null;
  if (deleting && team)
    return (
      <Confirm
        title={t("deleteTeamTitle", { name: team.name })}
        about={t("deleteTeamAbout")}
        press={t("deleteTeam")}
        busy={remove.isPending}
        onClose={() => setDeleting(false)}
        onConfirm={() => remove.mutate(undefined, { onSuccess: onClose })}
      />
    );
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={team ? t("editTeam", { name: team.name }) : t("newTeam")}
      actions={
        <>
          <Button kind="primary" type="submit" form={form} busy={save.isPending} why={why}>
            {team ? t("save") : t("makeTeam")}
          </Button>
          {team ? (
            <Button kind="danger" onClick={() => setDeleting(true)}>
              {t("deleteTeam")}
            </Button>
          ) : null}
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (why === null) save.mutate(undefined, { onSuccess: onClose });
        }}
      >
        <Field label={t("teamName")}>
          <TextInput value={name} onValue={setName} maxLength={120} autoFocus />
        </Field>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 text-xs font-medium text-muted">{t("pages", { page: "members" })}</legend>
          {people.map((one) => (
            <Checkbox
              key={one.id}
              checked={members.includes(one.id)}
              onChecked={(on) => setMembers(on ? [...members, one.id] : members.filter((id) => id !== one.id))}
              label={
                <span className="flex items-center gap-2">
                  <Avatar name={one.name} id={one.id} />
                  {one.name}
                </span>
              }
            />
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}
