import { may, type Permission, policy, spaceRoles, type Standing, workspaceRoles } from "@rondo/core/access";
import { Check, Minus } from "lucide-react";
import { useText } from "../messages/index.ts";
import { type Column, Section, Table } from "../ui/index.ts";
import { settingsTexts } from "./en.ts";
import { rightsTexts } from "./rights.en.ts";
import { SettingsPage } from "./settings-page.tsx";

const permissions = Object.keys(policy) as Permission[];
const inWorkspace = permissions.filter((one) => policy[one].kind === "workspace");
const inSpace = permissions.filter((one) => policy[one].kind === "space");

/** The policy as the server decides by it: not a copy, the same table. */
export function Roles() {
  const t = useText(settingsTexts);
  return (
    <SettingsPage wide about={t("rolesAbout")}>
      <Section title={t("inWorkspace")} about={t("inWorkspaceAbout")}>
        <Rights
          label={t("inWorkspace")}
          rows={inWorkspace}
          standings={workspaceRoles.map((role) => ({ key: role, title: t("roles", { role }), standing: { workspace: role } }))}
        />
      </Section>
      <Section title={t("inSpace")} about={t("inSpaceAbout")}>
        <Rights
          label={t("inSpace")}
          rows={inSpace}
          standings={[
            ...spaceRoles.map((role) => ({
              key: role,
              title: t("roles", { role }),
              standing: { workspace: "guest", space: role } as const,
            })),
            { key: "holder", title: t("holder"), standing: { workspace: "guest", space: null, holder: true } as const },
            { key: "own", title: t("own"), standing: { workspace: "guest", space: null, own: true } as const },
          ]}
        />
      </Section>
    </SettingsPage>
  );
}

function Rights({
  label,
  rows,
  standings,
}: {
  label: string;
  rows: readonly Permission[];
  standings: readonly { key: string; title: string; standing: Standing }[];
}) {
  const t = useText(settingsTexts);
  const rights = useText(rightsTexts);
  const columns: readonly Column<Permission>[] = [
    {
      key: "permission",
      title: t("permission"),
      names: true,
      cell: (one) => <span className="block min-w-44 font-normal">{rights(one)}</span>,
    },
    ...standings.map(({ key, title, standing }): Column<Permission> => ({
      key,
      title,
      width: "5rem",
      cell: (one) =>
        may(one, standing) ? (
          <Check size={16} className="text-accent" role="img" aria-label={t("yes")} />
        ) : (
          <Minus size={16} className="text-faint opacity-50" role="img" aria-label={t("no")} />
        ),
    })),
  ];
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <Table label={label} columns={columns} rows={rows} idOf={(one) => one} />
    </div>
  );
}
