import { atLeast } from "@rondo/core/access";
import { Eye, X } from "lucide-react";
import { requestIn, seeAs } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useEverybody, useWorkspace } from "../session/index.ts";
import { Button, Combobox, IconButton, Person, Select, Skeleton } from "../ui/index.ts";
import { outsideTexts } from "./en.ts";
import { Invited, InviteByMail, useInvited } from "./invite-by-mail.tsx";
import { type Thing, touches, useOutside } from "./thing.ts";

type Role = "viewer" | "contributor";

/** Guests by name, those who are invited to it, and whoever else is to see it. */
export function Guests(thing: Thing) {
  const t = useText(outsideTexts);
  const { id: w, slug, role } = useWorkspace();
  const mayInvite = atLeast(role, "admin");
  const outside = useOutside(thing);
  const members = useEverybody();
  const waiting = useInvited(thing, mayInvite);
  const share = useChange({
    call: ({ person, role }: { person: { id: string; name: string }; role: Role | null }) => shareCall(w, thing, person.id, role),
    touches,
    said: ({ person, role }) => (role === null ? t("takenAway", { name: person.name }) : ""),
  });
  const guests = outside.data?.guests;
  const free = (members.items ?? []).filter((one) => one.role === "guest" && !guests?.some((guest) => guest.person.id === one.id));
  const see = () =>
    seeAs(
      { w, as: `${thing.kind} ${thing.id} viewer`, title: thing.title, back: location.pathname + location.search },
      `/w/${slug}${screenOf(thing)}`,
    );
  return (
    <section className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">{t("guests")}</h3>
        <Button size="small" icon={<Eye size={14} />} onClick={see}>
          {t("seeAs")}
        </Button>
      </div>
      <p className="text-sm text-muted">
        {thing.kind === "task" ? t("guestsOfTask") : thing.kind === "run" ? t("guestsOfRun") : t("seeAsHelp")}
      </p>
      {!guests ? (
        <Skeleton rows={1} />
      ) : guests.length === 0 && waiting.length === 0 ? (
        <p className="text-sm text-faint">{t("noGuests")}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line/70 border-y border-line/70">
          {guests.map(({ person, role }) => (
            <li key={person.id} className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1 text-sm">
              <span className="min-w-0 flex-1 basis-32">
                <Person name={person.name} id={person.id} nobody="" />
              </span>
              <span className="w-48">
                <Select
                  label={t("roleOf", { name: person.name })}
                  value={role}
                  onValue={(next) => share.mutate({ person, role: next as Role })}
                  choices={(["viewer", "contributor", ...(role === "editor" || role === "manager" ? [role] : [])] as const).map((one) => ({
                    value: one,
                    label: t("role", { role: one }),
                  }))}
                />
              </span>
              <IconButton
                size="small"
                label={t("takeAway", { name: person.name })}
                icon={<X size={14} />}
                onClick={() => share.mutate({ person, role: null })}
              />
            </li>
          ))}
          {waiting.map((invitation) => (
            <Invited key={invitation.id} {...invitation} />
          ))}
        </ul>
      )}
      {guests && free.length > 0 ? (
        <div className="max-w-72">
          <Combobox
            key={guests.length}
            label={t("addGuest")}
            placeholder={t("addGuestChoose")}
            value={null}
            choices={free.map((one) => ({ value: one.id, label: one.name }))}
            onValue={(id) => {
              const person = free.find((one) => one.id === id);
              if (person) share.mutate({ person, role: "viewer" });
            }}
          />
        </div>
      ) : null}
      {mayInvite ? (
        <InviteByMail thing={thing} known={members.items ?? []} onKnown={(person) => share.mutate({ person, role: "viewer" })} />
      ) : null}
    </section>
  );
}

function shareCall(w: string, { kind, id }: Thing, m: string, role: Role | null): Promise<unknown> {
  if (kind === "task")
    return role === null
      ? requestIn(w, "DELETE /tasks/:t/shares/:m", { params: { t: id, m } })
      : requestIn(w, "PUT /tasks/:t/shares/:m", { params: { t: id, m }, body: { role } });
  if (kind === "run")
    return role === null
      ? requestIn(w, "DELETE /runs/:r/shares/:m", { params: { r: id, m } })
      : requestIn(w, "PUT /runs/:r/shares/:m", { params: { r: id, m }, body: { role } });
  if (kind === "project")
    return role === null
      ? requestIn(w, "DELETE /projects/:p/shares/:m", { params: { p: id, m } })
      : requestIn(w, "PUT /projects/:p/shares/:m", { params: { p: id, m }, body: { role } });
  if (kind === "process")
    return role === null
      ? requestIn(w, "DELETE /processes/:p/shares/:m", { params: { p: id, m } })
      : requestIn(w, "PUT /processes/:p/shares/:m", { params: { p: id, m }, body: { role } });
  return role === null
    ? requestIn(w, "DELETE /documents/:d/shares/:m", { params: { d: id, m } })
    : requestIn(w, "PUT /documents/:d/shares/:m", { params: { d: id, m }, body: { role } });
}

function screenOf({ kind, id }: Thing): string {
  return `/${{ task: "tasks", run: "runs", project: "projects", process: "processes", document: "documents" }[kind]}/${id}`;
}
