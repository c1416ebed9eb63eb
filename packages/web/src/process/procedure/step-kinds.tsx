import type { Step } from "@rondo/core/process";
import { CircleCheck, Columns2, FolderKanban, Split, SquareCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../../messages/index.ts";
import type { MenuEntry } from "../../ui/index.ts";
import { processTexts } from "../en.ts";

export const kinds: readonly Step["kind"][] = ["task", "approval", "decision", "parallel", "project"];

export function kindIcon(kind: Step["kind"], size = 14): ReactNode {
  const Icon = { task: SquareCheck, approval: CircleCheck, decision: Split, parallel: Columns2, project: FolderKanban }[kind];
  return <Icon size={size} aria-hidden="true" />;
}

/** What can be put in, each with a word on what it is for. */
export function useKindEntries(onKind: (kind: Step["kind"]) => void): readonly MenuEntry[] {
  const t = useText(processTexts);
  return kinds.map((kind) => ({ label: t("kindName", { kind }), hint: t("kindHint", { kind }), icon: kindIcon(kind), onSelect: () => onKind(kind) }));
}
