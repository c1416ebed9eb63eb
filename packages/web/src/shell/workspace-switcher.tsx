import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown } from "lucide-react";
import { useText } from "../messages/index.ts";
import { useMe, useWorkspace } from "../session/index.ts";
import { Badge, Mark, Menu } from "../ui/index.ts";
import { shellTexts } from "./en.ts";

/** Where one is; of a sample that it is one, however long its name. */
export function WorkspaceName() {
  const t = useText(shellTexts);
  const { name, sample } = useWorkspace();
  return (
    <span className="flex min-w-0 flex-1 items-center gap-1.5 text-start">
      <span className="min-w-0 truncate text-sm font-semibold text-ink">{name}</span>
      {sample ? <Badge tone="accent">{t("sample")}</Badge> : null}
    </span>
  );
}

export function WorkspaceSwitcher() {
  const t = useText(shellTexts);
  const workspace = useWorkspace();
  const { workspaces } = useMe();
  const navigate = useNavigate();
  const called = (one: { name: string; sample: boolean }) => (one.sample ? t("sampleOf", { name: one.name }) : one.name);
  const name = (
    <>
      <Mark size={20} />
      <WorkspaceName />
    </>
  );
  if (workspaces.length < 2) return <div className="flex h-10 items-center gap-2.5 px-2">{name}</div>;
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={t("switchWorkspace")}
          className="flex h-10 w-full items-center gap-2.5 rounded-md px-2 hover:bg-hover data-popup-open:bg-hover"
        >
          {name}
          <ChevronsUpDown size={14} className="text-faint" aria-hidden="true" />
        </button>
      }
      entries={workspaces.map((one) => ({
        label: called(one),
        chosen: one.id === workspace.id,
        onSelect: () => void navigate({ to: "/w/$slug", params: { slug: one.slug } }),
      }))}
    />
  );
}
