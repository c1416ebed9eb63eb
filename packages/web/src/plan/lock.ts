import type { Translate } from "../messages/index.ts";
import { mayAs, type Project } from "../project/index.ts";
import type { planTexts } from "./en.ts";

/** Why one can't change the plan of this project, or null. */
export function lockOf(project: Pick<Project, "mine" | "completion">, t: Translate<keyof typeof planTexts.texts>): string | null {
  return project.completion ? t("ended") : mayAs(project, "editor") ? null : t("mayNot");
}
