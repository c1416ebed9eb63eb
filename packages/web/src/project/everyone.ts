import { useMemo } from "react";
import { useText } from "../messages/index.ts";
import type { Choice } from "../ui/index.ts";
import { projectTexts } from "./en.ts";

/** Who sees a project: what every member may do in it, or "nobody" for only those it is shared with. */
export function useEveryoneChoices(): readonly Choice[] {
  const t = useText(projectTexts);
  return useMemo(
    () => [
      { value: "contributor", label: t("everyoneContributor") },
      { value: "editor", label: t("everyoneEditor") },
      { value: "viewer", label: t("everyoneViewer") },
      { value: "nobody", label: t("everyoneNobody") },
    ],
    [t],
  );
}
