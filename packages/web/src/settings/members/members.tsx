import { atLeast, may, workspaceRoles } from "@rondo/core/access";
import { Ellipsis, UserMinus, UserPlus, UserStar, UserX } from "lucide-react";
import { useState } from "react";
import { type Answer, requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { InviteDialog, OpenInvitations, peopleTexts } from "../../people/index.ts";
import { ReadError } from "../../shell/index.ts";
import { inTurn, useChange, useEverybody, useMe, useRead, useWorkspace } from "../../session/index.ts";
import {
  Avatar,
  Badge,
  Button,
  Checkbox,
  type Column,
  Combobox,
  Dialog,
  Field,
  IconButton,
  Menu,
  Popover,
  Select,
  Skeleton,
  Table,
} from "../../ui/index.ts";
import { Confirm } from "../confirm.tsx";
import { settingsTexts } from "../en.ts";
import { SettingsPage } from "../settings-page.tsx";

type Member = Answer<"GET /members">["items"][number];
type Role = Member["role"];

/** As many are in the page before one asks for more. */
const atFirst = 100;

/** Roles and teams of everybody; taking somebody out; erasing somebody. */
export function Members() {
  const t = useText(settingsTexts);
  const p = useText(peopleTexts);
  const { id: w, role: own } = useWorkspace();
  const me = useMe().person;
  const members = useEverybody();
  const { data: teams } = useRead("GET /teams", {}, { watch: ["team"], enabled: own !== "guest" });
  const [inviting, setInviting] = useState(false);
  const [most, setMost] = useState(atFirst);
  const [asked, setAsked] = useState<{ readonly what: "remove" | "erase" | "manager"; readonly member: Member } | null>(null);
  const change = useChange({
    call: ({ member, body }: { member: Member; body: { role?: Role; teamIds?: string[]; managerId?: string | null } }) =>
      inTurn(member, (version) => requestIn(w, "PATCH /members/:m", { params: { m: member.id }, version, body })),
    paint: ({ member, body }, paint) =>
      paint("GET /members", (page) => ({
        ...page,
        items: page.items.map((one) =>
          one.id !== member.id
            ? one
            : {
                ...one,
                role: body.role ?? one.role,
                teams: body.teamIds
                  ? (teams?.items ?? []).filter((team) => body.teamIds?.includes(team.id)).map(({ id, name }) => ({ id, name }))
                  : one.teams,
              },
        ),
      })),
    touches: ["member", "team"],
    said: ({ member, body }) => (body.role ? t("roleChanged", { name: member.name, role: body.role }) : t("saved")),
    undo: ({ member, body }, now) =>
      requestIn(w, "PATCH /members/:m", {
        params: { m: member.id },
        version: now.version,
        body: body.role
          ? { role: member.role }
          : body.managerId !== undefined
            ? { managerId: member.manager?.id ?? null }
            : { teamIds: member.teams.map((team) => team.id) },
      }),
  });
  const remove = useChange({
    call: (member: Member) => requestIn(w, "DELETE /members/:m", { params: { m: member.id } }),
    touches: ["member", "team", "task"],
    said: (member) => t("removedMember", { name: member.name }),
  });
  const erase = useChange({
    call: (member: Member) => requestIn(w, "PUT /members/:m/erasure", { params: { m: member.id }, body: { confirm: "erase" } }),
    touches: ["member", "team", "task"],
    said: (member) => t("erased", { name: member.name }),
  });
  const mayChange = may("member.change", { workspace: own });
  const reach = (member: Member) => mayChange && atLeast(own, member.role);
  const whyNot = (member: Member) => (member.id === me.id ? t("notYourself") : reach(member) ? null : t("aboveYou"));

  const columns: readonly Column<Member>[] = [
    {
      key: "name",
      title: t("name"),
      names: true,
      cell: (one) => (
        <span className="flex items-center gap-2.5">
          <Avatar name={one.name} id={one.id} size="medium" />
          <span className="min-w-0">
            <span className="block [overflow-wrap:anywhere]">
              {one.name} {one.id === me.id ? <span className="font-normal text-faint">({t("you")})</span> : null}
            </span>
            <span className="line-clamp-1 text-xs font-normal break-all text-muted" title={one.email ?? undefined}>
              {one.email}
            </span>
            {one.manager ? (
              <span className="block text-xs font-normal [overflow-wrap:anywhere] text-faint">
                {t("managedBy", { name: one.manager.name ?? "" })}
              </span>
            ) : null}
          </span>
        </span>
      ),
    },
    {
      key: "teams",
      title: t("teams"),
      wideOnly: true,
      cell: (one) =>
        mayChange ? (
          <Popover
            title={t("teamsOf", { name: one.name })}
            trigger={
              <button
                type="button"
                aria-label={t("teamsOf", { name: one.name })}
                className="flex min-h-7 min-w-16 flex-wrap items-center gap-1 rounded-md px-1 hover:bg-hover"
              >
                <TeamBadges teams={one.teams} />
              </button>
            }
          >
            <div className="flex flex-col gap-2">
              {teams?.items.length === 0 ? <p className="text-sm text-muted">{t("noTeams")}</p> : null}
              {teams?.items.map((team) => {
                const ids = one.teams.map((each) => each.id);
                return (
                  <Checkbox
                    key={team.id}
                    label={team.name}
                    checked={ids.includes(team.id)}
                    onChecked={(on) =>
                      change.mutate({ member: one, body: { teamIds: on ? [...ids, team.id] : ids.filter((id) => id !== team.id) } })
                    }
                  />
                );
              })}
            </div>
          </Popover>
        ) : (
          <TeamBadges teams={one.teams} />
        ),
    },
    {
      key: "role",
      title: t("role"),
      width: "7.5rem",
      cell: (one) =>
        reach(one) ? (
          <Select
            label={t("roleOf", { name: one.name })}
            value={one.role}
            onValue={(role) => role !== one.role && change.mutate({ member: one, body: { role } })}
            choices={workspaceRoles.filter((role) => atLeast(own, role)).map((value) => ({ value, label: t("roles", { role: value }) }))}
          />
        ) : (
          <span className="px-2.5">{t("roles", { role: one.role })}</span>
        ),
    },
    ...(mayChange
      ? [
          {
            key: "more",
            title: "",
            width: "3rem",
            end: true,
            cell: (one: Member) => (
              <Menu
                align="end"
                trigger={<IconButton size="small" label={t("more", { name: one.name })} icon={<Ellipsis size={16} />} />}
                entries={[
                  {
                    label: t("manager"),
                    icon: <UserStar size={14} />,
                    why: reach(one) ? null : t("aboveYou"),
                    onSelect: () => setAsked({ what: "manager", member: one }),
                  },
                  {
                    label: t("removeMember"),
                    icon: <UserMinus size={14} />,
                    why: whyNot(one),
                    onSelect: () => setAsked({ what: "remove", member: one }),
                  },
                  { kind: "line" },
                  {
                    label: t("erase"),
                    icon: <UserX size={14} />,
                    danger: true,
                    why: own !== "owner" ? t("onlyOwnersErase") : whyNot(one),
                    onSelect: () => setAsked({ what: "erase", member: one }),
                  },
                ]}
              />
            ),
          },
        ]
      : []),
  ];
  const close = () => setAsked(null);
  return (
    <SettingsPage wide about={t("membersAbout")}>
      {mayChange ? (
        <div>
          <Button kind="primary" icon={<UserPlus size={14} />} onClick={() => setInviting(true)}>
            {p("invite")}
          </Button>
        </div>
      ) : null}
      {members.error && !members.items ? (
        <ReadError error={members.error} onRetry={members.refetch} />
      ) : members.items === undefined ? (
        <Skeleton />
      ) : (
        <>
          <Table label={t("pages", { page: "members" })} columns={columns} rows={members.items.slice(0, most)} idOf={(one) => one.id} />
          {members.items.length > most ? (
            <div>
              <Button onClick={() => setMost(most + atFirst)}>{p("showMore")}</Button>
            </div>
          ) : null}
        </>
      )}
      {mayChange ? <OpenInvitations /> : null}
      <InviteDialog open={inviting} onOpen={setInviting} />
      {asked?.what === "manager" ? (
        <ManagerDialog
          member={asked.member}
          members={members.items ?? []}
          onClose={close}
          onManager={(managerId) => change.mutate({ member: asked.member, body: { managerId } })}
        />
      ) : null}
      {asked?.what === "remove" ? (
        <Confirm
          title={t("removeTitle", { name: asked.member.name })}
          about={t("removeAbout", { name: asked.member.name })}
          press={t("removeMember")}
          busy={remove.isPending}
          onClose={close}
          onConfirm={() => remove.mutate(asked.member, { onSettled: close })}
        />
      ) : null}
      {asked?.what === "erase" ? (
        <Confirm
          title={t("eraseTitle", { name: asked.member.name })}
          about={t("eraseAbout", { name: asked.member.name })}
          press={t("erase")}
          busy={erase.isPending}
          typed={{ value: asked.member.name, label: t("eraseType", { name: asked.member.name }), missing: t("eraseMissing") }}
          onClose={close}
          onConfirm={() => erase.mutate(asked.member, { onSettled: close })}
        />
      ) : null}
    </SettingsPage>
  );
}

/** Who decides about somebody's requests, where a process says so. */
function ManagerDialog({
  member,
  members,
  onClose,
  onManager,
}: {
  member: Member;
  members: readonly Member[];
  onClose: () => void;
  onManager: (id: string | null) => void;
}) {
  const t = useText(settingsTexts);
  const [chosen, setChosen] = useState(member.manager?.id ?? null);
  const save = () => {
    if (chosen !== (member.manager?.id ?? null)) onManager(chosen);
    onClose();
  };
  return (
    <Dialog
      open
      onOpen={onClose}
      title={t("managerOf", { name: member.name })}
      actions={
        <Button kind="primary" onClick={save}>
          {t("managerSave")}
        </Button>
      }
    >
      <Field label={t("manager")} help={t("managerHelp")}>
        <Combobox
          choices={members
            .filter(({ id }) => id !== member.id)
            .map(({ id, name }) => ({ value: id, label: name, icon: <Avatar name={name} id={id} /> }))}
          value={chosen}
          onValue={setChosen}
          placeholder={t("managerNobody")}
        />
      </Field>
    </Dialog>
  );
}

function TeamBadges({ teams }: { teams: Member["teams"] }) {
  if (teams.length === 0) return <span className="text-faint">–</span>;
  return teams.map((team) => <Badge key={team.id}>{team.name}</Badge>);
}
