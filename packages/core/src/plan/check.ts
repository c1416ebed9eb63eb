import type { Network } from "../schedule/index.ts";
import { buildNetwork } from "./build.ts";
import { loopText, tasksOf } from "./loops.ts";
import type { Plan, PlanLink } from "./plan.ts";

/** Why a link cannot be made. `loop` names the tasks along the loop it would close, ready for a sentence. */
export type LinkProblem =
  | { readonly reason: "unknown_task"; readonly id: string }
  | { readonly reason: "same_task" }
  | { readonly reason: "exists" }
  | {
      readonly reason: "loop";
      readonly loop: string;
      readonly tasks: readonly { readonly id: string; readonly title: string }[];
    };

/** What stands in the way of a new link, or null. Loops through summaries are found too: a task cannot wait for the summary it is in. */
export function checkLink(plan: Plan, link: PlanLink): LinkProblem | null {
  for (const id of [link.from, link.to]) if (!plan.tasks.some((task) => task.id === id)) return { reason: "unknown_task", id };
  if (link.from === link.to) return { reason: "same_task" };
  if (plan.links.some((known) => known.from === link.from && known.to === link.to)) return { reason: "exists" };
  const after = { ...plan, links: [...plan.links, link] };
  const { net, owner, planLink } = buildNetwork(after);
  const closing = planLink.indexOf(plan.links.length);
  const back = closing < 0 ? null : wayBack(net, closing);
  if (!back) return null;
  const tasks = tasksOf(after, owner, net.links, [closing, ...back]);
  return { reason: "loop", loop: loopText(tasks), tasks: tasks.map(({ id, title }) => ({ id, title })) };
}

/** The shortest way along links from where `link` ends to where it begins. */
function wayBack(net: Network, link: number): number[] | null {
  const leaving: number[][] = Array.from({ length: net.size }, () => []);
  for (let step = 0; step < net.links.count; step++) leaving[net.links.from[step]!]!.push(step);
  const [goal, start] = [net.links.from[link]!, net.links.to[link]!];
  const reachedBy = new Int32Array(net.size).fill(-1);
  const queue = [start];
  for (let read = 0; read < queue.length; read++) {
    const node = queue[read]!;
    if (node === goal) {
      const way: number[] = [];
      for (let at = node; at !== start; at = net.links.from[way[0]!]!) way.unshift(reachedBy[at]!);
      return way;
    }
    for (const step of leaving[node]!) {
      const to = net.links.to[step]!;
      if (to === start || reachedBy[to] !== -1) continue;
      reachedBy[to] = step;
      queue.push(to);
    }
  }
  return null;
}
