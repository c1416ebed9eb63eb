import { type Finding, words } from "../../kernel/index.ts";
import { type Definition, definitionLimits, type Step } from "../definition.ts";
import { check, type Scene } from "../kinds/index.ts";
import { reach } from "../reach.ts";
import { parting, type Visit } from "../walk.ts";
import { about } from "./about.ts";

/** What is wrong with single steps: ids, titles, limits, and what each kind checks itself. */
export function checkSteps(definition: Definition, visits: readonly Visit[]): Finding[] {
  if (visits.length === 0)
    return [
      {
        code: "process.stepsMissing",
        severity: "error",
        ...words`The process has no steps yet. Write the first one.`,
      },
    ];
  const scene = sceneOf(definition, visits);
  const seen = new Set<string>();
  const locked = new Set(visits.flatMap(({ step }) => (step.lock === undefined ? [] : [step.id])));
  const findings = visits.flatMap((visit) => [...checkIdentity(visit, seen, locked), ...check(visit.step, scene)]);
  if (visits.length > definitionLimits.steps) {
    findings.push({
      code: "process.tooMany",
      severity: "error",
      ...words`The process has ${visits.length} steps; at most ${definitionLimits.steps} are allowed.`,
      params: { what: "steps", limit: definitionLimits.steps },
    });
  }
  return findings;
}

function checkIdentity({ step, location }: Visit, seen: Set<string>, locked: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = [];
  if (seen.has(step.id))
    findings.push(about(step, "process.idTwice", "error", words`Two steps have the id "${step.id}".`, { id: step.id }));
  seen.add(step.id);
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(step.id))
    findings.push(
      about(step, "process.idInvalid", "error", words`The id "${step.id}" of a step may hold letters, digits, - and _ only.`, {
        id: step.id,
      }),
    );
  if (step.title.trim() === "")
    findings.push(about(step, "process.titleMissing", "error", words`This step has no title. Say in a few words what is done.`));
  const outer =
    step.lock === undefined
      ? null
      : (location
          .slice(0, -1)
          .map((_, level) => location[level + 1]?.owner ?? null)
          .find((owner) => owner !== null && locked.has(owner)) ?? null);
  if (outer !== null)
    findings.push(
      about(
        step,
        "process.lockInLock",
        "error",
        words`"${step.title}" waits for its turn inside a step that does so itself; two runs of work could then wait for each other for ever. Take one of the two locks away.`,
      ),
    );
  return [
    ...findings,
    ...checkLengths(step),
    ...(location.length > definitionLimits.depth
      ? [
          about(
            step,
            "process.tooDeep",
            "error",
            words`"${step.title}" lies ${location.length} branches deep; at most ${definitionLimits.depth} are allowed.`,
            { limit: definitionLimits.depth },
          ),
        ]
      : []),
  ];
}

function checkLengths(step: Step): Finding[] {
  const findings: Finding[] = [];
  if (step.title.length > definitionLimits.title)
    findings.push(
      about(step, "process.tooLong", "error", words`The title of a step may have at most ${definitionLimits.title} characters.`, {
        what: "title",
        limit: definitionLimits.title,
      }),
    );
  if (step.instructions.length > definitionLimits.instructions) {
    findings.push(
      about(
        step,
        "process.tooLong",
        "error",
        words`The instructions of "${step.title}" are longer than ${definitionLimits.instructions} characters.`,
        { what: "instructions", limit: definitionLimits.instructions },
      ),
    );
  }
  return findings;
}

function sceneOf(definition: Definition, visits: readonly Visit[]): Scene {
  const steps = new Map(visits.map(({ step }) => [step.id, step]));
  const places = new Map(visits.map(({ step, location }) => [step.id, location]));
  return {
    steps,
    clocks: new Set((definition.clocks ?? []).map(({ id }) => id)),
    roles: new Map(definition.roles.map((role) => [role.key, role])),
    fields: new Map(definition.fields.map((field) => [field.key, field])),
    isEarlier: (other, step) => {
      const [a, b] = [places.get(other), places.get(step)];
      return a === undefined || b === undefined ? null : parting(a, b).earlier;
    },
    isInReach: (other, step) => {
      const [a, b] = [places.get(other), places.get(step)];
      return a === undefined || b === undefined ? null : reach(b, a, steps) !== null;
    },
  };
}
