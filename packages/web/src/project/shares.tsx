import { UserPlus } from "lucide-react";
import { useState } from "react";
import type { SpaceRole } from "@rondo/core/access";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useEverybody, useRead, useWorkspace } from "../session/index.ts";
import { Avatar, Button, Combobox, Field, Menu, Popover, Section, Select, Skeleton } from "../ui/index.ts";
import { projectTexts } from "./en.ts";
import { useEveryoneChoices } from "./everyone.ts";
import { mayAs, type Project, spaceRoles } from "./project.ts";

type Ask = {
  readonly person: { readonly id: string; readonly name: string };
  readonly role: SpaceRole | null;
  readonly was: SpaceRole | null;
};

/** Who has a role here by name, and what everybody else may do. */
export function Shares({ project }: { project: Project }) {
  const t = useText(projectTexts);
  const { id: w } = useWorkspace();
  const everyone = useEveryoneChoices().find((one) => one.value === (project.everyone ?? "nobody"))?.label ?? "";
  const shares = useRead("GET /projects/:p/shares", { params: { p: project.id } }, { watch: [`project:${project.id}`] });
  const send = ({ id }: { id: string }, role: SpaceRole | null) =>
    role
      ? requestIn(w, "PUT /projects/:p/shares/:m", { params: { p: project.id, m: id }, body: { role } })
      : requestIn(w, "DELETE /projects/:p/shares/:m", { params: { p: project.id, m: id } });
  const share = useChange<Ask, unknown>({
    call: ({ person, role }) => send(person, role),
    paint: ({ person, role }, paint) =>
      paint(
        "GET /projects/:p/shares",
        ({ items }) => ({ items: [...items.filter((one) => one.person.id !== person.id), ...(role ? [{ person, role }] : [])] }),
        { params: { p: project.id } },
      ),
    touches: [`project:${project.id}`],
    said: ({ person, role }) => (role ? t("sharedSaid", { name: person.name, role }) : t("unsharedSaid", { name: person.name })),
    undo: ({ person, was }) => send(person, was),
  });
  const manager = mayAs(project, "manager");
  const items = shares.data?.items;
  return (
    <Section
      title={t("shares")}
      about={everyone}
      aside={manager ? <ShareWith taken={items ?? []} onShare={(person, role) => share.mutate({ person, role, was: null })} /> : null}
    >
      {!items ? (
        <Skeleton rows={2} />
      ) : items.length === 0 ? (
        <p className="text-sm text-faint">{t("noShares")}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {items.map(({ person, role }) => (
            <li key={person.id} className="flex min-h-8 items-center gap-2 text-sm">
              <Avatar name={person.name} id={person.id} />
              <span className="min-w-0 flex-1 truncate">{person.name}</span>
              {manager ? (
                <Menu
                  align="end"
                  trigger={
                    <Button kind="quiet" size="small" aria-label={t("roleOf", { name: person.name })}>
                      {t("roleName", { role })}
                    </Button>
                  }
                  entries={[
                    ...spaceRoles.map((one) => ({
                      label: t("roleName", { role: one }),
                      hint: t("roleHelp", { role: one }),
                      chosen: one === role,
                      onSelect: () => share.mutate({ person, role: one, was: role }),
                    })),
                    { kind: "line" as const },
                    { label: t("unshare"), danger: true, onSelect: () => share.mutate({ person, role: null, was: role }) },
                  ]}
                />
              ) : (
                <span className="text-xs text-muted">{t("roleName", { role })}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function ShareWith({
  taken,
  onShare,
}: {
  taken: readonly { person: { id: string } }[];
  onShare: (person: { id: string; name: string }, role: SpaceRole) => void;
}) {
  const t = useText(projectTexts);
  const [open, setOpen] = useState(false);
  const [who, setWho] = useState<string | null>(null);
  const [role, setRole] = useState<SpaceRole>("editor");
  const { items } = useEverybody(open);
  const free = (items ?? []).filter((member) => !taken.some((one) => one.person.id === member.id));
  const person = free.find((one) => one.id === who);
  return (
    <Popover
      open={open}
      onOpen={setOpen}
      align="end"
      title={t("shareWith")}
      trigger={
        <Button size="small" icon={<UserPlus size={14} />}>
          {t("share")}
        </Button>
      }
    >
      <div className="flex w-72 max-w-full flex-col gap-3">
        <Field label={t("shareWith")} hideLabel>
          <Combobox value={who} onValue={setWho} choices={free.map((one) => ({ value: one.id, label: one.name }))} />
        </Field>
        <Field label={t("role")} help={t("roleHelp", { role })}>
          <Select value={role} onValue={setRole} choices={spaceRoles.map((one) => ({ value: one, label: t("roleName", { role: one }) }))} />
        </Field>
        <Button
          kind="primary"
          why={person ? null : t("shareWith")}
          onClick={() => {
            if (person) onShare({ id: person.id, name: person.name }, role);
            setWho(null);
            setOpen(false);
          }}
        >
          {t("share")}
        </Button>
      </div>
    </Popover>
  );
}
