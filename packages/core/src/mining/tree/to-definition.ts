import type { Definition, Field, FieldUse, Step, TaskStep } from "../../process/index.ts";
import { canBeEmpty, type Tree } from "./tree.ts";

/** What is known of an activity besides its name. */
export type About = { readonly role: string | null; readonly workingMinutes: number | null; readonly told: string };

/**
 * A mined tree as a draft of a process that allows the same. Where the tree has a choice or a loop, the log does not say
 * why one way was taken and not the other: the draft asks whoever did the step before, and a person who knows better
 * puts a condition in the question's place.
 */
export function definitionOfTree(
  tree: Tree,
  about: (activity: string) => About,
  more: { readonly purpose: string; readonly fields: readonly Field[] },
): Definition {
  const making = new Making(about, more.fields);
  const steps = making.stepsOf(tree, []);
  return {
    purpose: more.purpose,
    roles: making.roles,
    fields: making.fields,
    intake: making.intake,
    steps: making.finished(steps),
    deliverable: null,
  };
}

/** Ids of the tasks that were done last when a place is reached; none: the run has just started. */
type Before = readonly string[];

class Making {
  readonly roles: { key: string; name: string }[] = [];
  readonly fields: Field[] = [];
  readonly intake: string[] = [];
  readonly #about: (activity: string) => About;
  readonly #asked = new Map<string, FieldUse[]>();
  #next = 1;
  #questions = 1;

  constructor(about: (activity: string) => About, fields: readonly Field[]) {
    this.#about = about;
    this.fields.push(...fields);
    this.intake.push(...fields.map(({ key }) => key));
  }

  stepsOf(tree: Tree, before: Before): Step[] {
    switch (tree.kind) {
      case "silent":
        return [];
      case "activity":
        return [this.#task(tree.activity)];
      case "sequence": {
        const steps: Step[] = [];
        let at = before;
        for (const child of tree.children) {
          const own = this.stepsOf(child, at);
          steps.push(...own);
          at = lastOf(own, at);
        }
        return steps;
      }
      case "parallel":
        return [
          {
            ...this.#text("parallel", "At the same time"),
            kind: "parallel",
            branches: tree.children.map((child, at) => ({ id: `b${at + 1}`, label: labelOf(child), steps: this.stepsOf(child, before) })),
          },
        ];
      case "choice":
        return [this.#choice(tree.children, before)];
      case "loop":
        return [this.#loop(tree.children, before)];
    }
  }

  /** The steps with the questions that later places put to them. */
  finished(steps: readonly Step[]): Step[] {
    return steps.map((step) => {
      if ("branches" in step)
        return { ...step, branches: step.branches.map((branch) => ({ ...branch, steps: this.finished(branch.steps) })) } as Step;
      const asked = this.#asked.get(step.id);
      return step.kind === "task" && asked !== undefined ? { ...step, fields: asked } : step;
    });
  }

  #task(activity: string): TaskStep {
    const { role, workingMinutes, told } = this.#about(activity);
    return {
      kind: "task",
      id: this.#id(),
      title: activity.trim().slice(0, 300) || "Step",
      instructions: told,
      role: role === null ? null : this.#role(role),
      due: workingMinutes === null || workingMinutes < 1 ? null : { from: "activation", workingMinutes },
      fields: [],
      checklist: [],
    };
  }

  #choice(children: readonly Tree[], before: Before): Step {
    const ways = children.filter(({ kind }) => kind !== "silent").map(labelOf);
    const text = this.#text("decision", ways.length === 1 ? `Is this needed: ${ways[0]}?` : `What comes next: ${ways.join(" or ")}?`);
    const branches = (when: (at: number) => string | null): Step => ({
      ...text,
      kind: "decision",
      branches: children.map((child, at) => ({ id: `b${at + 1}`, label: labels[at]!, when: when(at), steps: this.stepsOf(child, before) })),
    });
    const labels = distinct(children.map(labelOf));
    const [only] = children.filter(({ kind }) => kind !== "silent");
    if (children.length === 2 && children[1]!.kind === "silent" && only !== undefined) {
      const key = this.#ask({ kind: "yesNo", label: `${labelOf(only)}: needed?` }, before);
      return branches((at) => (at === 0 ? `${key} = true` : null));
    }
    const key = this.#ask({ kind: "choice", label: `Next: ${labels.join(" or ")}`, choices: labels }, before);
    return branches((at) => (at === children.length - 1 ? null : `${key} = ${JSON.stringify(labels[at])}`));
  }

  /** The body; and as long as somebody says “again”, a way back and the body once more. */
  #loop([body, ...back]: readonly Tree[], before: Before): Step {
    const text = this.#text("repeat", "Until it is done");
    const steps = this.stepsOf(body!, before);
    const last = lastOf(steps, []);
    // A body that can be passed by leaves the question to whoever came before it.
    const key = this.#ask({ kind: "yesNo", label: `${labelOf(body!)}: once more?` }, canBeEmpty(body!) ? [...last, ...before] : last);
    const ways = back.filter(({ kind }) => kind !== "silent");
    if (ways.length > 0) {
      const way: Tree =
        back.length === 1
          ? back[0]!
          : { kind: "choice", children: [...ways, ...(ways.length < back.length ? [{ kind: "silent" } as const] : [])] };
      const again = this.#text("decision", "Once more?");
      const gone = this.stepsOf(way, last);
      if (canBeEmpty(body!)) this.#put(key, lastOf(gone, []));
      steps.push({
        ...again,
        kind: "decision",
        branches: [
          { id: "b1", label: labelOf(way), when: `${key} = true`, steps: gone },
          { id: "b2", label: "It is done", when: null, steps: [] },
        ],
      });
    }
    return { ...text, kind: "repeat", until: `${key} != true`, test: "after", atMost: 100, branches: [{ id: "b1", label: "", steps }] };
  }

  #ask(field: Omit<Field, "key">, before: Before): string {
    const key = `way_${this.#questions++}`;
    this.fields.push({ ...field, label: field.label.slice(0, 200), key });
    if (before.length === 0) this.intake.push(key);
    this.#put(key, before);
    return key;
  }

  #put(key: string, tasks: Before): void {
    for (const id of tasks) {
      const asked = this.#asked.get(id) ?? [];
      if (!asked.some((use) => use.key === key)) this.#asked.set(id, [...asked, { key, mode: "editable" }]);
    }
  }

  #text<Kind extends string>(kind: Kind, title: string): { kind: Kind; id: string; title: string; instructions: string } {
    return { kind, id: this.#id(), title: title.length > 300 ? `${title.slice(0, 298)}…` : title, instructions: "" };
  }

  #id(): string {
    return `s${this.#next++}`;
  }

  #role(name: string): string {
    const known = this.roles.find((role) => role.name === name);
    if (known !== undefined) return known.key;
    const key = `role_${this.roles.length + 1}`;
    this.roles.push({ key, name: name.slice(0, 120) });
    return key;
  }
}

/** The tasks that may be the last ones of these steps; where they may all be passed by, those before them too. */
function lastOf(steps: readonly Step[], before: Before): Before {
  let last = before;
  for (const step of steps) {
    if (step.kind === "task") last = [step.id];
    else if ("branches" in step) last = [...new Set(step.branches.flatMap((branch) => lastOf(branch.steps, last)))];
  }
  return last;
}

function labelOf(tree: Tree): string {
  if (tree.kind === "silent") return "Nothing more";
  if (tree.kind === "activity") return tree.activity.trim().slice(0, 120) || "Step";
  return tree.children[0] === undefined ? "Nothing more" : labelOf(tree.children.find(({ kind }) => kind !== "silent") ?? tree.children[0]);
}

function distinct(labels: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    return times === 1 ? label : `${label} (${times})`;
  });
}
