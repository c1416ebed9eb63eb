import {
  branchesOf,
  type Definition,
  type EachStep,
  type ParallelStep,
  type GroupStep,
  type Step,
  type UndoStep,
} from "../../process/index.ts";
import type { Net, Transition } from "./net.ts";

/**
 * What a revision allows, as a net of its steps by title: what people work at (tasks, approvals, projects) is done, all
 * else is passed silently. Whatever the run engine does by itself costs nothing here: a branch whose condition does not
 * hold is left out, what a join gives up is given up, a rejection leads back to the step it names as often as it is
 * rejected, and ends what goes on beside it, and what takes work back is done under the names it has. A performance is whole when no token is left.
 */
export function netOfDefinition(definition: Definition, { items = 12, completed = false }: Known = {}): Net {
  const drawing = new Drawing(definition, { items, completed });
  drawing.whole(definition.steps);
  return { places: drawing.places, transitions: drawing.transitions, initial: [drawing.source], final: [[]] };
}

/** Of a for-each at the same time so many `items` are followed at once; runs that were `completed` were not ended by a rejection. */
type Known = { readonly items?: number; readonly completed?: boolean };

/** A branch beside others: where these arrive, and where it is known that they arrived or were given up. */
type Branch = { readonly siblings: readonly Arrival[] };
type Arrival = { readonly done: number; readonly over: number };

type Blocks = ParallelStep | GroupStep;

class Drawing {
  readonly source = 0;
  readonly transitions: Transition[] = [];
  places = 1;
  /** Where a run ends, whatever else is still going on in it. */
  readonly #over = this.#place();
  readonly #entries = new Map<string, number>();
  readonly #jumps: { from: number; to: string | null; around: readonly Branch[] }[] = [];
  /** In which parallel branches each step stands, and in which the drawing is. */
  readonly #stands = new Map<string, readonly Branch[]>();
  #around: readonly Branch[] = [];
  /** Where work in this branch goes when it is given up. */
  #gone: number | null = null;
  /** Where a way ends that ends early: with its branch, its round, its item (null: nowhere else). */
  #wayEnd: number | null = null;
  /** Steps that others end. */
  readonly #endable: ReadonlySet<string>;

  /** Whether what goes on behind its block may be ended from outside: by a way back, or with the run. */
  readonly #breaks: boolean;
  readonly #known: Required<Known>;
  readonly #steps: readonly Step[];

  constructor(definition: Definition, known: Required<Known>) {
    this.#known = known;
    const steps = (this.#steps = within(definition.steps));
    this.#breaks = steps.some((step) => step.kind === "approval" || step.kind === "goto" || step.kind === "end");
    this.#endable = new Set(steps.flatMap((step) => (step.kind === "end" && step.ends.what === "steps" ? step.ends.steps : [])));
    this.#end(this.#over);
  }

  whole(steps: readonly Step[]): void {
    this.#end(this.#sequence(steps, this.#after(this.source)));
    this.#finish();
  }

  /** The place from which the work goes on after these steps. */
  #sequence(steps: readonly Step[], from: number): number {
    return steps.reduce((at, step) => {
      if (this.#gone !== null) this.#abandoned(step, at, this.#gone);
      return this.#step(step, at);
    }, from);
  }

  #end(from: number): void {
    this.#draw(null, [from], []);
  }

  /** Ways back and jumps, once every step has its place. Who leaves parallel branches ends the others; who comes into one finds them finished. */
  #finish(): void {
    for (const { from, to, around } of this.#jumps) {
      const entry = (to === null ? undefined : this.#entries.get(to)) ?? this.#over;
      const inside = to === null ? [] : (this.#stands.get(to) ?? []);
      const ended = around.filter((branch) => !inside.includes(branch)).flatMap(({ siblings }) => siblings.map(({ over }) => over));
      const finished = inside.filter((branch) => !around.includes(branch)).flatMap(({ siblings }) => siblings.map(({ done }) => done));
      this.#draw(null, [from, ...ended], [entry, ...finished]);
    }
  }

  #step(step: Step, entry: number): number {
    this.#entries.set(step.id, entry);
    this.#stands.set(step.id, this.#around);
    let inner = entry;
    const broken: number[] = [];
    for (const handler of step.attached ?? []) {
      const [begun, happens] = [this.#place(), this.#place()];
      this.#silent(inner, begun);
      if (handler.interrupting) {
        this.#abandoned(step, inner, happens);
        broken.push(this.#sequence(handler.steps, happens));
      } else {
        this.#draw(null, [inner], [begun, happens]);
        this.#apart(() => {
          this.#wayEnd = null;
          const told = this.#sequence(handler.steps, happens);
          if (handler.again === true) this.#silent(told, happens);
          this.#end(told);
        });
      }
      inner = begun;
    }
    const exit = this.#inside(step, inner);
    if (this.#endable.has(step.id)) this.#abandoned(step, inner, exit);
    for (const place of broken) this.#silent(place, exit);
    return exit;
  }

  #inside(step: Step, from: number): number {
    switch (step.kind) {
      case "task":
      case "project":
        return this.#after(from, step.title);
      case "approval": {
        const { roles = [""], rule = "all" } = step.approvers ?? {};
        const needed = typeof rule === "number" ? rule : roles.length;
        const approved = this.#place();
        const targets = new Set(step.returnChoice === true ? [step.returnTo, ...this.#entries.keys()] : [step.returnTo]);
        if (this.#known.completed) targets.delete(null);
        roles.reduce((at, _, vote) => {
          const said = this.#after(at, step.title);
          if (vote + 1 >= needed) this.#silent(said, approved);
          for (const to of targets) this.#jumps.push({ from: said, to, around: this.#around });
          return said;
        }, from);
        return approved;
      }
      case "decision":
      case "race": {
        const close = this.#place();
        for (const { steps } of step.branches) this.#silent(this.#sequence(steps, this.#after(from)), close);
        if (step.branches.length === 0) this.#silent(from, close);
        return close;
      }
      case "parallel":
      case "group":
        return this.#beside(step, from);
      case "repeat":
        return this.#again(step.branches, from, step.test === "before");
      case "each":
        return step.order === "together" ? this.#together(step, from) : this.#again(step.branches, from, true);
      case "undo": {
        const going = this.#after(from);
        for (const title of this.#takenBack(step)) this.#draw(title, [going], [going]);
        return this.#after(going);
      }
      case "goto":
        this.#jumps.push({ from, to: step.to, around: this.#around });
        return this.#place();
      case "end":
        if (step.ends.what === "steps") return this.#after(from);
        if (step.ends.what === "run" && (step.ends.outcome === "completed" || !this.#known.completed))
          this.#jumps.push({ from, to: null, around: this.#around });
        if (step.ends.what === "way") this.#draw(null, [from], this.#wayEnd === null ? [] : [this.#wayEnd]);
        // Nothing comes here: what follows is reached by other ways alone.
        return this.#place();
      default:
        return this.#after(from);
    }
  }

  /** Branches at the same time, those with a condition perhaps. */
  #beside(step: Blocks, from: number): number {
    const { branches, join = { go: "all" as const } } = step;
    const out = this.#place();
    if (branches.length === 0) {
      this.#silent(from, out);
      return out;
    }
    const wanted = typeof join.go === "number" && join.go < branches.length ? join.go : null;
    const withdraws = wanted !== null && (join.rest ?? "withdrawn") === "withdrawn";
    const open = branches.map(() => this.#place());
    const arrivals = branches.map((): Arrival => ({ done: this.#place(), over: this.#place() }));
    const left = leaves(step);
    const goesOn = wanted !== null && !withdraws;
    const gone = branches.map(() => (withdraws || left || (goesOn && this.#breaks) ? this.#place() : null));
    const unchosen = this.#place();
    this.#draw(null, [from], open);
    this.#apart(() => {
      branches.forEach(({ steps, when = null }, at) => {
        const [own, given] = [arrivals[at]!, gone[at]!];
        if (left) this.#silent(own.done, own.over);
        if (left && given !== null) this.#silent(given, own.over);
        if (when !== null) this.#silent(open[at]!, wanted === null ? (join.go === "each" ? this.#over : own.done) : unchosen);
        this.#around = [...this.#around, { siblings: arrivals.filter((_, other) => other !== at) }];
        this.#gone = given;
        this.#wayEnd = own.done;
        this.#silent(this.#sequence(steps, open[at]!), own.done);
        this.#around = this.#around.slice(0, -1);
      });
    });
    if (join.go === "each") for (const { done } of arrivals) this.#silent(done, out);
    else if (wanted === null)
      this.#draw(
        null,
        arrivals.map(({ done }) => done),
        [out],
      );
    else {
      const [counted, rest] = [this.#place(), this.#place()];
      for (const { done } of arrivals) this.#silent(done, counted);
      const others = Array.from({ length: branches.length - wanted }, () => rest);
      const first = Array.from({ length: wanted }, () => counted);
      // Where fewer are chosen than it waits for, it waits for those.
      if (branches.filter(({ when = null }) => when === null).length < wanted) this.#silent(unchosen, counted);
      if (withdraws) {
        for (const place of gone) if (place !== null) this.#silent(place, rest);
        this.#silent(unchosen, rest);
        this.#draw(null, [...first, ...others], [out]);
      } else {
        this.#draw(null, first, [out, ...others]);
        for (const place of [counted, unchosen, ...gone]) if (place !== null) this.#draw(null, [place, rest], []);
      }
    }
    return out;
  }

  /** One round after another. */
  #again(branches: Blocks["branches"], from: number, perhaps: boolean): number {
    const [again, out] = [this.#after(from), this.#place()];
    const done = this.#place();
    this.#apart(() => {
      this.#wayEnd = done;
      const last = branches.reduce((at, { steps }) => this.#sequence(steps, at), this.#after(again));
      this.#silent(last, done);
    });
    this.#silent(done, again);
    this.#silent(done, out);
    if (perhaps) this.#silent(again, out);
    return out;
  }

  /** Items at the same time: any number, so many of them at once that the net stays small. */
  #together(step: EachStep, from: number): number {
    const steps = step.branches.flatMap((branch) => branch.steps);
    const [open, out, begun, done] = [this.#place(), this.#place(), this.#place(), this.#place()];
    const waits = step.join.go === "all" && (step.join.when ?? null) === null;
    const many = Math.min(this.#known.items, atOnce(within(steps).length, waits ? 2_000 : 120));
    const all = Array.from({ length: many }, () => (waits ? done : begun));
    const left = leaves(step);
    const passes = waits ? [open] : step.join.go === "each" ? [] : [out];
    this.#draw(null, [from], [...passes, ...all]);
    this.#apart(() => {
      if (!waits || left) this.#gone = this.#over;
      const end = (this.#wayEnd = this.#place());
      this.#silent(this.#sequence(steps, begun), end);
      this.#draw(null, [end], waits ? [done] : step.join.go === "each" ? [out] : []);
    });
    if (waits) {
      this.#draw(null, [open, done], [open, begun]);
      this.#draw(null, [open, ...all], [out]);
    } else this.#end(begun);
    if (left) for (const place of [open, done]) this.#end(place);
    return out;
  }

  /** A step that is given up on the way: of one with others inside, any of them may have been done. */
  #abandoned(step: Step, from: number, to: number): void {
    const inside = "branches" in step ? step.branches.flatMap(({ steps }) => within(steps)) : step.kind === "undo" ? [step] : [];
    const titles = inside.flatMap((own) => (own.kind === "undo" ? this.#takenBack(own) : isWork(own) ? [own.title] : []));
    if (titles.length === 0) return this.#silent(from, to);
    const going = this.#after(from);
    for (const title of titles) this.#draw(title, [going], [going]);
    this.#silent(going, to);
  }

  /** What people do to take back what is in reach: what was done of it, and how often, the net leaves open. */
  #takenBack({ of }: UndoStep): readonly string[] {
    const reach = of === null ? this.#steps : within(this.#steps.filter(({ id }) => id === of));
    return reach.flatMap((step) => ((step.kind === "task" || step.kind === "group") && step.undo !== undefined ? [step.undo.title] : []));
  }

  /** Drawn with places of its own for giving up. */
  #apart(draw: () => void): void {
    const [gone, around, wayEnd] = [this.#gone, this.#around, this.#wayEnd];
    this.#gone = null;
    draw();
    [this.#gone, this.#around, this.#wayEnd] = [gone, around, wayEnd];
  }

  #place(): number {
    return this.places++;
  }

  #after(from: number, label: string | null = null): number {
    const made = this.#place();
    this.#draw(label, [from], [made]);
    return made;
  }

  #silent(from: number, to: number): void {
    this.#draw(null, [from], [to]);
  }

  #draw(label: string | null, inputs: readonly number[], outputs: readonly number[]): void {
    this.transitions.push({ label, inputs, outputs });
  }
}

function within(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [step, ...branchesOf(step).flatMap((branch) => within(branch.steps))]);
}

function isWork({ kind }: Step): boolean {
  return kind === "task" || kind === "project" || kind === "approval";
}

/** Whether something in it leads out of it. */
function leaves(block: Blocks | EachStep): boolean {
  const steps = within(block.branches.flatMap((branch) => branch.steps));
  const inside = new Set(steps.map(({ id }) => id));
  return steps.some(
    (step) =>
      (step.kind === "approval" && (step.returnChoice === true || step.returnTo === null || !inside.has(step.returnTo))) ||
      (step.kind === "goto" && (step.to === null || !inside.has(step.to))) ||
      (step.kind === "end" && step.ends.what === "run"),
  );
}

/** As many items as leave no more than so many ways in which they can stand at so many steps. */
function atOnce(steps: number, most: number): number {
  let ways = 1;
  for (let items = 1; items <= 40; items += 1) {
    ways = (ways * (steps + 1 + items)) / items;
    if (ways > most) return Math.max(2, items - 1);
  }
  return 40;
}
