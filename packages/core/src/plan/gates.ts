import { type Finding, words } from "../kernel/index.ts";
import { constraintType, linkType, never, nodeKind, type Links } from "../schedule/index.ts";
import { longest, readMinutes } from "./moments.ts";
import type { Plan, PlanLink } from "./plan.ts";
import type { Rows } from "./rows.ts";
import { leavesBelow, type Tree } from "./tree.ts";

/** Links between nodes, with gates, first starts and last finishes of linked summaries as nodes of their own. */
export type LinkTable = {
  readonly size: number;
  readonly links: Links;
  readonly planLink: Int32Array;
  /** The plan row that a node speaks for. */
  readonly owner: Int32Array;
  readonly kind: Uint8Array;
  readonly gates: readonly GateConstraint[];
};

type GateConstraint = {
  readonly node: number;
  readonly constraint: number;
  readonly constraintAt: number;
  readonly deadline: number;
};

/**
 * A link from a summary leaves every leaf below it (FS, FF) or its first (SS, SF); a link to a summary holds back every leaf.
 * With a node for each side that is k + m edges, not k × m. Links to one summary with the same lag share a gate.
 */
export function linkNodes(plan: Plan, tree: Tree, rows: Rows, findings: Finding[]): LinkTable {
  const ends = plan.links.map((link) => ({ from: tree.rowOf.get(link.from) ?? -1, to: tree.rowOf.get(link.to) ?? -1 }));
  const book = new NodeBook(plan, tree, rows, ends);
  const seen = new Set<number>();
  for (const [index, link] of plan.links.entries()) {
    const { from, to } = ends[index]!;
    if (from < 0 || to < 0) {
      findings.push({
        code: "plan.link_end",
        severity: "error",
        subject: from < 0 ? link.from : link.to,
        ...words`The link ${link.from} → ${link.to} leads to a task that is not in the plan; it is not used.`,
      });
      continue;
    }
    const key = (from * plan.tasks.length + to) * 4 + linkType[link.type];
    if (seen.has(key))
      findings.push({
        code: "plan.link_twice",
        severity: "warning",
        subject: link.to,
        ...words`“${plan.tasks[from]!.title}” and “${plan.tasks[to]!.title}” are linked ${link.type} twice; the stricter holds.`,
      });
    seen.add(key);
    if (plan.tasks[from]!.inactive || plan.tasks[to]!.inactive) continue;
    book.link(index, link, from, to, readLag(plan, tree, link, from, findings));
  }
  book.constrainSummaries(findings);
  return book.table();
}

type Lag = { readonly minutes: number; readonly elapsed: boolean };

/** Percent lag is of the predecessor's duration, in its own kind of time. */
function readLag(plan: Plan, tree: Tree, link: PlanLink, from: number, findings: Finding[]): Lag {
  const task = plan.tasks[from]!;
  const read = (value: number): number => readMinutes(value, -longest, link.to, () => words`The lag after “${task.title}”`, findings);
  if (link.lag.kind !== "percent") return { minutes: read(link.lag.minutes), elapsed: link.lag.kind === "elapsed" };
  if (tree.summary[from]) {
    findings.push({
      code: "plan.lag_percent_of_summary",
      severity: "warning",
      subject: link.to,
      ...words`The lag after “${task.title}” is a percentage of a summary, which has no duration of its own; no lag is used. Give it in hours.`,
    });
    return { minutes: 0, elapsed: false };
  }
  return { minutes: read((task.workingMinutes * link.lag.minutes) / 100), elapsed: task.elapsed === true };
}

class NodeBook {
  private readonly plan: Plan;
  private readonly tree: Tree;
  private readonly rows: Rows;
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly type: number[] = [];
  private readonly lag: number[] = [];
  private readonly elapsed: number[] = [];
  private readonly planLink: number[] = [];
  private readonly owner: number[];
  private readonly kind: number[];
  private readonly gates: GateConstraint[] = [];
  private readonly nodes = new Map<string, number>();
  private readonly leaves: Map<number, number[]>;

  constructor(plan: Plan, tree: Tree, rows: Rows, ends: readonly { readonly from: number; readonly to: number }[]) {
    this.plan = plan;
    this.tree = tree;
    this.rows = rows;
    this.owner = plan.tasks.map((_, row) => row);
    this.kind = plan.tasks.map((task, row) => (tree.summary[row] || task.heading || task.inactive ? nodeKind.gate : nodeKind.task));
    const wanted = new Set<number>();
    for (const { from, to } of ends) {
      if (tree.summary[from]) wanted.add(from);
      if (tree.summary[to]) wanted.add(to);
    }
    for (let row = 0; row < plan.tasks.length; row++)
      if (tree.summary[row] && (rows.deadline[row] !== never || rows.constraintAt[row] !== never)) wanted.add(row);
    this.leaves = leavesBelow(tree, wanted);
    for (const [row, below] of this.leaves)
      this.leaves.set(
        row,
        below.filter((leaf) => !plan.tasks[leaf]!.inactive),
      );
  }

  link(index: number, link: PlanLink, from: number, to: number, lag: Lag): void {
    const type = linkType[link.type];
    const leavesFinish = type === linkType.FS || type === linkType.FF;
    const source = this.tree.summary[from] ? (leavesFinish ? this.lastFinish(from) : this.firstStart(from)) : from;
    if (this.tree.summary[to]) {
      const holdsStart = type === linkType.FS || type === linkType.SS;
      this.edge(
        source,
        this.gate(to, holdsStart ? linkType.FS : linkType.FF, lag),
        leavesFinish ? linkType.FS : linkType.SS,
        { minutes: 0, elapsed: true },
        index,
      );
    } else this.edge(source, to, type, lag, index);
  }

  /** Summaries take “start no earlier than”, “finish no later than” and a deadline; other constraints have no meaning there. */
  constrainSummaries(findings: Finding[]): void {
    for (let row = 0; row < this.plan.tasks.length; row++) {
      if (!this.tree.summary[row]) continue;
      const constraint = this.rows.constraint[row]!;
      const at = this.rows.constraintAt[row]!;
      const deadline = this.rows.deadline[row]!;
      if (constraint === constraintType.SNET)
        this.gates.push({
          node: this.gate(row, linkType.FS, { minutes: 0, elapsed: true }),
          constraint,
          constraintAt: at,
          deadline: never,
        });
      else if (constraint !== constraintType.ASAP && constraint !== constraintType.FNLT) {
        findings.push({
          code: "plan.summary_constraint",
          severity: "warning",
          subject: this.plan.tasks[row]!.id,
          ...words`“${this.plan.tasks[row]!.title}” is a summary; its constraint ${this.plan.tasks[row]!.constraint?.type ?? ""} is not used. Put it on a task inside.`,
        });
      }
      if (deadline !== never || constraint === constraintType.FNLT)
        this.gates.push({
          node: this.lastFinish(row),
          constraint: constraint === constraintType.FNLT ? constraint : constraintType.ASAP,
          constraintAt: constraint === constraintType.FNLT ? at : never,
          deadline,
        });
    }
  }

  table(): LinkTable {
    return {
      size: this.kind.length,
      links: {
        count: this.from.length,
        from: Int32Array.from(this.from),
        to: Int32Array.from(this.to),
        type: Uint8Array.from(this.type),
        lag: Int32Array.from(this.lag),
        elapsed: Uint8Array.from(this.elapsed),
      },
      planLink: Int32Array.from(this.planLink),
      owner: Int32Array.from(this.owner),
      kind: Uint8Array.from(this.kind),
      gates: this.gates,
    };
  }

  private gate(row: number, type: number, lag: Lag): number {
    return this.node(`gate ${row} ${type} ${lag.minutes} ${lag.elapsed}`, nodeKind.gate, row, (gate) => {
      for (const leaf of this.leaves.get(row) ?? []) this.edge(gate, leaf, type, lag, -1);
    });
  }

  private lastFinish(row: number): number {
    return this.node(`finish ${row}`, nodeKind.finish, row, (finish) => {
      for (const leaf of this.leaves.get(row) ?? []) this.edge(leaf, finish, linkType.FS, { minutes: 0, elapsed: true }, -1);
    });
  }

  private firstStart(row: number): number {
    return this.node(`start ${row}`, nodeKind.start, row, (start) => {
      for (const leaf of this.leaves.get(row) ?? []) this.edge(leaf, start, linkType.SS, { minutes: 0, elapsed: true }, -1);
    });
  }

  private node(key: string, kind: number, row: number, fill: (node: number) => void): number {
    const known = this.nodes.get(key);
    if (known !== undefined) return known;
    const node = this.kind.push(kind) - 1;
    this.owner.push(row);
    this.nodes.set(key, node);
    fill(node);
    return node;
  }

  private edge(from: number, to: number, type: number, lag: Lag, planLink: number): void {
    this.from.push(from);
    this.to.push(to);
    this.type.push(type);
    this.lag.push(lag.minutes);
    this.elapsed.push(lag.elapsed ? 1 : 0);
    this.planLink.push(planLink);
  }
}
