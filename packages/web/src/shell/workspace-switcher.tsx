import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown } from "lucide-react";
import { useText } from "../messages/index.ts";
import { useMe, useWorkspace } from "../session/index.ts";
import { Mark, Menu } from "../ui/index.ts";
import { shellTexts } from "./en.ts";

export function WorkspaceSwitcher() {
  const t = useText(shellTexts);
  const workspace = useWorkspace();
  const { workspaces } = useMe();
  const navigate = useNavigate();
  const called = (one: { name: string; sample: boolean }) => (one.sample ? t("sampleOf", { name: one.name }) : one.name);
  const name = (
    <>
      <Mark size={20} />
      <span className="min-w-0 flex-1 truncate text-start text-sm font-semibold text-ink">{called(workspace)}</span>
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
