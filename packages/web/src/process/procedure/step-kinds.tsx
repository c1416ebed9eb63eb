import type { Step } from "@rondo/core/process";
import {
  CircleCheck,
  CircleStop,
  Columns2,
  CornerUpLeft,
  Flag,
  FolderKanban,
  Group,
  Hourglass,
  Layers,
  Repeat,
  Split,
  SquareCheck,
  Undo2,
  Zap,
} from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../../messages/index.ts";
import type { MenuEntry } from "../../ui/index.ts";
import { processTexts } from "../en.ts";

export const kinds: readonly Step["kind"][] = [
  "task",
  "approval",
  "decision",
  "parallel",
  "race",
  "group",
  "repeat",
  "each",
  "wait",
  "action",
  "project",
  "goto",
  "end",
  "undo",
];

export function kindIcon(kind: Step["kind"], size = 14): ReactNode {
  const Icon = icons[kind];
  return <Icon size={size} aria-hidden="true" />;
}

const icons = {
  task: SquareCheck,
  approval: CircleCheck,
  decision: Split,
  parallel: Columns2,
  race: Flag,
  group: Group,
  repeat: Repeat,
  each: Layers,
  wait: Hourglass,
  action: Zap,
  project: FolderKanban,
  goto: CornerUpLeft,
  end: CircleStop,
  undo: Undo2,
} as const;

/** What can be put in, each with a word on what it is for. */
export function useKindEntries(onKind: (kind: Step["kind"]) => void): readonly MenuEntry[] {
  const t = useText(processTexts);
  return kinds.map((kind) => ({
    label: t("kindName", { kind }),
    hint: t("kindHint", { kind }),
    icon: kindIcon(kind),
    onSelect: () => onKind(kind),
  }));
}
