import { createElement, useMemo } from "react";
import { useEverybody, useRead } from "../session/index.ts";
import { Avatar, type Choice } from "../ui/index.ts";

/** The members of the workspace by id, for names behind ids and for choosing somebody. */
export function useMembers() {
  const { items: all } = useEverybody();
  return useMemo(() => {
    const items = all ?? [];
    const names = new Map(items.map((member) => [member.id, member.name]));
    const choices: readonly Choice[] = items.map((member) => ({
      value: member.id,
      label: member.name,
      icon: createElement(Avatar, { name: member.name, id: member.id }),
      ...(member.skills.length > 0 && { hint: member.skills.join(", ") }),
    }));
    return { items, names, choices };
  }, [all]);
}

export function useTeams() {
  const { data } = useRead("GET /teams", {}, { watch: ["workspace", "team"] });
  return data?.items ?? [];
}
