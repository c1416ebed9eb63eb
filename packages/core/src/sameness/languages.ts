import { averageLinkage } from "./linkage.ts";
import { nameOf, type Tally } from "./tally.ts";
import type { Tasks } from "./tasks.ts";

/** How far apart two names of one step may stand, as a share of the way through a run. */
const farthest = 0.15;

/** The parts of a group that use other words than the rest, the largest first; none where a group is too small or too large to tell. */
export function languagesOf(members: readonly number[], { wordsOfCase }: Tasks): readonly (readonly number[])[] {
  if (members.length < 4 || members.length > 1500) return [];
  const words = members.map((member) => new Set(wordsOfCase[member]));
  return averageLinkage(members.length, (a, b) => inCommon(words[a]!, words[b]!), 0.2)
    .map((block) => block.map((at) => members[at] ?? 0))
    .filter((block) => block.length >= Math.max(members.length < 10 ? 1 : 2, members.length * 0.1))
    .sort((a, b) => b.length - a.length);
}

/**
 * Teams that do the same in two languages: a step that only the one has and a step that only the other has, at the same
 * place, are one step with two names. What the lexicon knows is one step already; both go through their steps in the same
 * order, so of all pairings the best that keeps it is taken.
 */
export function inOneLanguage(tallies: readonly Tally[], [main, ...others]: readonly (readonly number[])[]): readonly Tally[] {
  if (main === undefined) return tallies;
  const share = (own: Tally, block: readonly number[]): number => block.filter((member) => own.cases.has(member)).length / block.length;
  const gone = new Set<Tally>();
  for (const block of others) {
    const only = (here: readonly number[], there: readonly number[]): Tally[] =>
      tallies
        .filter((own) => !gone.has(own) && share(own, here) >= 0.3 && share(own, there) < 0.1)
        .sort((a, b) => a.place - b.place || a.task - b.task);
    for (const [a, b] of inOrder(only(block, main), only(main, block))) {
      gone.add(a);
      take(b, a);
    }
  }
  return tallies.filter((own) => !gone.has(own));
}

function inCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const word of a) if (b.has(word)) both += 1;
  return both / Math.max(1, a.size + b.size - both);
}

/** The pairs of two lines in the order of both that are nearest together; what is in one run with the other is never it. */
function inOrder(left: readonly Tally[], right: readonly Tally[]): readonly (readonly [Tally, Tally])[] {
  const worth = (a: Tally, b: Tally): number =>
    [...a.cases].some((member) => b.cases.has(member)) ? 0 : Math.max(0, 1 - Math.abs(a.place - b.place) / farthest);
  const best = Array.from({ length: left.length + 1 }, () => new Float64Array(right.length + 1));
  for (let at = left.length - 1; at >= 0; at -= 1)
    for (let other = right.length - 1; other >= 0; other -= 1) {
      const near = worth(left[at]!, right[other]!);
      best[at]![other] = Math.max(best[at + 1]![other]!, best[at]![other + 1]!, near > 0 ? near + best[at + 1]![other + 1]! : 0);
    }
  const pairs: (readonly [Tally, Tally])[] = [];
  for (let [at, other] = [0, 0]; at < left.length && other < right.length;) {
    const whole = best[at]![other]!;
    if (whole === best[at + 1]![other]!) at += 1;
    else if (whole === best[at]![other + 1]!) other += 1;
    else pairs.push([left[at++]!, right[other++]!]);
  }
  return pairs;
}

function take(step: Tally, other: Tally): void {
  const name = nameOf(other);
  if (!step.also.includes(name)) step.also.push(name);
  for (const task of other.tasks) step.tasks.add(task);
  for (const member of other.cases) step.cases.add(member);
  step.times += other.times;
  step.minutes.push(...other.minutes);
  step.worked.push(...other.worked);
  for (const [role, count] of other.roles) step.roles.set(role, (step.roles.get(role) ?? 0) + count);
}
