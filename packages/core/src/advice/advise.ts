/** What one is about to make. A task that repeats is a process of one step with a cadence. */
export type Kind = "process" | "project" | "task" | "repeating";

/** The four that decide most, then what else speaks for the one or the other kind. */
export const questions = [
  "again",
  "sitting",
  "over",
  "same",
  "hands",
  "uncertain",
  "consistent",
  "parties",
  "stuck",
  "depends",
  "special",
  "change",
] as const;
export type Question = (typeof questions)[number];
export type Answers = Partial<Readonly<Record<Question, "yes" | "no">>>;

/** One answer's weight for or against a kind; `reason` names the sentence that says why. */
export type Evidence = {
  readonly question: Question | "history";
  readonly kind: "process" | "project" | "task";
  readonly weight: number;
  readonly reason: string;
};

export type Advice = {
  readonly verdict: Kind | null;
  /** 0 to 1, that it is of this kind; null without a verdict. */
  readonly confidence: number | null;
  /** Enough is known: it is sure enough, and whatever is answered to the first questions, it stays. Until then it is a tendency. */
  readonly settled: boolean;
  /** Of the first questions those that are not answered, where they could turn the verdict. */
  readonly open: readonly Question[];
  /** 0 to 1 for each of the three, for the picture. */
  readonly shares: Readonly<Record<"process" | "project" | "task", number>>;
  readonly evidence: readonly Evidence[];
  /** Which question would help most now; null when all are answered. */
  readonly ask: Question | null;
};

/**
 * What each answer says. Small integers, set by hand and meant to be argued with: 3 decides by itself unless something
 * speaks against it, 1 only tips a scale.
 */
const table: Readonly<Record<`${Question} ${"yes" | "no"}`, readonly (readonly [Evidence["kind"], number, string])[]>> = {
  "again yes": [
    ["process", 3, "againProcess"],
    ["project", -2, "againNotProject"],
  ],
  "again no": [
    ["process", -3, "onceNotProcess"],
    ["project", 1, "onceProject"],
    ["task", 1, "onceTask"],
  ],
  "same yes": [
    ["process", 2, "sameProcess"],
    ["project", -1, "sameNotProject"],
  ],
  "same no": [
    ["process", -2, "differsNotProcess"],
    ["project", 1, "differsProject"],
  ],
  "over yes": [
    ["project", 2, "overProject"],
    ["process", -1, "overNotProcess"],
  ],
  "over no": [
    ["project", -2, "endlessNotProject"],
    ["process", 1, "endlessProcess"],
  ],
  "sitting yes": [
    ["task", 3, "sittingTask"],
    ["project", -3, "sittingNotProject"],
    ["process", -1, "sittingNotProcess"],
  ],
  "sitting no": [
    ["task", -3, "longNotTask"],
    ["project", 1, "longProject"],
  ],
  "hands yes": [
    ["process", 1, "handsProcess"],
    ["project", -1, "handsNotProject"],
  ],
  "hands no": [
    ["project", 1, "handsVaryProject"],
    ["process", -1, "handsVaryNotProcess"],
  ],
  "uncertain yes": [
    ["project", 2, "uncertainProject"],
    ["process", -1, "uncertainNotProcess"],
  ],
  "uncertain no": [
    ["process", 1, "certainProcess"],
    ["project", -1, "certainNotProject"],
  ],
  "consistent yes": [["process", 2, "consistentProcess"]],
  "consistent no": [["process", -1, "freeNotProcess"]],
  "parties yes": [
    ["process", 2, "partiesProcess"],
    ["task", -2, "partiesNotTask"],
  ],
  "parties no": [
    ["process", -1, "alonePlain"],
    ["task", 1, "aloneTask"],
  ],
  "stuck yes": [["process", 2, "stuckProcess"]],
  "stuck no": [["process", -1, "smoothNotProcess"]],
  "depends yes": [
    ["project", 2, "dependsProject"],
    ["task", -1, "dependsNotTask"],
  ],
  "depends no": [["project", -1, "looseNotProject"]],
  "special yes": [["project", 2, "specialProject"]],
  "special no": [["project", -1, "usualNotProject"]],
  "change yes": [
    ["project", 2, "changeProject"],
    ["process", -1, "changeNotProcess"],
  ],
  "change no": [["project", -1, "sameNotChange"]],
};

const order: readonly Question[] = questions;

/** What was done here before: the nearest existing work, and of how many things it is the nearest. */
export type History = { readonly alike: number; readonly times: number; readonly looked: number };

/** History speaks from half alike on: once is a hint, a third time weighs more than any answer. With too little of it, it is silent. */
function fromHistory(history: History | null): Evidence[] {
  if (history === null) return [];
  if (history.alike >= 0.5)
    return [
      {
        question: "history",
        kind: "process",
        weight: history.times >= 3 ? 4 : history.times === 2 ? 3 : 1,
        reason: history.times >= 2 ? "historyProcess" : "historyOnce",
      },
    ];
  return history.looked < 5 ? [] : [{ question: "history", kind: "project", weight: 1, reason: "historyNew" }];
}

/** What an organisation thinks a question is worth, times what it is worth by itself; 1 where it says nothing, 0 leaves it out. */
export type AdviceWeights = Partial<Readonly<Record<Question | "history", number>>>;

export function advise(answers: Answers, history: History | null = null, weights: AdviceWeights = {}): Advice {
  const weighed = weigh(answers, history, weights);
  const { verdict, shares } = weighed;
  const unanswered = order.slice(0, asked).filter((question) => answers[question] === undefined);
  const turns = completions(answers, unanswered).some((all) => weigh(all, history, weights).verdict !== verdict);
  const confidence = verdict === null ? null : verdict === "repeating" ? shares.process + shares.task : shares[verdict];
  return {
    ...weighed,
    confidence,
    open: turns ? unanswered : [],
    settled: confidence !== null && confidence >= sureEnough && !turns,
    ask: order.find((question) => answers[question] === undefined) ?? null,
  };
}

/** So many everybody is asked; the others only weigh more finely. */
const asked = 4;
const sureEnough = 0.7;

/** Every way in which these could be answered. */
function completions(answers: Answers, [question, ...others]: readonly Question[]): readonly Answers[] {
  if (question === undefined) return [answers];
  return (["yes", "no"] as const).flatMap((said) => completions({ ...answers, [question]: said }, others));
}

function weigh(answers: Answers, history: History | null, weights: AdviceWeights): Pick<Advice, "verdict" | "shares" | "evidence"> {
  const answered = order.flatMap((question): Evidence[] => {
    const answer = answers[question];
    if (answer === undefined) return [];
    return (isOnceWithoutEnd(question, answers) ? onceWithoutEnd : table[`${question} ${answer}`]).map(([kind, weight, reason]) => ({
      question,
      kind,
      weight,
      reason,
    }));
  });
  const evidence = [...answered, ...fromHistory(history)]
    .map((one) => ({ ...one, weight: one.weight * (weights[one.question] ?? 1) }))
    .filter(({ weight }) => weight !== 0);
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
  };
}

/** What comes only once goes on as no process does: it lacks an end, which somebody has to say. */
const onceWithoutEnd = [["project", -1, "onceWithoutEnd"]] as const satisfies (typeof table)["over no"];

function isOnceWithoutEnd(question: Question, { again, over }: Answers): boolean {
  return question === "over" && over === "no" && again === "no";
}

const base = 1.4;

/** A softened share of each, so that one answer shows and seven points still leave a doubt; all alike while nothing is known. */
function sharesOf(sums: Readonly<Record<Evidence["kind"], number>>): Advice["shares"] {
  const raised = { process: base ** sums.process, project: base ** sums.project, task: base ** sums.task };
  const total = raised.process + raised.project + raised.task;
  return { process: raised.process / total, project: raised.project / total, task: raised.task / total };
}
