import type { Clock } from "../expression/index.ts";
import type { Graph } from "../process/index.ts";
import type { OwnAnswers } from "./event.ts";
import { fieldsNow } from "./fields.ts";
import type { Answer, Answers, RunState } from "./state.ts";

/**
 * What computed fields are now, and the answers that are taken back because their condition does not hold any more;
 * null where nothing changes. In a for-each an item's own fields follow from what is known there.
 */
export function derivedFrom(
  graph: Graph,
  state: RunState,
  block: number | undefined,
  clock: Clock,
): { answers: Answers; own?: OwnAnswers } | null {
  const { fields } = graph.definition;
  if (fields.every(({ when, computed }) => when === undefined && computed === undefined)) return null;
  const owned = ownedIn(graph);
  const answers = changed(graph, state.data, state.data, clock, (key) => !owned.has(key));
  const item = state.blocks?.find(({ id }) => id === block);
  const own =
    item === undefined
      ? {}
      : changed(graph, { ...state.data, ...answers, ...item.data } as Readonly<Record<string, Answer>>, item.data ?? {}, clock, (key) =>
          owned.has(key),
        );
  if (Object.keys(answers).length + Object.keys(own).length === 0) return null;
  return { answers, ...(item !== undefined && Object.keys(own).length > 0 && { own: { block: item.id, answers: own } }) };
}

function changed(
  graph: Graph,
  known: Readonly<Record<string, Answer | null>>,
  kept: Readonly<Record<string, Answer>>,
  clock: Clock,
  isHere: (key: string) => boolean,
): Answers {
  const present = Object.fromEntries(Object.entries(known).filter((one): one is [string, Answer] => one[1] !== null));
  const { refuted, computed } = fieldsNow(graph.definition.fields, present, clock);
  const target = new Map<string, Answer | null>([...Array.from(refuted, (key) => [key, null] as const), ...computed]);
  return Object.fromEntries(
    [...target].filter(
      ([key, answer]) => isHere(key) && JSON.stringify(answer) !== JSON.stringify(Object.hasOwn(kept, key) ? kept[key] : null),
    ),
  );
}

/** Fields of which items of a for-each have their own. */
function ownedIn(graph: Graph): ReadonlySet<string> {
  return new Set([...graph.steps.values()].flatMap((step) => (step.kind === "each" ? step.own : [])));
}
