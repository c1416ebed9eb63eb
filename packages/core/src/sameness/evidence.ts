import { type Words, words } from "../kernel/index.ts";
import type { Agreement } from "./agreement.ts";
import type { Family } from "./family.ts";
import type { Grouping } from "./families.ts";
import { type Inside, repeatedTitles } from "./inside.ts";
import type { UsualStep } from "./procedure.ts";
import type { Evidence, Verdict } from "./verdict.ts";
import type { Container } from "./work.ts";

export function familyEvidence({
  family,
  agreement: { least, order, hands, spread },
}: {
  family: Family;
  agreement: Agreement;
}): Evidence[] {
  const usual = family.procedure.steps.filter((step) => step.share > 0.5);
  const size = family.runs === 2 ? 0.3 : family.runs === 3 ? 0.8 : family.runs === 4 ? 0.9 : 1;
  return [
    { feature: "repeats", value: size * Math.min(1, 0.4 + family.confidence), says: saysRepeated(family, usual, least) },
    {
      feature: "sameOrder",
      value: Math.max(0, order * 2 - 1) * size,
      says: words`The steps come in a predictable order: ${percent(order)}% of neighbouring steps stand in the same order in each two of them.`,
    },
    {
      feature: "sameHands",
      value: (hands ?? 0) * size,
      says: hands === null ? null : words`Where two of them do the same step, the same role does it in ${percent(hands)}% of the cases.`,
    },
    {
      feature: "steady",
      value: spread === null ? 0 : Math.max(0, 1 - spread) * size,
      says: spread === null ? null : words`Each takes about as long as the others (they differ by ${percent(spread)}% of the mean).`,
    },
  ];
}

function saysRepeated({ runs, frequency, basis }: Family, usual: readonly UsualStep[], least: number): Words {
  const often =
    basis.frequency === "dates"
      ? words`The same work was done ${runs} times, about ${frequency} a month`
      : words`The same work was done ${runs} times`;
  const [first, second, third] = usual.map(({ name }) => name);
  if (first === undefined) return words`${often}.`;
  const steps =
    usual.length === 1
      ? words`the one step that most of them have`
      : least === usual.length
        ? words`all ${usual.length} steps that most of them have`
        : words`at least ${least} of the ${usual.length} steps that most of them have`;
  const names =
    second === undefined
      ? words`“${first}”`
      : third === undefined
        ? words`“${first}”, “${second}”`
        : usual.length === 3
          ? words`“${first}”, “${second}”, “${third}”`
          : words`“${first}”, “${second}”, “${third}”…`;
  const said = words`${often}: each has ${steps} (${names}).`;
  return runs === 2 ? words`${said} A third time would settle it.` : said;
}

function percent(share: number): number {
  return Math.round(share * 100);
}

/** A log is a record of runs: what is left to say is how many, how regularly they come, and who asks. */
export function recordedEvidence(recorded: number, container: Container): Evidence[] {
  const arrivals = arrivalsOf(container);
  const asked = requesterOf(container);
  return [
    {
      feature: "recorded",
      value: Math.min(1, recorded / 6),
      says:
        recorded === 1
          ? words`It is a record of one run, one event after the other.`
          : words`It is a record of ${recorded} runs, one event after the other.`,
    },
    ...(arrivals !== null && arrivals.steady >= 0.6
      ? [
          {
            feature: "arrives" as const,
            value: arrivals.steady * Math.min(1, arrivals.days / 60),
            says: words`New runs keep arriving over ${arrivals.days} days, with no end set.`,
          },
        ]
      : []),
    ...(asked !== null
      ? [
          {
            feature: "requested" as const,
            value: asked.share,
            says: words`Requests come in one by one: ${percent(asked.share)}% of the runs say who asked, or how (“${asked.name}”).`,
          },
        ]
      : []),
  ];
}

export function evidenceOf(
  container: Container,
  inside: Inside | null,
  others: number,
  novelty: { alone: number; all: number } | null,
): Evidence[] {
  const found: Evidence[] = [];
  const count = container.items.length;
  const template = container.untouched === true && namesTemplate.test(container.name);
  const written = container.written || template;
  if (written)
    found.push({
      feature: "written",
      value: 1,
      says: template
        ? words`Its name says that it is a template, and nothing in it was ever begun: steps to follow each time.`
        : words`It is written down as steps to follow, not as work of one time.`,
    });
  else if (container.untouched === true)
    found.push({
      feature: "written",
      value: novelty === null ? 0.5 : 0.2,
      says: words`Nothing in it was begun or finished, and it is given to nobody and planned for no day: it may be a template that waits to be used.`,
    });
  const rhythm = rhythmOf(container);
  if (rhythm !== null)
    found.push({
      feature: "repeats",
      value: rhythm.share * Math.min(1, count / 3),
      says: words`${rhythm.items} of its ${count} items come back at set times (“${rhythm.name}”: ${rhythm.values.slice(0, 3).join(", ")}).`,
    });
  if (inside !== null) {
    const enough = Math.min(1, inside.runs.length / 6);
    if (inside.kind === "walk")
      found.push({
        feature: "walks",
        value: inside.share * (inside.telling ? 1 : 0.2) * enough,
        says: inside.telling
          ? words`${saysMoved(inside, count)}: each is taken as a run.`
          : words`${saysMoved(inside, count)}. The lists only say how far a card is, so this tells little.`,
      });
    else
      found.push({
        feature: "repeats",
        value: inside.share * enough,
        says:
          inside.kind === "checklists"
            ? words`${inside.runs.length} of ${count} cards carry the same checklist: each is a run of the same procedure, repeated.`
            : words`${inside.runs.length} of its items hold the same sub-tasks: each is a run of the same procedure, repeated.`,
      });
  }
  const titles = repeatedTitles(container);
  if (titles.share > 0)
    found.push({
      feature: "sameTitles",
      value: titles.share * Math.min(1, titles.most / 5),
      says: words`${percent(titles.share)}% of its items are the same few things again (one of them ${titles.most} times).`,
    });
  const arrivals = arrivalsOf(container);
  if (arrivals !== null)
    found.push({
      feature: arrivals.steady >= 0.6 ? "arrives" : "single",
      value: arrivals.steady >= 0.6 ? arrivals.steady * Math.min(1, arrivals.days / 60) : 1 - arrivals.steady,
      says:
        arrivals.steady >= 0.6
          ? words`New work keeps arriving over ${arrivals.days} days, with no end set.`
          : words`Most of its items were there from the beginning: it was planned once.`,
    });
  const asked = requesterOf(container);
  if (asked !== null)
    found.push({
      feature: "requested",
      value: asked.share,
      says: words`Requests come in one by one: ${percent(asked.share)}% of its items say who asked, or how (“${asked.name}”).`,
    });
  const alone = novelty === null ? 0.6 : novelty.alone / Math.max(1, novelty.all);
  const recurring = Math.max(
    titles.share,
    inside === null || (inside.kind === "walk" && !inside.telling) ? 0 : inside.share,
    asked === null ? 0 : asked.share * 0.7,
    rhythm === null ? 0 : rhythm.share,
  );
  // Few items are few witnesses; and a procedure is compared with nothing.
  const unlike = written ? 0 : alone * (1 - recurring) * Math.min(1, count / 5);
  if (unlike > 0)
    found.push({
      feature: "unlike",
      value: unlike,
      says:
        others > 1 && novelty !== null
          ? saysAlone(novelty, count, others - 1)
          : inside !== null
            ? words`There is nothing else to compare it with.`
            : words`Nothing in it repeats, and there is nothing else to compare it with: it looks like work done once.`,
    });
  if (container.links > 0)
    found.push({
      feature: "depends",
      value: Math.min(1, (container.links / count) * 1.5),
      says:
        container.links === 1
          ? words`Its tasks depend on each other: one of ${count} waits for another.`
          : words`Its tasks depend on each other: ${container.links} of ${count} wait for another.`,
    });
  const milestones = container.items.filter((item) => item.milestone).length + (container.milestoneLists ?? 0);
  if (container.plannedEnd !== null || milestones > 0)
    found.push({
      feature: "ends",
      value: container.plannedEnd !== null && milestones > 0 ? 1 : 0.75,
      says: saysEnds(container.plannedEnd !== null, milestones),
    });
  if (arrivals === null && inside === null && rhythm === null && !written) found.push({ feature: "single", value: 0.5, says: null });
  return found;
}

function saysMoved({ sameWay, runs }: Inside, count: number): Words {
  return sameWay === runs.length
    ? words`${runs.length} of ${count} cards moved between lists as other cards did, all of them the very same way`
    : sameWay > 1
      ? words`${runs.length} of ${count} cards moved between lists as other cards did, ${sameWay} of them the very same way`
      : words`${runs.length} of ${count} cards moved between lists as other cards did`;
}

/** Items that say the same are one task: where that makes fewer tasks than items, both counts are said. */
function saysAlone({ alone, all }: { alone: number; all: number }, count: number, others: number): Words {
  const tasks = all === count ? words`its ${all} tasks` : words`its ${all} different tasks (${count} items)`;
  const where = others === 1 ? words`the other one` : words`the other ${others}`;
  if (alone === all) return words`There is no counterpart to any of ${tasks} in ${where}: nothing else here is like it.`;
  const some =
    alone === 1 ? words`One of ${tasks} has no counterpart in ${where}` : words`${alone} of ${tasks} have no counterpart in ${where}`;
  return alone >= all * 0.7 ? words`${some}: hardly anything here is like it.` : words`${some}.`;
}

function saysEnds(planned: boolean, milestones: number): Words {
  if (milestones === 0) return words`It has a planned end.`;
  if (milestones === 1) return planned ? words`It has a planned end and one milestone.` : words`It has one milestone.`;
  return planned ? words`It has a planned end and ${milestones} milestones.` : words`It has ${milestones} milestones.`;
}

/** Of a board that is no process itself: what repeats is what it holds. */
export function insideSays(family: Family, container: Container): Words {
  return words`What repeats is inside it: ${family.runs} of its ${container.items.length} items are taken as runs of one procedure, ${percent(family.confidence)}% sure.`;
}

/** “Template: …”, “… (Vorlage)”: at one end, so that the redesign of a template is none. */
const namesTemplate =
  /^[^\p{L}]*(?:template|vorlage|muster|modèle|plantilla|modello|sjabloon|mall)(?!\p{L})|(?<!\p{L})(?:template|vorlage|modèle|plantilla|modello|sjabloon|mall)[^\p{L}]*$/iu;

/** The field that says how often an item comes back, where some fill it. */
function rhythmOf({ items }: Container): { name: string; share: number; items: number; values: readonly string[] } | null {
  const found = new Map<string, { values: Set<string>; items: number }>();
  for (const item of items)
    for (const { name, value } of item.fields) {
      if (value.length > 200 || !rhythms.test(value.trim())) continue;
      const own = found.get(name) ?? { values: new Set<string>(), items: 0 };
      own.values.add(value.trim());
      own.items += 1;
      found.set(name, own);
    }
  const [best] = [...found].toSorted((a, b) => b[1].items - a[1].items);
  return best === undefined || best[1].items < 2
    ? null
    : { name: best[0], share: Math.min(1, best[1].items / items.length), items: best[1].items, values: [...best[1].values] };
}

const rhythms =
  /^(?:every|each|jede[nrsm]?|alle|chaque|tous les|toutes les|cada|todos los|todas las)\s.{1,30}$|^(?:daily|weekdays|weekly|bi-?weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?|täglich|werktags|wöchentlich|monatlich|vierteljährlich|quartalsweise|jährlich|quotidien(?:ne)?|hebdomadaire|mensuel(?:le)?|trimestriel(?:le)?|annuel(?:le)?|diari[oa]|semanal|mensual|trimestral|anual)$|(?:^|[;:])FREQ=/i;

/** The field that names a requester, where at least half of the items fill it, and at least three different ones did. */
function requesterOf(container: Container): { name: string; share: number } | null {
  const filled = new Map<string, string[]>();
  for (const item of container.items)
    for (const { name, value } of item.fields) if (asks.test(name) && value !== "") filled.set(name, [...(filled.get(name) ?? []), value]);
  const [best] = [...filled].sort((a, b) => b[1].length - a[1].length);
  if (best === undefined || container.items.length < 5 || new Set(best[1]).size < 3 || best[1].length < container.items.length / 2)
    return null;
  return { name: best[0], share: best[1].length / container.items.length };
}

const asks =
  /^(?:requester|requested by|requestor|reporter|reported by|customer|client|kunde|kundin|auftraggeber|melder|gemeldet von|anfragende[rs]?|demandeur|solicitante|cliente|patron|reader|channel|kanal)\b/i;

/** Items created in each fifth of the time, where there are enough to say: 1 when each fifth had its share. */
function arrivalsOf(container: Container): { steady: number; days: number } | null {
  const created = container.items.flatMap((item) => item.created ?? []).sort((a, b) => a - b);
  const last = Math.max(
    ...container.items.flatMap((item) => [item.created, item.finished].filter((at) => at !== null)),
    Number.NEGATIVE_INFINITY,
  );
  const first = created[0];
  if (first === undefined || created.length < 8 || created.length < container.items.length * 0.6) return null;
  const span = last - first;
  if (span < 7 * 24 * 60) return null;
  const fifths = [0, 0, 0, 0, 0];
  for (const at of created) {
    const fifth = Math.min(4, Math.floor(((at - first) / span) * 5));
    fifths[fifth] = (fifths[fifth] ?? 0) + 1;
  }
  const fair = created.length / 5;
  return { steady: fifths.reduce((sum, own) => sum + Math.min(1, own / (fair * 0.6)), 0) / 5, days: Math.round(span / 1440) };
}

/** Per container: how many of its tasks no other container has. */
export function sharedTasks({ tasks }: Grouping, compared: readonly number[]): ReadonlyMap<number, { alone: number; all: number }> {
  if (compared.length < 2) return new Map();
  const spread = new Map<number, number>();
  for (const own of tasks.ofCase) for (const task of new Set(own)) spread.set(task, (spread.get(task) ?? 0) + 1);
  return new Map(
    compared.map((at, index) => {
      const own = [...new Set(tasks.ofCase[index])];
      return [at, { alone: own.filter((task) => (spread.get(task) ?? 0) < 2).length, all: own.length }];
    }),
  );
}

/** Most of it stands in others too, and yet it is of no family. */
export function elsewhereEvidence(novelty: { alone: number; all: number } | null): Evidence[] {
  if (novelty === null || novelty.all < 2 || novelty.alone > novelty.all * 0.3) return [];
  return [
    {
      feature: "repeats",
      value: 0.1,
      says: words`${novelty.all - novelty.alone} of its ${novelty.all} tasks are in others too, but not enough of them together to call it the same work.`,
    },
  ];
}

export function tooLittle(container: Container): Verdict {
  return {
    kind: "unclear",
    confidence: 0.5,
    reasons: [
      container.items.length === 0 ? words`It is empty: there is nothing to judge.` : words`It holds one item: too little to judge.`,
    ],
    evidence: [],
  };
}

/** The first and the last that is known of it. */
export function momentsOf(container: Container): { first: number | null; last: number | null } {
  const all = container.items
    .flatMap((item) => [item.created, item.started, item.finished].filter((at) => at !== null))
    .sort((a, b) => a - b);
  return { first: all[0] ?? null, last: all.at(-1) ?? null };
}
