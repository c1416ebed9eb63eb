import { type Definition, roleOf, type Step, walk } from "@rondo/core/process";
import { useText } from "../../messages/index.ts";
import { type Column, Table } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { numbersOf, stepOf } from "../procedure/document.ts";
import { useDueWords } from "../procedure/due-words.ts";

type Props = {
  definition: Definition;
  /** What runs did; undefined: a process that has none. */
  known?: { readonly counts: ReadonlyMap<string, number>; readonly otherwise: ReadonlyMap<string, number> };
  onStep?: (id: string) => void;
  fills?: boolean;
};

/** The same as the picture of the flow: each step, in which branch it is, and where it goes. */
export function FlowTable({ definition, known, onStep, fills = false }: Props) {
  const t = useText(processTexts);
  const due = useDueWords();
  const numbers = numbersOf(definition);
  const titleOf = (id: string) => stepOf(definition, id)?.title || t("untitled");
  const thenOf = (step: Step) =>
    step.kind === "approval"
      ? `${t("wayBack")}: ${step.returnTo === null ? t("endsRejected") : t("backTo", { step: titleOf(step.returnTo) })}`
      : step.kind === "goto" && step.to !== null
        ? titleOf(step.to)
        : "";
  const rows = walk(definition).map(({ step, location }) => ({ step, depth: location.length - 1, branch: branchOf(definition, location) }));
  const ofRuns: readonly Column<(typeof rows)[number]>[] =
    known === undefined
      ? []
      : [
          {
            key: "otherwise",
            title: t("doneOtherwise"),
            width: "6rem",
            end: true,
            wideOnly: true,
            cell: ({ step }) => known.otherwise.get(step.id) ?? <span className="text-faint">0</span>,
          },
          {
            key: "runs",
            title: t("openRuns"),
            width: "5rem",
            end: true,
            cell: ({ step }) => known.counts.get(step.id) ?? <span className="text-faint">0</span>,
          },
        ];
  return (
    <Table
      fills={fills}
      label={t("flow")}
      rows={rows}
      idOf={({ step }) => step.id}
      columns={[
        {
          key: "number",
          title: t("number"),
          width: "4.5rem",
          cell: ({ step }) => <span className="text-faint tabular-nums">{numbers.get(step.id)}</span>,
        },
        {
          key: "title",
          title: t("step"),
          names: true,
          cell: ({ step, depth }) => (
            <span className="block [overflow-wrap:anywhere]" style={{ paddingInlineStart: `${depth * 16}px` }}>
              {onStep === undefined ? (
                titleOf(step.id)
              ) : (
                <button type="button" data-row-open onClick={() => onStep(step.id)} className="text-start hover:underline">
                  {titleOf(step.id)}
                </button>
              )}
            </span>
          ),
        },
        { key: "kind", title: t("kind"), width: "8rem", wideOnly: true, cell: ({ step }) => t("kindName", { kind: step.kind }) },
        {
          key: "branch",
          title: t("branch"),
          width: "9rem",
          wideOnly: true,
          cell: ({ branch }) => <span className="text-muted">{branch}</span>,
        },
        {
          key: "then",
          title: t("then"),
          width: "12rem",
          wideOnly: true,
          cell: ({ step }) => <span className="text-muted">{thenOf(step)}</span>,
        },
        {
          key: "role",
          title: t("role"),
          width: "9rem",
          wideOnly: true,
          cell: ({ step }) => definition.roles.find((role) => role.key === roleOf(step))?.name ?? "",
        },
        {
          key: "due",
          title: t("due"),
          width: "7rem",
          end: true,
          wideOnly: true,
          cell: ({ step }) => ("due" in step && step.due ? due(step.due.workingMinutes) : ""),
        },
        ...ofRuns,
      ]}
    />
  );
}

function branchOf(definition: Definition, location: ReturnType<typeof walk>[number]["location"]): string {
  const last = location.at(-1);
  const owner = last?.owner ? stepOf(definition, last.owner) : undefined;
  return owner && "branches" in owner ? (owner.branches.find((branch) => branch.id === last?.branch)?.label ?? "") : "";
}
