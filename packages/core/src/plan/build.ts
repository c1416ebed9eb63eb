import { type Finding, words } from "../kernel/index.ts";
import { constraintType, never, nodeKind, standingOf, type Network } from "../schedule/index.ts";
import { linkNodes, type LinkTable } from "./gates.ts";
import { readMoment } from "./moments.ts";
import type { Plan } from "./plan.ts";
import { Rows } from "./rows.ts";
import { treeOf, type Tree } from "./tree.ts";

/** The plan as a network: node i below `plan.tasks.length` is task i, the rest are gates and finishes of summaries. `planLink[link]` is the plan's link, or -1. */
export type Built = {
  readonly net: Network;
  readonly tree: Tree;
  readonly owner: Int32Array;
  readonly planLink: Int32Array;
  /** What tasks say, by row of the plan; the network's columns begin with it. */
  readonly rows: Rows;
  /** 1 = out of the plan: neither links nor summaries see it. */
  readonly inactive: Uint8Array;
  readonly findings: Finding[];
};

export function buildNetwork(plan: Plan): Built {
  const findings: Finding[] = [];
  const tree = treeOf(plan.tasks, findings);
  const start = readMoment(plan.start, "plan", () => words`The plan's start`, findings) ?? 0;
  const finish = plan.finish === undefined ? never : (readMoment(plan.finish, "plan", () => words`The plan's finish`, findings) ?? never);
  const rows = new Rows(plan, findings, start, finish);
  plan.tasks.forEach((task, row) => rows.read(task, row, tree.summary[row] === 1));
  const table = linkNodes(plan, tree, rows, findings);
  return {
    net: network(plan, rows, table, start, finish),
    tree,
    owner: table.owner,
    planLink: table.planLink,
    rows,
    inactive: Uint8Array.from(plan.tasks, (task) => (task.inactive ? 1 : 0)),
    findings,
  };
}

function network(plan: Plan, rows: Rows, table: LinkTable, start: number, finish: number): Network {
  const grow = <T extends Int32Array | Uint8Array | Uint16Array>(column: T, rest: number): T => {
    const wide = new (column.constructor as new (size: number) => T)(table.size).fill(rest) as T;
    wide.set(column);
    return wide;
  };
  const constraint = grow(rows.constraint, constraintType.ASAP);
  const constraintAt = grow(rows.constraintAt, never);
  const deadline = grow(rows.deadline, never);
  for (const gate of table.gates) {
    constraint[gate.node] = gate.constraint;
    constraintAt[gate.node] = gate.constraintAt;
    deadline[gate.node] = gate.deadline;
  }
  // A summary's own row takes no part in the passes: its dates are rolled up from below.
  const kind = grow(table.kind, nodeKind.gate);
  const net: Network = {
    size: table.size,
    start,
    finish,
    calendars: rows.calendars,
    calendar: grow(rows.calendar, 0),
    kind,
    duration: grow(rows.duration, 0),
    remaining: grow(rows.remaining, 0),
    delay: grow(rows.delay, 0),
    constraint,
    constraintAt,
    deadline,
    actualStart: grow(rows.actualStart, never),
    actualFinish: grow(rows.actualFinish, never),
    manualStart: grow(rows.manualStart, never),
    manualFinish: grow(rows.manualFinish, never),
    crews: rows.crews,
    links: table.links,
    honourConstraints: plan.options?.honourConstraints ?? true,
    manyCriticalPaths: plan.options?.manyCriticalPaths ?? false,
    criticalSlack: plan.options?.criticalSlackMinutes ?? 0,
    standing: null,
  };
  return {
    ...net,
    standing: standingOf(net, plan.linkPolicy ?? "earliest", { start: rows.stoodStart, finish: rows.stoodFinish, free: rows.free }),
  };
}
