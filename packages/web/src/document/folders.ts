import { useMemo } from "react";
import { useText } from "../messages/index.ts";
import { useRead } from "../session/index.ts";
import type { Choice } from "../ui/index.ts";
import { type Folder, type Place, queryOf } from "./document.ts";
import { documentTexts } from "./en.ts";

export function useFolders(place: Place): readonly Folder[] | undefined {
  return useRead("GET /folders", { query: queryOf(place) }, { watch: ["folder"] }).data?.items;
}

/** Every folder as the way to it, in the order of the tree. */
export function useFolderChoices(place: Place): readonly Choice[] {
  const t = useText(documentTexts);
  const folders = useFolders(place);
  return useMemo(
    () => [
      { value: "", label: t("noFolder") },
      ...(folders ?? [])
        .map((folder) => ({
          value: folder.id,
          label: wayTo(folders ?? [], folder.id)
            .map(({ name }) => name)
            .join(" / "),
        }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    ],
    [folders, t],
  );
}

/** From the outermost to the folder itself. */
export function wayTo(folders: readonly Folder[], id: string): readonly Folder[] {
  const way: Folder[] = [];
  for (
    let at = folders.find((one) => one.id === id);
    at !== undefined && !way.includes(at);
    at = folders.find((one) => one.id === way[0]?.parentId)
  )
    way.unshift(at);
  return way;
}

export function placeOfHome(home: Folder["home"]): Place {
  return home.kind === "workspace" || home.id === null ? { kind: "workspace" } : { kind: home.kind, id: home.id };
}
