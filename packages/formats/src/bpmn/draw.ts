import type { DecisionBranch, Definition, Handler, ParallelBranch, Step } from "@rondo/core/process";
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
  /** The sub-process that it stands in. */
  readonly parent?: string;
  /** Of an event at an edge: whose, and what happens there. */
  readonly edge?: { readonly of: string; readonly handler: Handler };
  /** Of a start: it begins by a message, which is its name. */
  readonly onMessage?: boolean;
};

export type Line = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly condition: string | null;
  readonly isDefault: boolean;
  readonly points: readonly Point[];
  readonly parent?: string;
};

/** `undrawn`: titles of steps of which a part is in the definition alone. */
export type Drawing = { readonly shapes: readonly Shape[]; readonly flows: readonly Line[]; readonly undrawn: readonly string[] };

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
/** Of a sub-process around what is in it. */
const padding = 30;

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

  whole({ steps, startMessage }: Definition, { x, y }: Point): Drawing {
    const extent = this.extentOf(steps);
    const middle = y + extent.up;
    const begins = startMessage === undefined ? {} : { onMessage: true };
    const start = this.shape("startEvent", "Start", nameOf(startMessage ?? "start"), x, middle, event, null, begins);
    const { end, right } = this.sequence(steps, x + event.width + gap.x, middle, { node: start });
    if (end !== null || steps.length === 0)
      this.connect(end ?? { node: start }, this.shape("endEvent", "End", "end", right, middle, event, null));
    for (const { to, from, below } of this.returns) this.goBack(to, from, below);
    return { shapes: this.shapes, flows: this.lines, undrawn: this.undrawn };
  }

  /** Ways back, drawn when all shapes have their places. */
  private readonly returns: { to: string | null; from: End; below: number }[] = [];
  private readonly undrawn: string[] = [];
  private readonly byStep = new Map<string, string>();
  /** The sub-process that is being drawn. */
  private parent: string | null = null;

  private sequence(steps: readonly Step[], x: number, y: number, entry: End | null): { end: End | null; right: number } {
    let end = entry;
    let right = x;
    for (const step of steps) ({ end, right } = this.step(step, right, y, end));
    return { end, right };
  }

  /** No end: nothing follows. */
  private step(step: Step, x: number, y: number, entry: End | null): { end: End | null; right: number } {
    if (step.lock !== undefined) this.undrawn.push(step.title);
    const { attached = [] } = step;
    return attached.length === 0 ? this.bare(step, x, y, entry) : this.withEdge(step, attached, x, y, entry);
  }

  /** A step with events at its edge: the way of each lies below it, and one that takes the step's place joins it again. */
  private withEdge(step: Step, attached: readonly Handler[], x: number, y: number, entry: End | null): { end: End | null; right: number } {
    const host = isActivity(step) ? this.bare(step, x, y, entry) : this.contained(step, x, y, entry);
    const base = this.at(this.byStep.get(step.id)!);
    const extent = this.extentOfHost(step);
    const whole = this.extentOfStep(step);
    const instead: { end: End; level: number }[] = [];
    let top = y + extent.down + gap.y;
    attached.forEach((handler, index) => {
      const reach = this.extentOf(handler.steps);
      const middle = top + reach.up;
      const place = base.x + ((index + 0.5) * base.width) / attached.length - event.width / 2;
      const own = this.shape("boundaryEvent", `${step.id}_${handler.id}`, nameOf(handler.label), place, base.y + base.height, event, null, {
        edge: { of: base.id, handler },
      });
      const { end, right } = this.sequence(handler.steps, base.x + base.width + gap.x, middle, { node: own });
      if (end !== null && handler.interrupting) instead.push({ end, level: middle });
      else if (end !== null) this.connect(end, this.shape("endEvent", `${step.id}_${handler.id}_end`, "", right, middle, event, null));
      top += reach.up + reach.down + gap.y;
    });
    if (instead.length === 0) return { end: host.end, right: x + whole.width };
    const on = this.shape("exclusiveGateway", `${step.id}_on`, "", x + whole.width - gateway.width - gap.x, y, gateway, null);
    if (host.end !== null) this.connect(host.end, on);
    for (const { end, level } of instead) this.connect(end, on, level);
    return { end: { node: on }, right: x + whole.width };
  }

  /** What has no edge of its own stands in a sub-process. */
  private contained(step: Step, x: number, y: number, entry: End | null): { end: End; right: number } {
    const { width, up } = this.extentOfHost(step);
    const size = { width: width - gap.x, height: 2 * up };
    const id = this.shape("subProcess", step.kind === "group" ? step.id : `${step.id}_around`, nameOf(step.title), x, y, size, null);
    if (entry !== null) this.connect(entry, id);
    const around = this.parent;
    this.parent = id;
    this.bare(step, x + padding, y, null);
    this.parent = around;
    this.byStep.set(step.id, id);
    return { end: { node: id }, right: x + width };
  }

  private bare(step: Step, x: number, y: number, entry: End | null): { end: End | null; right: number } {
    if (step.kind === "goto") {
      if (entry !== null) this.returns.push({ to: step.to, from: entry, below: y + task.height / 2 });
      return { end: null, right: x };
    }
    if (step.kind === "group" || step.kind === "repeat" || step.kind === "each") return this.body(step, x, y, entry);
    if (waysOf(step).length > 0) return this.branching(step, x, y, entry);
    const size = isEvent(step) ? event : { ...task, width: widthOf(step) };
    const id = this.shape(kindOf(step), step.id, nameOf(step.title), isEvent(step) ? x + (task.width - size.width) / 2 : x, y, size, step);
    this.byStep.set(step.id, id);
    if (entry !== null) this.connect(entry, id);
    const right = x + widthOf(step) + gap.x;
    if (step.kind === "end") return { end: null, right };
    if (step.kind !== "approval") return { end: { node: id }, right };
    const decided = this.shape("exclusiveGateway", `${step.id}_decided`, "Approved?", right, y, gateway, null);
    this.connect({ node: id }, decided);
    this.returns.push({ to: step.returnTo, from: { node: decided, name: "rejected" }, below: y + this.extentOf([step]).down });
    return { end: { node: decided, name: "approved", isDefault: true }, right: right + gateway.width + gap.x };
  }

  /** What is repeated stands once, with a way back where it goes round; the rest is in the definition. */
  private body(
    step: Extract<Step, { kind: "group" | "repeat" | "each" }>,
    x: number,
    y: number,
    entry: End | null,
  ): { end: End | null; right: number } {
    const steps = step.branches.flatMap((branch) => branch.steps);
    if (step.kind === "each") this.undrawn.push(step.title);
    const before = this.shapes.length;
    const inner = this.sequence(steps, x, y, entry);
    const first = this.shapes[before];
    if (first !== undefined) this.byStep.set(step.id, first.id);
    if (step.kind !== "repeat" || inner.end === null || first === undefined) return inner;
    const enough = this.shape("exclusiveGateway", `${step.id}_enough`, nameOf(step.title), inner.right, y, gateway, null);
    this.connect(inner.end, enough);
    this.returns.push({ to: step.id, from: { node: enough, name: "again", isDefault: true }, below: y + this.extentOf([step]).down });
    return { end: { node: enough, name: "enough", condition: step.until }, right: inner.right + gateway.width + gap.x };
  }

  private branching(step: Step, x: number, y: number, entry: End | null): { end: End; right: number } {
    const branches = waysOf(step);
    const kind = openingOf(step);
    const closes = step.kind === "race" ? "exclusiveGateway" : kind;
    if (step.kind === "parallel" && step.join !== undefined) this.undrawn.push(step.title);
    const opening = this.shape(kind, step.id, nameOf(step.title), x, y, gateway, step);
    this.byStep.set(step.id, opening);
    if (entry !== null) this.connect(entry, opening);
    const left = x + gateway.width + gap.x;
    const extents = branches.map((branch) => this.extentOf(branch.steps));
    const inner = Math.max(...extents.map(({ width }) => width), 0);
    const right = left + inner;
    const closing = this.shape(closes, `${step.id}_end`, "", right, y, gateway, null);
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
      if (end !== null) this.connect(end, closing, middle);
      top += extent.up + extent.down + gap.y;
    });
    return { end: { node: closing }, right: right + gateway.width + gap.x };
  }

  private goBack(to: string | null, from: End, below: number): void {
    const target = to === null ? undefined : this.byStep.get(to);
    const source = this.at(from.node);
    // No line crosses the edge of a sub-process.
    if (target !== undefined && this.at(target).parent !== source.parent) return void this.undrawn.push(source.name || source.id);
    if (target === undefined) {
      const x = source.x + source.width / 2 - event.width / 2;
      const rejected = this.shape("endEvent", `${from.node}_rejected`, "Rejected", x, below - event.height / 2 - 10, event, null);
      this.line(from, rejected, [under(source), { x: x + event.width / 2, y: this.at(rejected).y }]);
      return;
    }
    const end = this.at(target);
    const y = Math.max(below, end.y + end.height + gap.y / 2);
    this.line(from, target, [under(source), { x: under(source).x, y }, { x: under(end).x, y }, under(end)]);
  }

  private connect(from: End, to: string, level?: number): void {
    const [a, b] = [this.at(from.node), this.at(to)];
    const [start, end] = [
      { x: a.x + a.width, y: a.y + a.height / 2 },
      { x: b.x, y: b.y + b.height / 2 },
    ];
    const middle = level ?? end.y;
    const points: Point[] = [];
    if (start.y === middle) points.push(start, { x: start.x, y: middle });
    else points.push({ x: a.x + a.width / 2, y: middle > start.y ? a.y + a.height : a.y }, { x: a.x + a.width / 2, y: middle });
    if (end.y === middle) points.push(end);
    else points.push({ x: b.x + b.width / 2, y: middle }, { x: b.x + b.width / 2, y: middle > end.y ? b.y + b.height : b.y });
    this.line(
      from,
      to,
      points.filter((point, index) => point.x !== points[index - 1]?.x || point.y !== points[index - 1]?.y),
    );
  }

  private line(from: End, to: string, points: readonly Point[]): void {
    const { node, name = "", condition = null, isDefault = false } = from;
    const { parent } = this.at(node);
    this.lines.push({
      id: this.ids.id(`Flow_${node}_${to}`),
      from: node,
      to,
      name,
      condition,
      isDefault,
      points,
      ...(parent !== undefined && { parent }),
    });
  }

  private shape(
    kind: string,
    id: string,
    name: string,
    x: number,
    middle: number,
    size: typeof task,
    step: Step | null,
    more: Pick<Shape, "edge" | "onMessage"> = {},
  ): string {
    // An id of XML begins with a letter.
    const own = this.ids.id(/^[A-Za-z_]/u.test(id) ? id : `_${id}`);
    const around = this.parent === null ? {} : { parent: this.parent };
    this.shapes.push({ id: own, kind, name, x, y: middle - size.height / 2, ...size, step, ...around, ...more });
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
    const { attached = [] } = step;
    const own = this.extentOfHost(step);
    if (attached.length === 0) return own;
    const below = attached.map(({ steps }) => this.extentOf(steps));
    const across = Math.max(...below.map(({ width }) => width)) + (isActivity(step) ? widthOf(step) : own.width) + 2 * gap.x + event.width;
    const joins = attached.some(({ interrupting }) => interrupting) ? gateway.width + gap.x : 0;
    return {
      width: Math.max(own.width, across) + joins,
      up: own.up,
      down: below.reduce((sum, { up, down }) => sum + up + down + gap.y, own.down),
    };
  }

  /** Without what is at its edge; with what it stands in for that. */
  private extentOfHost(step: Step): Extent {
    const own = this.extentOfBare(step);
    if ((step.attached ?? []).length === 0 || isActivity(step)) return own;
    const half = Math.max(own.up, own.down) + padding;
    return { width: Math.max(own.width, task.width) + 2 * padding, up: half, down: half };
  }

  private extentOfBare(step: Step): Extent {
    const branches = waysOf(step);
    if (step.kind === "goto") return { width: 0, up: task.height / 2, down: task.height / 2 + 20 };
    if (step.kind === "group" || step.kind === "repeat" || step.kind === "each") {
      const inner = this.extentOf(branches.flatMap((branch) => branch.steps));
      return step.kind === "repeat" ? { width: inner.width + gateway.width + gap.x, up: inner.up, down: inner.down + 30 } : inner;
    }
    if (branches.length === 0) {
      const approves = step.kind === "approval";
      return {
        width: widthOf(step) + gap.x + (approves ? gateway.width + gap.x : 0),
        up: task.height / 2,
        down: task.height / 2 + (approves ? 50 : 0),
      };
    }
    const inner = branches.map((branch) => this.extentOf(branch.steps));
    const half = (inner.reduce((sum, { up, down }) => sum + up + down, 0) + gap.y * branches.length) / 2;
    return { width: 2 * gateway.width + 2 * gap.x + Math.max(...inner.map(({ width }) => width)), up: half, down: half };
  }
}

/** A task has room for what stands at its edge. */
function widthOf(step: Step): number {
  return isActivity(step) ? Math.max(task.width, 44 * (step.attached?.length ?? 0)) : task.width;
}

/** The ways inside a step, without what is attached to it. */
function waysOf(step: Step): readonly (DecisionBranch | ParallelBranch)[] {
  return "branches" in step ? step.branches : [];
}

/** What BPMN lets events stand at the edge of, as one shape. */
function isActivity(step: Step): boolean {
  return (
    waysOf(step).length === 0 &&
    !isEvent(step) &&
    step.kind !== "goto" &&
    step.kind !== "group" &&
    step.kind !== "repeat" &&
    step.kind !== "each"
  );
}

function isEvent({ kind }: Step): boolean {
  return kind === "wait" || kind === "end" || kind === "undo";
}

function kindOf(step: Step): string {
  switch (step.kind) {
    case "project":
      return "callActivity";
    case "wait":
      return "intermediateCatchEvent";
    case "end":
      return "endEvent";
    case "undo":
      return "intermediateThrowEvent";
    case "action":
      return step.act.do === "send" || step.act.do === "mail" ? "sendTask" : step.act.do === "start" ? "callActivity" : "serviceTask";
    default:
      return "userTask";
  }
}

function openingOf(step: Step): string {
  if (step.kind === "decision") return "exclusiveGateway";
  // Only events may follow the gateway that waits for them.
  if (step.kind === "race") return step.branches.every(({ steps }) => steps[0]?.kind === "wait") ? "eventBasedGateway" : "exclusiveGateway";
  return step.kind === "parallel" && step.branches.every(({ when }) => when == null) ? "parallelGateway" : "inclusiveGateway";
}

function under({ x, y, width, height }: Shape): Point {
  return { x: x + width / 2, y: y + height };
}

function nameOf(title: string): string {
  return title.replaceAll(/\s+/gu, " ").trim();
}
