import { useMemo } from "react";
import { useMe, useRead } from "../session/index.ts";

/** Everybody in the workspace, oneself first. Empty until known. */
export function usePeople(): readonly { readonly id: string; readonly name: string }[] {
  const me = useMe().person;
  const { data } = useRead("GET /members", { query: { limit: 200 } }, { watch: ["member", "workspace"] });
  return useMemo(
    () => [
      { id: me.id, name: me.name },
      ...(data?.items ?? []).filter((member) => member.id !== me.id).map(({ id, name }) => ({ id, name })),
    ],
    [data, me.id, me.name],
  );
}
