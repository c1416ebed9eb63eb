import { atLeast } from "@rondo/core/access";
import { Search, UserPlus, UsersRound } from "lucide-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Answer } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError, useActions } from "../shell/index.ts";
import { useEverybody, useMe, useWorkspace } from "../session/index.ts";
import {
  Avatar,
  Badge,
  Button,
  type Column,
  EmptyState,
  PageBody,
  PageHeader,
  Skeleton,
  Table,
  TextInput,
  Toolbar,
  useFormat,
} from "../ui/index.ts";
import { useMoments } from "../task/index.ts";
import { peopleTexts } from "./en.ts";
import { InviteDialog } from "./invite.tsx";
import { OpenInvitations } from "./open-invitations.tsx";
import { PeopleTabs } from "./tabs.tsx";

type Member = Answer<"GET /members">["items"][number];
const route = getRouteApi("/w/$slug/people");

/** As many are in the page before one asks for more; whom one looks for is found among all. */
const atFirst = 100;

/** Who is here, in which role and teams. */
export function PeopleScreen() {
  const t = useText(peopleTexts);
  const { role } = useWorkspace();
  const { q = "" } = route.useSearch();
  const navigate = useNavigate();
  const format = useFormat();
  const [inviting, setInviting] = useState(false);
  const [most, setMost] = useState(atFirst);
  const members = useEverybody();
  const find = (next: string) =>
    void navigate({
      to: ".",
      replace: true,
      search: ((before: Record<string, unknown>) => ({ ...before, q: next || undefined })) as never,
    });
  const mayInvite = atLeast(role, "admin");
  const admins = (members.items ?? []).filter((one) => one.role === "owner" || one.role === "admin").map((one) => one.name);
  const why = mayInvite ? null : t("inviteWhy", { names: admins.length > 0 ? format.list(admins.slice(0, 3)) : t("anAdmin") });
  useActions(useMemo(() => [{ id: "people.invite", label: t("invite"), keys: "i", why, run: () => setInviting(true) }], [t, why]));
  const shown = members.items?.filter((one) => fits(one, q));
  const button = (
    <Button kind="primary" icon={<UserPlus size={14} />} why={why} onClick={() => setInviting(true)}>
      {t("invite")}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        aside={members.items ? <span className="text-sm text-faint">{members.items.length}</span> : null}
        actions={button}
        tabs={<PeopleTabs />}
      />
      <PageBody>
        <Toolbar label={t("find")}>
          <span className="relative w-64 max-w-full">
            <Search size={14} className="pointer-events-none absolute inset-y-0 start-2.5 my-auto text-faint" aria-hidden="true" />
            <span className="[&_input]:ps-8">
              <TextInput aria-label={t("find")} placeholder={t("find")} value={q} onValue={find} />
            </span>
          </span>
        </Toolbar>
        {members.error && !members.items ? (
          <ReadError error={members.error} onRetry={members.refetch} />
        ) : shown === undefined ? (
          <Skeleton />
        ) : shown.length === 0 ? (
          <p className="px-6 py-8 text-sm text-muted">{t("nobodyFound", { typed: q })}</p>
        ) : (
          <>
            <Members members={shown.slice(0, most)} onFind={find} />
            {shown.length > most ? (
              <div className="px-4 py-3 sm:px-6">
                <Button onClick={() => setMost(most + atFirst)}>{t("showMore")}</Button>
              </div>
            ) : null}
          </>
        )}
        {members.items?.length === 1 && mayInvite ? (
          <EmptyState picture={<UsersRound size={22} />} title={t("onlyYouTitle")} about={t("onlyYouAbout")} action={button} />
        ) : null}
        {mayInvite ? (
          <div className="max-w-3xl px-4 py-8 sm:px-6">
            <OpenInvitations />
          </div>
        ) : null}
      </PageBody>
      <InviteDialog open={inviting} onOpen={setInviting} />
    </>
  );
}

function Members({ members, onFind }: { members: readonly Member[]; onFind: (skill: string) => void }) {
  const t = useText(peopleTexts);
  const me = useMe().person;
  const moments = useMoments();
  const format = useFormat();
  const columns: readonly Column<Member>[] = [
    {
      key: "name",
      title: t("name"),
      names: true,
      cell: (one) => (
        <span className="flex items-center gap-3">
          <Avatar name={one.name} id={one.id} size="medium" />
          <span className="min-w-0">
            <span className="block [overflow-wrap:anywhere]">
              {one.name} {one.id === me.id ? <span className="font-normal text-faint">({t("you")})</span> : null}
            </span>
            <span className="block text-xs font-normal [overflow-wrap:anywhere] text-muted">{one.email}</span>
            {one.teams.length > 0 ? (
              <span className="block text-xs font-normal text-faint sm:hidden">{format.list(one.teams.map((team) => team.name))}</span>
            ) : null}
          </span>
        </span>
      ),
    },
    {
      key: "teams",
      title: t("teams"),
      wideOnly: true,
      cell: (one) => (
        <span className="flex flex-wrap gap-1">
          {one.teams.length === 0 ? (
            <span className="text-faint">–</span>
          ) : (
            one.teams.map((team) => <Badge key={team.id}>{team.name}</Badge>)
          )}
        </span>
      ),
    },
    {
      key: "skills",
      title: t("skills"),
      wideOnly: true,
      cell: (one) => (
        <span className="flex flex-wrap gap-1">
          {one.skills.length === 0 ? <span className="text-faint">–</span> : null}
          {one.skills.map((skill) => (
            <button
              key={skill}
              type="button"
              aria-label={t("skillFind", { skill })}
              onClick={() => onFind(skill)}
              className="rounded-full border border-line px-2 py-0.5 text-xs hover:border-line-strong hover:bg-hover"
            >
              <span dir="auto">{skill}</span>
            </button>
          ))}
        </span>
      ),
    },
    { key: "role", title: t("role"), width: "5.5rem", cell: (one) => t("roles", { role: one.role }) },
    {
      key: "since",
      title: t("since"),
      end: true,
      width: "8rem",
      wideOnly: true,
      cell: (one) => <span className="whitespace-nowrap text-muted">{moments.ago(one.joinedAt)}</span>,
    },
  ];
  return <Table fills label={t("members")} columns={columns} rows={members} idOf={(one) => one.id} />;
}

function fits(member: Member, q: string): boolean {
  const typed = q.trim().toLocaleLowerCase();
  return (
    typed === "" ||
    [member.name, member.email, ...member.teams.map((team) => team.name), ...member.skills].some((text) =>
      text.toLocaleLowerCase().includes(typed),
    )
  );
}
