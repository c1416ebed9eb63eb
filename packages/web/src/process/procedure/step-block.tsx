import { branchesOf, type Step } from "@rondo/core/process";
import { Blocks, ChevronDown, Plus } from "lucide-react";
import { lazy, memo, Suspense, useState } from "react";
import { useText } from "../../messages/index.ts";
import { blockTexts } from "../blocks/en.ts";
import { Menu, type MenuEntry } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import type { Place } from "./document.ts";
import { useEditor } from "./editor-context.ts";
import type { BlockProps } from "./marks.ts";
import { useKindEntries } from "./step-kinds.tsx";
import { StepRow } from "./step-row.tsx";

const PlaceBlock = lazy(() => import("../blocks/place-block.tsx").then((module) => ({ default: module.PlaceBlock })));

/** A list of steps: the document itself, or a branch of a step. */
export function StepBlock({ steps, prefix, activeId, marks, roles, owner, branch }: BlockProps) {
  const t = useText(processTexts);
  const { readOnly } = useEditor();
  const last = steps.at(-1);
  const place: Place | null = last
    ? { beside: last.id, side: "after" }
    : owner !== null && branch !== null
      ? { inside: owner, branch }
      : null;
  return (
    <>
      {steps.length > 0 ? (
        <ol aria-label={prefix === "" ? t("steps") : undefined}>
          {chunksOf(steps).map((chunk, index) => (
            <Rows
              key={index}
              steps={chunk}
              first={index * together}
              prefix={prefix}
              activeId={activeIn(chunk, activeId)}
              marks={marks}
              roles={roles}
            />
          ))}
        </ol>
      ) : prefix === "" ? (
        <p className="px-2 pt-6 pb-2 text-sm text-pretty text-muted">{t("firstStep")}</p>
      ) : null}
      {readOnly ? null : <AddStep place={place} small={prefix !== ""} empty={steps.length === 0} />}
    </>
  );
}

type RowsProps = Pick<BlockProps, "steps" | "prefix" | "activeId" | "marks" | "roles"> & { first: number };

/** So many rows are compared as one: with each key a long document looks at few. */
const Rows = memo(
  function Rows({ steps, first, prefix, activeId, marks, roles }: RowsProps) {
    return steps.map((step, index) => (
      <StepRow
        key={step.id}
        step={step}
        number={`${prefix}${first + index + 1}`}
        activeId={holds(step, activeId) ? activeId : null}
        marks={marks}
        roles={roles}
        block={StepBlock}
      />
    ));
  },
  (was, is) =>
    was.first === is.first &&
    was.prefix === is.prefix &&
    was.activeId === is.activeId &&
    was.marks === is.marks &&
    was.roles === is.roles &&
    was.steps.length === is.steps.length &&
    was.steps.every((step, at) => step === is.steps[at]),
);

const together = 50;

function chunksOf(steps: readonly Step[]): (readonly Step[])[] {
  return Array.from({ length: Math.ceil(steps.length / together) }, (_, at) => steps.slice(at * together, (at + 1) * together));
}

function activeIn(steps: readonly Step[], id: string | null): string | null {
  return steps.some((step) => holds(step, id)) ? id : null;
}

const quiet =
  "inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-xs text-faint hover:bg-hover hover:text-ink data-popup-open:bg-hover pointer-coarse:h-10";

/** A task at once, where its title can be written; any other kind from the menu beside it. */
function AddStep({ place, small, empty }: { place: Place | null; small: boolean; empty: boolean }) {
  const t = useText(processTexts);
  const { add } = useEditor();
  const b = useText(blockTexts);
  const [placing, setPlacing] = useState(false);
  const kinds = useKindEntries((kind) => add(kind, place));
  const entries: readonly MenuEntry[] = [
    ...kinds,
    { kind: "line" },
    { label: b("place"), hint: b("placeHint"), icon: <Blocks size={14} />, onSelect: () => setPlacing(true) },
  ];
  return (
    <div
      className={
        small
          ? empty
            ? "ps-1 pb-1"
            : "-my-1 ps-1 opacity-0 group-focus-within/branch:opacity-100 group-hover/branch:opacity-100 has-data-popup-open:opacity-100 pointer-coarse:opacity-100"
          : "py-2"
      }
    >
      <span className="inline-flex items-center">
        <button type="button" onClick={() => add("task", place)} className={quiet}>
          <Plus size={14} aria-hidden="true" /> {t(empty && small ? "addFirst" : "addStep")}
        </button>
        <Menu
          trigger={
            <button type="button" aria-label={t("addOther")} title={t("addOther")} className={quiet}>
              <ChevronDown size={14} aria-hidden="true" />
            </button>
          }
          entries={entries}
        />
      </span>
      <Suspense>{placing ? <PlaceBlock place={place} onClose={() => setPlacing(false)} /> : null}</Suspense>
    </div>
  );
}

function holds(step: Step, id: string | null): boolean {
  return id !== null && (step.id === id || branchesOf(step).some((branch) => branch.steps.some((inner) => holds(inner, id))));
}
