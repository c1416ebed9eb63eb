/** Why levelling put a task where it is: a code with its values, for whoever says it in another language. `message` is English. */
export type Reason = { readonly code: ReasonCode; readonly params: Readonly<Record<string, string | number>>; readonly message: string };

export type ReasonCode = keyof typeof words;

type Params = Readonly<Record<string, string | number>>;

/** Moments are `YYYY-MM-DD HH:MM`, titles and names as they are. */
const words = {
  /** Somebody is on another task until then: `person`, `task`, `until`. */
  busy: ({ person, task, until }: Params) => `${person} is on “${task}” until ${until}.`,
  /** Something else takes them until then: `people`, `until`. */
  taken: ({ people, until, many }: Params) => `${people} ${many === 1 ? "are" : "is"} taken until ${until}.`,
  /** From the finish: somebody is on another task from then on: `person`, `task`, `from`. */
  busyFrom: ({ person, task, from }: Params) => `${person} is on “${task}” from ${from}.`,
  /** From the finish: something else takes them from then on: `people`, `from`. */
  takenFrom: ({ people, from, many }: Params) => `${people} ${many === 1 ? "are" : "is"} taken from ${from}.`,
  /** A link from a task that was moved: `task`. */
  follows: ({ task }: Params) => `It follows “${task}”, which was moved.`,
  /** A link to a task that was moved: `task`. */
  leadsTo: ({ task }: Params) => `It leads to “${task}”, which was moved.`,
  /** Something that it depends on, through a summary. */
  depends: () => "What it depends on was moved.",
  /** It begins where it did, and is done around its people's other work: `people`, `pieces`. */
  interrupted: ({ people, pieces }: Params) => `It is done in ${pieces} pieces, around what else ${people} does.`,
  /** As late as its people and what follows allow. */
  late: () => "It is as late as its people and what follows it allow.",
  /** Nothing moves; somebody is proposed: `person`, `role`. */
  assigned: ({ person, role }: Params) => `${person} is free for it as ${role}.`,
} as const satisfies Record<string, (params: Params) => string>;

export function reasonOf(code: ReasonCode, params: Params = {}): Reason {
  return { code, params, message: words[code](params) };
}
