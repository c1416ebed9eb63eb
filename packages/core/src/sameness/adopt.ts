import { workingShare } from "../mining/index.ts";
import type { Definition, Field, Step } from "../process/index.ts";
import type { Family } from "./family.ts";

/**
 * A family as a draft of a process: its steps in the usual order with their roles, the time half of the runs needed as the
 * due time, and what differs from run to run as the form a run starts with. Steps that not all runs have say so.
 */
export function adoptFamily(family: Pick<Family, "name" | "runs" | "procedure" | "fields">): Definition {
  const roles = new Map<string, string>();
  const steps = family.procedure.steps.map((step, at): Step => {
    const role = step.role === null ? null : keyOf(step.role, "role");
    if (role !== null && step.role !== null && !roles.has(role)) roles.set(role, step.role);
    const told = [
      step.share < 0.8
        ? `Optional: ${Math.round(step.share * 100)} % of the ${family.runs} runs had this step. Skip it with a reason where it is not needed.`
        : "",
      step.also.length === 0 ? "" : `Also called: ${step.also.join(", ")}.`,
      step.again >= 0.3 ? `Often done again: ${Math.round((1 + step.again) * 10) / 10} times a run.` : "",
    ];
    return {
      kind: "task",
      id: `s${at + 1}`,
      title: step.name.slice(0, 300) || `Step ${at + 1}`,
      instructions: told.filter((line) => line !== "").join("\n\n"),
      role,
      due:
        step.medianMinutes === null || step.medianMinutes === 0
          ? null
          : { from: "activation", workingMinutes: Math.max(15, Math.round((step.medianMinutes * workingShare) / 15) * 15) },
      fields: [],
      checklist: [],
    };
  });
  const fields = [
    ...new Map(
      family.fields.map((label): [string, Field] => [
        keyOf(label, "field"),
        { key: keyOf(label, "field"), label: label.slice(0, 200), kind: "text" },
      ]),
    ).values(),
  ];
  return {
    purpose: `Found by an audit: the same work was done ${family.runs} times. Steps, roles and times are what was usual.`,
    roles: [...roles].slice(0, 100).map(([key, name]) => ({ key, name: name.slice(0, 120) })),
    fields,
    intake: fields.map((field) => field.key),
    steps,
    deliverable: null,
  };
}

function keyOf(name: string, otherwise: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 40);
  if (/^[a-z]/.test(plain)) return plain;
  // Other scripts have no letters for a key: the signs' own numbers stand for them.
  return `${otherwise}_${plain}${[...name]
    .slice(0, 6)
    .map((sign) => (sign.codePointAt(0) ?? 0).toString(36))
    .join("")}`.slice(0, 40);
}
