import { useMemo } from "react";
import { useEverybody, useMe } from "../session/index.ts";

/** Everybody in the workspace, oneself first. Empty until known. */
export function usePeople(): readonly { readonly id: string; readonly name: string; readonly skills: readonly string[] }[] {
  const me = useMe().person;
  const { items } = useEverybody();
  return useMemo(
    () => [
      { id: me.id, name: me.name, skills: (items ?? []).find(({ id }) => id === me.id)?.skills ?? [] },
      ...(items ?? []).filter((member) => member.id !== me.id).map(({ id, name, skills }) => ({ id, name, skills })),
    ],
    [items, me.id, me.name],
  );
}
