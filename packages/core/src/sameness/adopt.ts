import type { Definition, Field, Step } from "../process/index.ts";
import { type AdoptWords, adoptWordsIn } from "./adopt-words.ts";
import type { Family } from "./family.ts";
import { namesRole } from "./hands.ts";
import type { UsualStep } from "./procedure.ts";

type Found = Pick<Family, "name" | "runs" | "procedure" | "fields">;

/**
 * A family as a draft of a process: its steps in the usual order with their roles, the time that four of five kept as the
 * due time, and what differs from run to run as the form a run starts with. Steps that not all runs have say so; of the
 * rare ones those that somebody asked for are in it. A role is never called by a person's name: who did it is proposed.
 */
export function adoptFamily(
  family: Found,
  { rare = [], language = "en" }: { rare?: readonly string[]; language?: string } = {},
): Definition {
  const words = adoptWordsIn(language);
  const found = stepsWith(family, new Set(rare));
  const roles = rolesOf(found, words);
  const steps = found.map((step, at): Step => {
    const told = [
      step.share < 0.8 ? words.optional(Math.round(step.share * family.runs), family.runs, Math.round(step.share * 100)) : "",
      step.also.length === 0 ? "" : words.also(step.also.join(", ")),
      step.again >= 0.3 ? words.again(Math.round((1 + step.again) * 10) / 10) : "",
    ];
    return {
      kind: "task",
      id: `s${at + 1}`,
      title: step.name.slice(0, 300) || words.step(at + 1),
      instructions: told.filter((line) => line !== "").join("\n\n"),
      role: step.role === null ? null : (roles.get(step.role)?.key ?? null),
      due: step.promisedMinutes == null ? null : { from: "activation", workingMinutes: step.promisedMinutes },
      fields: [],
      checklist: [],
    };
  });
  const asked = new Map(
    family.fields.map((one): [string, { readonly field: Field; readonly always: boolean }] => {
      const { always, ...found } = typeof one === "string" ? { label: one, kind: "text" as const, always: false } : one;
      const key = keyOf(found.label, "field");
      return [key, { field: { ...found, key, label: found.label.slice(0, 200) }, always }];
    }),
  );
  const optional = [...asked].flatMap(([key, { always }]) => (always ? [] : [key]));
  const proposed = [...roles].flatMap(([name, role]) => (role.name === name ? [] : [`- ${role.name}: ${name}`]));
  return {
    purpose: [words.found(family.runs), ...(proposed.length === 0 ? [] : [words.proposed, proposed.join("\n")])].join("\n\n"),
    roles: [...roles.values()].slice(0, 100),
    fields: [...asked.values()].map(({ field }) => field),
    intake: [...asked.keys()],
    ...(optional.length > 0 && { intakeOptional: optional }),
    steps,
    deliverable: null,
  };
}

/** The usual steps, and between them, where they stood, the rare ones that are wanted. */
function stepsWith({ procedure, runs }: Found, wanted: ReadonlySet<string>): readonly UsualStep[] {
  const rare = procedure.rare
    .filter(({ name }) => wanted.has(name))
    .map((step) => ({ name: step.name, after: step.after, share: step.runs / runs, medianMinutes: null, role: null, again: 0, also: [] }));
  const after = (place: number): readonly UsualStep[] => rare.filter((step) => step.after === place);
  return [...after(0), ...procedure.steps.flatMap((step, at) => [step, ...after(at + 1)])];
}

/** By whoever does steps, the role that does them: of the same name, or where that is a person's, called by the steps. */
function rolesOf(steps: readonly UsualStep[], words: AdoptWords): ReadonlyMap<string, { readonly key: string; readonly name: string }> {
  const keys = new Set<string>();
  const own = (key: string): string => {
    let free = key;
    for (let next = 2; keys.has(free); next += 1) free = `${key.slice(0, 36)}_${next}`;
    keys.add(free);
    return free;
  };
  return new Map(
    [...Map.groupBy(steps, ({ role }) => role)].flatMap(([who, all]) => {
      if (who === null) return [];
      const name = (namesRole(who) ? who : words.responsible((all[0]?.name ?? "").slice(0, 80), all.length - 1)).slice(0, 120);
      return [[who, { key: own(keyOf(name, "role")), name }] as const];
    }),
  );
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
