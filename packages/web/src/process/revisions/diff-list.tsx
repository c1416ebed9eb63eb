import type { DefinitionDiff, StepRef } from "@rondo/core/process";
import { ArrowUpDown, Minus, Pencil, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../../messages/index.ts";
import { useFormat } from "../../ui/index.ts";
import { processTexts } from "../en.ts";

export function isSame(diff: DefinitionDiff): boolean {
  return diff.added.length + diff.removed.length + diff.changed.length + diff.moved.length + diff.about.length === 0;
}

/** What is new, gone, changed and moved, a line each. */
export function DiffList({ diff }: { diff: DefinitionDiff }) {
  const t = useText(processTexts);
  const format = useFormat();
  if (isSame(diff)) return <p className="text-sm text-faint">{t("noDifference")}</p>;
  const parts = (what: readonly string[]) => format.list(what.map((part) => t("part", { part })));
  const title = (step: StepRef) => <span className="font-medium">{step.title || t("untitled")}</span>;
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {diff.about.length > 0 ? (
        <Line icon={<Pencil size={13} />} label={t("changed")}>
          {parts(diff.about)}
        </Line>
      ) : null}
      {diff.added.map((step) => (
        <Line key={`+${step.id}`} icon={<Plus size={13} className="text-accent" />} label={t("added")}>
          {title(step)}
        </Line>
      ))}
      {diff.removed.map((step) => (
        <Line key={`-${step.id}`} icon={<Minus size={13} className="text-act" />} label={t("removed")}>
          <del className="text-muted">{title(step)}</del>
        </Line>
      ))}
      {diff.changed.map((step) => (
        <Line key={`~${step.id}`} icon={<Pencil size={13} />} label={t("changed")}>
          {title(step)} <span className="text-muted">{parts(step.what)}</span>
        </Line>
      ))}
      {diff.moved.map((step) => (
        <Line key={`>${step.id}`} icon={<ArrowUpDown size={13} />} label={t("moved")}>
          {title(step)} <span className="text-muted">{t("movedWord")}</span>
        </Line>
      ))}
    </ul>
  );
}

function Line({ icon, label, children }: { icon: ReactNode; label: string; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2">
      <span role="img" aria-label={label} className="mt-[3px] flex shrink-0 text-muted">
        {icon}
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </li>
  );
}
