import { workingShare } from "../mining/index.ts";
import type { Definition, Step } from "../process/index.ts";
import { withoutOptional } from "../sameness/adopt-words.ts";

/** What runs show of a step that a procedure could follow. */
export type Seen = {
  readonly runs: number;
  readonly deviations: readonly { readonly kind: string; readonly stepId: string | null; readonly inRuns: number }[];
  readonly steps: readonly {
    readonly stepId: string;
    readonly done: number;
    readonly late: number;
    readonly p80Hours: number | null;
    readonly approved: number;
    readonly rejected: number;
  }[];
};

export type Proposal =
  /** Often skipped: ask whether it is needed. `share` of the runs. */
  | { readonly code: "optional"; readonly stepId: string; readonly title: string; readonly share: number }
  /** Often late: promise what four of five keep. */
  | { readonly code: "moreTime"; readonly stepId: string; readonly title: string; readonly share: number; readonly workingMinutes: number }
  /** Never refused: leave it out. */
  | { readonly code: "noApproval"; readonly stepId: string; readonly title: string; readonly count: number };

/** A way of doing it that so many runs took, and at least so many of them, is no exception any more. */
const often = { share: 0.2, runs: 5, approvals: 20 };

/** Deviations that are frequent enough to change the procedure rather than the people. */
export function proposalsOf({ runs, deviations, steps }: Seen, definition: Definition): Proposal[] {
  const titles = new Map<string, Step>();
  visit(definition.steps, (step) => void titles.set(step.id, step));
  // What stands behind a question may be left out already.
  const asked = new Set<string>();
  visit(
    definition.steps,
    (step) => step.kind === "decision" && step.branches.forEach((branch) => visit(branch.steps, ({ id }) => void asked.add(id))),
  );
  const optional = deviations.flatMap(({ kind, stepId, inRuns }): Proposal[] => {
    const step = stepId === null ? undefined : titles.get(stepId);
    return kind === "skipped" && step !== undefined && !asked.has(step.id) && inRuns >= often.runs && inRuns >= runs * often.share
      ? [{ code: "optional", stepId: step.id, title: step.title, share: inRuns / runs }]
      : [];
  });
  const measured = steps.flatMap(({ stepId, done, late, p80Hours, approved, rejected }): Proposal[] => {
    const step = titles.get(stepId);
    if (step === undefined) return [];
    const minutes = p80Hours === null ? 0 : Math.max(15, Math.ceil((p80Hours * 60 * workingShare) / 15) * 15);
    const due = "due" in step ? step.due : null;
    return [
      ...(due !== null && due.from === "activation" && late >= often.runs && late >= done * often.share && minutes > due.workingMinutes
        ? [{ code: "moreTime" as const, stepId, title: step.title, share: late / done, workingMinutes: minutes }]
        : []),
      ...(step.kind === "approval" && approved >= often.approvals && rejected === 0
        ? [{ code: "noApproval" as const, stepId, title: step.title, count: approved }]
        : []),
    ];
  });
  return [...optional, ...measured];
}

export type Offered = { readonly proposal: Proposal; readonly inDraft: boolean };

/** What is proposed of the procedure that runs follow; what the draft has already says so until it is published. */
export function offeredOf(seen: Seen, published: Definition, draft: Definition): Offered[] {
  const open = proposalsOf(seen, draft);
  const isSame = (one: Proposal) => (other: Proposal) => one.code === other.code && one.stepId === other.stepId;
  const known = proposalsOf(seen, published);
  const steps = new Set<string>();
  visit(draft.steps, ({ id }) => void steps.add(id));
  return [
    ...known.flatMap((proposal): Offered[] => {
      const still = open.find(isSame(proposal));
      if (still !== undefined) return [{ proposal: still, inDraft: false }];
      // A step that the draft leaves out for another reason needs no proposal.
      return steps.has(proposal.stepId) === (proposal.code !== "noApproval") ? [{ proposal, inDraft: true }] : [];
    }),
    ...open.flatMap((proposal): Offered[] => (known.some(isSame(proposal)) ? [] : [{ proposal, inDraft: false }])),
  ];
}

/** The draft with the proposal in it; as it was where the step is gone. */
export function withProposal(definition: Definition, proposal: Proposal): Definition {
  switch (proposal.code) {
    case "optional": {
      const key = freeKey(definition, "needed");
      const steps = change(definition.steps, proposal.stepId, (step): Step[] => [
        {
          kind: "decision",
          id: freeId(definition, "ask"),
          title: `Is this needed: ${step.title}?`.slice(0, 300),
          instructions: "",
          branches: [
            {
              id: "b1",
              label: step.title.slice(0, 120),
              when: `${key} = true`,
              steps: [{ ...step, instructions: withoutOptional(step.instructions) }],
            },
            { id: "b2", label: "Not needed", when: null, steps: [] },
          ],
        },
      ]);
      if (steps === definition.steps) return definition;
      const before = taskBefore(definition.steps, proposal.stepId);
      return {
        ...definition,
        fields: [...definition.fields, { key, label: `${proposal.title}: needed?`.slice(0, 200), kind: "yesNo" }],
        intake: before === null ? [...definition.intake, key] : definition.intake,
        steps:
          before === null
            ? steps
            : change(steps, before, (step) => ["fields" in step ? { ...step, fields: [...step.fields, { key, mode: "editable" }] } : step]),
      };
    }
    case "moreTime":
      return {
        ...definition,
        steps: change(definition.steps, proposal.stepId, (step) => [
          "due" in step ? { ...step, due: { from: "activation", workingMinutes: proposal.workingMinutes } } : step,
        ]),
      };
    case "noApproval":
      return { ...definition, steps: change(definition.steps, proposal.stepId, () => []) };
  }
}

function visit(steps: readonly Step[], see: (step: Step) => void): void {
  for (const step of steps) {
    see(step);
    if ("branches" in step) for (const branch of step.branches) visit(branch.steps, see);
  }
}

/** The same list where nothing in it is meant. */
function change(steps: readonly Step[], stepId: string, by: (step: Step) => Step[]): readonly Step[] {
  let changed = false;
  const now = steps.flatMap((step): Step[] => {
    if (step.id === stepId) {
      changed = true;
      return by(step);
    }
    if (!("branches" in step)) return [step];
    const branches = step.branches.map((branch) => ({ branch, inner: change(branch.steps, stepId, by) }));
    if (branches.every(({ branch, inner }) => inner === branch.steps)) return [step];
    changed = true;
    return [{ ...step, branches: branches.map(({ branch, inner }) => ({ ...branch, steps: inner })) } as Step];
  });
  return changed ? now : steps;
}

/** The task right before a step in its own list: whoever does it knows whether the next is needed. */
function taskBefore(steps: readonly Step[], stepId: string): string | null {
  const at = steps.findIndex((step) => step.id === stepId);
  if (at !== -1) return steps[at - 1]?.kind === "task" ? steps[at - 1]!.id : null;
  for (const step of steps)
    for (const branch of "branches" in step ? step.branches : []) {
      const found = taskBefore(branch.steps, stepId);
      if (found !== null) return found;
    }
  return null;
}

function freeKey(definition: Definition, base: string): string {
  const taken = new Set(definition.fields.map(({ key }) => key));
  return free(base, taken);
}

function freeId(definition: Definition, base: string): string {
  const taken = new Set<string>();
  visit(definition.steps, ({ id }) => void taken.add(id));
  return free(base, taken);
}

function free(base: string, taken: ReadonlySet<string>): string {
  for (let at = 1; ; at += 1) if (!taken.has(`${base}_${at}`)) return `${base}_${at}`;
}
