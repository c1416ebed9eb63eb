import { spaceAtLeast } from "@rondo/core/access";
import type { Translate } from "../messages/index.ts";
import type { planTexts } from "./en.ts";
import type { Plan } from "./model.ts";

/** Why one can't change the plan of this project, or null. */
export function lockOf(project: Pick<Plan["project"], "mine" | "completion">, t: Translate<keyof typeof planTexts.texts>): string | null {
  return project.completion ? t("ended") : spaceAtLeast(project.mine, "editor") ? null : t("mayNot");
}
