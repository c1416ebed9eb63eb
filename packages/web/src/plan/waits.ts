import { v7 } from "../api/index.ts";
import type { PlanEdit } from "./edit.ts";
import { linkEdit } from "./gestures.ts";
import { readLinks } from "./links-text.ts";
import type { Plan } from "./model.ts";
import type { Words } from "./use-words.ts";

/** The changes that make a task wait for what was written, or a sentence about why not. */
export function waitsEdits(
  plan: Plan,
  toId: string,
  text: string,
  numberOf: ReadonlyMap<string, string>,
  { t, units }: Pick<Words, "t" | "units">,
): PlanEdit[] | string {
  const wanted = readLinks(text, units);
  if (wanted === null) return t("badLinks");
  const idOf = new Map([...numberOf].map(([id, number]) => [number, id]));
  const known = plan.links.filter((link) => link.toId === toId);
  const edits: PlanEdit[] = [];
  const kept = new Set<string>();
  for (const { number, type, lagMinutes, lagKind } of wanted) {
    const fromId = idOf.get(number);
    if (fromId === undefined) return t("unknownNumber", { number });
    const link = known.find((one) => one.fromId === fromId);
    if (link) {
      kept.add(link.id);
      if (link.type !== type || link.lagMinutes !== lagMinutes || (lagMinutes !== 0 && link.lagKind !== lagKind))
        edits.push({ kind: "relink", id: link.id, type, lagMinutes, lagKind });
      continue;
    }
    const made = linkEdit(plan, fromId, toId, v7, type, lagMinutes, lagKind);
    if (made && "edit" in made) edits.push(made.edit);
    else if (made?.refused.why === "loop") return t("refusedLoop", { loop: made.refused.loop });
  }
  return [...known.filter((link) => !kept.has(link.id)).map((link): PlanEdit => ({ kind: "unlink", id: link.id })), ...edits];
}
