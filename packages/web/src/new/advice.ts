/** What one is about to make. A task that repeats is a process of one step with a cadence. */
export type Kind = "process" | "project" | "task" | "repeating";

export type Question = "again" | "same" | "over" | "sitting";
export type Answers = Partial<Readonly<Record<Question, "yes" | "no">>>;

/** One answer's weight for or against a kind; `reason` names the sentence that says why. */
export type Evidence = { readonly question: Question; readonly kind: "process" | "project" | "task"; readonly weight: number; readonly reason: string };

export type Advice = {
  readonly verdict: Kind | null;
  /** 0 to 1 for each of the three, for the picture. */
  readonly shares: Readonly<Record<"process" | "project" | "task", number>>;
  readonly evidence: readonly Evidence[];
  /** Which question would help most now; null when all are answered. */
  readonly ask: Question | null;
};

/**
 * What each answer says. Small integers, set by hand and meant to be argued with: 3 decides by itself unless something
 * speaks against it, 1 only tips a scale. No history is looked at.
 */
const table: Readonly<Record<`${Question} ${"yes" | "no"}`, readonly (readonly [Evidence["kind"], number, string])[]>> = {
  "again yes": [["process", 3, "againProcess"], ["project", -2, "againNotProject"]],
  "again no": [["process", -3, "onceNotProcess"], ["project", 1, "onceProject"], ["task", 1, "onceTask"]],
  "same yes": [["process", 2, "sameProcess"], ["project", -1, "sameNotProject"]],
  "same no": [["process", -2, "differsNotProcess"], ["project", 1, "differsProject"]],
  "over yes": [["project", 2, "overProject"], ["process", -1, "overNotProcess"]],
  "over no": [["project", -2, "endlessNotProject"], ["process", 1, "endlessProcess"]],
  "sitting yes": [["task", 3, "sittingTask"], ["project", -3, "sittingNotProject"], ["process", -1, "sittingNotProcess"]],
  "sitting no": [["task", -3, "longNotTask"], ["project", 1, "longProject"]],
};

const order: readonly Question[] = ["again", "sitting", "over", "same"];

export function advise(answers: Answers): Advice {
  const evidence = order.flatMap((question) => {
    const answer = answers[question];
    return answer === undefined ? [] : table[`${question} ${answer}`].map(([kind, weight, reason]) => ({ question, kind, weight, reason }));
  });
  const sums = { process: 0, project: 0, task: 0 };
  for (const { kind, weight } of evidence) sums[kind] += weight;
  const ranked = (Object.entries(sums) as [Evidence["kind"], number][]).toSorted((a, b) => b[1] - a[1]);
  const [first, second] = ranked;
  const clear = first !== undefined && second !== undefined && first[1] > 0 && first[1] > second[1];
  const repeats = answers.again === "yes" && answers.sitting === "yes";
  return {
    verdict: repeats ? "repeating" : clear ? first[0] : null,
    shares: sharesOf(sums),
    evidence,
    ask: order.find((question) => answers[question] === undefined) ?? null,
  };
}

const base = 1.4;

/** A softened share of each, so that one answer shows and seven points still leave a doubt; all alike while nothing is known. */
function sharesOf(sums: Readonly<Record<Evidence["kind"], number>>): Advice["shares"] {
  const raised = { process: base ** sums.process, project: base ** sums.project, task: base ** sums.task };
  const total = raised.process + raised.project + raised.task;
  return { process: raised.process / total, project: raised.project / total, task: raised.task / total };
}
