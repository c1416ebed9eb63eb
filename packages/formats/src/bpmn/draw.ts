import { branchesOf, type Definition, type Step } from "@rondo/core/process";
import { Ids } from "./names.ts";

type Point = { readonly x: number; readonly y: number };

export type Shape = {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly step: Step | null;
};

export type Line = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly condition: string | null;
  readonly isDefault: boolean;
  readonly points: readonly Point[];
};

export type Drawing = { readonly shapes: readonly Shape[]; readonly flows: readonly Line[] };

/**
 * A definition as BPMN's elements with their places: steps from left to right, branches below each other, ways back
 * underneath. Since a document has no crossing ways, the picture has none but those back.
 */
export function drawProcess(definition: Definition, origin: Point = { x: 160, y: 100 }, taken: readonly string[] = []): Drawing {
  return new Artist(taken).whole(definition, origin);
}

const task = { width: 100, height: 80 };
const gateway = { width: 50, height: 50 };
const event = { width: 36, height: 36 };
const gap = { x: 50, y: 30 };

type End = { readonly node: string; readonly name?: string; readonly condition?: string | null; readonly isDefault?: boolean };
/** How far a part reaches from its middle line. */
type Extent = { readonly width: number; readonly up: number; readonly down: number };

class Artist {
  private readonly shapes: Shape[] = [];
  private readonly lines: Line[] = [];
  private readonly ids = new Ids();

  constructor(taken: readonly string[]) {
    for (const id of taken) this.ids.id(id);
  }

  whole({ steps }: Definition, { x, y }: Point): Drawing {
    const extent = this.extentOf(steps);
    const middle = y + extent.up;
    const start = this.shape("startEvent", "Start", "start", x, middle, event, null);
    const { end, right } = this.sequence(steps, x + event.width + gap.x, middle, { node: start });
    const finish = this.shape("endEvent", "End", "end", right, middle, event, null);
    this.connect(end, finish);
    for (const { step, from, below } of this.returns) this.goBack(step, from, below);
    return { shapes: this.shapes, flows: this.lines };
  }

  /** Ways back, drawn when all shapes have their places. */
  private readonly returns: { step: Extract<Step, { kind: "approval" }>; from: string; below: number }[] = [];
  private readonly byStep = new Map<string, string>();

  private sequence(steps: readonly Step[], x: number, y: number, entry: End): { end: End; right: number } {
    let end = entry;
    let right = x;
    for (const step of steps) ({ end, right } = this.step(step, right, y, end));
    return { end, right };
  }

  private step(step: Step, x: number, y: number, entry: End): { end: End; right: number } {
    const branches = branchesOf(step);
    if (branches.length > 0) return this.branching(step, x, y, entry);
    const id = this.shape(kindOf(step), step.id, nameOf(step.title), x, y, task, step);
    this.byStep.set(step.id, id);
    this.connect(entry, id);
    const right = x + task.width + gap.x;
    if (step.kind !== "approval") return { end: { node: id }, right };
    const decided = this.shape("exclusiveGateway", `${step.id}_decided`, "Approved?", right, y, gateway, null);
    this.connect({ node: id }, decided);
    this.returns.push({ step, from: decided, below: y + this.extentOf([step]).down });
    return { end: { node: decided, name: "approved", isDefault: true }, right: right + gateway.width + gap.x };
  }

  private branching(step: Step, x: number, y: number, entry: End): { end: End; right: number } {
    const branches = branchesOf(step);
    const kind = step.kind === "parallel" ? "parallelGateway" : step.kind === "decision" ? "exclusiveGateway" : "inclusiveGateway";
    const opening = this.shape(kind, step.id, nameOf(step.title), x, y, gateway, step);
    this.byStep.set(step.id, opening);
    this.connect(entry, opening);
    const left = x + gateway.width + gap.x;
    const extents = branches.map((branch) => this.extentOf(branch.steps));
    const inner = Math.max(...extents.map(({ width }) => width), 0);
    const right = left + inner;
    const closing = this.shape(kind, `${step.id}_end`, "", right, y, gateway, null);
    let top = y - this.extentOf([step]).up + gap.y / 2;
    branches.forEach((branch, index) => {
      const extent = extents[index]!;
      const middle = top + extent.up;
      const given = "when" in branch && typeof branch.when === "string" ? branch.when : null;
      // Rules of a table are in the definition that goes with the picture.
      const when = step.kind === "decision" && step.table !== undefined ? null : given;
      const isDefault = step.kind === "decision" && given === null;
      const from: End = { node: opening, name: nameOf(branch.label), condition: when, isDefault };
      const { end } = this.sequence(branch.steps, left, middle, from);
      this.connect(end, closing, middle);
      top += extent.up + extent.down + gap.y;
    });
    return { end: { node: closing }, right: right + gateway.width + gap.x };
  }

  private goBack({ returnTo }: Extract<Step, { kind: "approval" }>, from: string, below: number): void {
    const target = returnTo === null ? undefined : this.byStep.get(returnTo);
    const source = this.at(from);
    if (target === undefined) {
      const x = source.x + source.width / 2 - event.width / 2;
      const rejected = this.shape("endEvent", `${from}_rejected`, "Rejected", x, below - event.height / 2 - 10, event, null);
      this.line({ node: from, name: "rejected" }, rejected, [under(source), { x: x + event.width / 2, y: this.at(rejected).y }]);
      return;
    }
    const to = this.at(target);
    const y = Math.max(below, to.y + to.height + gap.y / 2);
    this.line({ node: from, name: "rejected" }, target, [under(source), { x: under(source).x, y }, { x: under(to).x, y }, under(to)]);
  }

  private connect(from: End, to: string, level?: number): void {
    const [a, b] = [this.at(from.node), this.at(to)];
    const [start, end] = [{ x: a.x + a.width, y: a.y + a.height / 2 }, { x: b.x, y: b.y + b.height / 2 }];
    const middle = level ?? end.y;
    const points: Point[] = [];
    if (start.y === middle) points.push(start, { x: start.x, y: middle });
    else points.push({ x: a.x + a.width / 2, y: middle > start.y ? a.y + a.height : a.y }, { x: a.x + a.width / 2, y: middle });
    if (end.y === middle) points.push(end);
    else points.push({ x: b.x + b.width / 2, y: middle }, { x: b.x + b.width / 2, y: middle > end.y ? b.y + b.height : b.y });
    this.line(from, to, points.filter((point, index) => point.x !== points[index - 1]?.x || point.y !== points[index - 1]?.y));
  }

  private line(from: End, to: string, points: readonly Point[]): void {
    const { node, name = "", condition = null, isDefault = false } = from;
    this.lines.push({ id: this.ids.id(`Flow_${node}_${to}`), from: node, to, name, condition, isDefault, points });
  }

  private shape(kind: string, id: string, name: string, x: number, middle: number, size: typeof task, step: Step | null): string {
    // An id of XML begins with a letter.
    const own = this.ids.id(/^[A-Za-z_]/u.test(id) ? id : `_${id}`);
    this.shapes.push({ id: own, kind, name, x, y: middle - size.height / 2, ...size, step });
    return own;
  }

  private at(id: string): Shape {
    return this.shapes.find((shape) => shape.id === id)!;
  }

  private extentOf(steps: readonly Step[]): Extent {
    const known = this.extents.get(steps);
    if (known !== undefined) return known;
    const all = steps.map((step) => this.extentOfStep(step));
    const extent = {
      width: all.reduce((sum, one) => sum + one.width, 0),
      up: Math.max(task.height / 2, ...all.map(({ up }) => up)),
      down: Math.max(task.height / 2, ...all.map(({ down }) => down)),
    };
    this.extents.set(steps, extent);
    return extent;
  }

  private readonly extents = new Map<readonly Step[], Extent>();

  private extentOfStep(step: Step): Extent {
    const branches = branchesOf(step);
    if (branches.length === 0) {
      const approves = step.kind === "approval";
      return { width: task.width + gap.x + (approves ? gateway.width + gap.x : 0), up: task.height / 2, down: task.height / 2 + (approves ? 50 : 0) };
    }
    const inner = branches.map((branch) => this.extentOf(branch.steps));
    const half = (inner.reduce((sum, { up, down }) => sum + up + down, 0) + gap.y * branches.length) / 2;
    return { width: 2 * gateway.width + 2 * gap.x + Math.max(...inner.map(({ width }) => width)), up: half, down: half };
  }
}

function kindOf(step: Step): string {
  return step.kind === "project" ? "callActivity" : "userTask";
}

function under({ x, y, width, height }: Shape): Point {
  return { x: x + width / 2, y: y + height };
}

function nameOf(title: string): string {
  return title.replaceAll(/\s+/gu, " ").trim();
}
