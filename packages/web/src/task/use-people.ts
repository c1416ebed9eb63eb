import { useMemo } from "react";
import { useMe, useRead } from "../session/index.ts";

/** Everybody in the workspace, oneself first. Empty until known. */
export function usePeople(): readonly { readonly id: string; readonly name: string; readonly skills: readonly string[] }[] {
  const me = useMe().person;
  const { data } = useRead("GET /members", { query: { limit: 200 } }, { watch: ["member", "workspace"] });
  return useMemo(
    () => [
      { id: me.id, name: me.name, skills: (data?.items ?? []).find(({ id }) => id === me.id)?.skills ?? [] },
      ...(data?.items ?? []).filter((member) => member.id !== me.id).map(({ id, name, skills }) => ({ id, name, skills })),
    ],
    [data, me.id, me.name],
  );
}
