import { operations } from "@rondo/contract";
import { type Route, inWorkspace, pageOf, readCursor } from "../http/index.ts";
import { type MemberHooks, changeMember, putMySkills, removeMember } from "./commands.ts";
import { erasePerson } from "./erase.ts";
import { presentMember } from "./present.ts";
import { listMembers } from "./store.ts";

export function memberRoutes(hooks: MemberHooks): Route[] {
  return [
    inWorkspace(operations.listMembers, async ({ tx, actor, query, system }) => {
      const binding = ["members", actor.workspaceId, actor.personId];
      const rows = await listMembers(tx, readCursor(query.cursor, binding, system.config.secret, 2), query.limit + 1);
      return pageOf(
        rows,
        query.limit,
        binding,
        system.config.secret,
        (row) => [row.name, row.person_id],
        (row) => presentMember(row, actor),
      );
    }),
    inWorkspace(operations.changeMember, changeMember),
    inWorkspace(operations.putMySkills, putMySkills),
    inWorkspace(operations.removeMember, (call) => removeMember(call, hooks)),
    inWorkspace(operations.erasePerson, (call) => erasePerson(call, hooks)),
  ];
}
