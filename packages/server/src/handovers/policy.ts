import { may } from "@rondo/core/access";
import { spaceRoleOf } from "../access/index.ts";
import { type Actor, refuse } from "../http/index.ts";
import type { HandoverRow } from "./store.ts";

type HandoverPermission = "handover.read" | "handover.offer" | "handover.decide";

/** Offering is the project's right; deciding the process's or its receiver's, or the team's or of whoever manages teams. Either side reads. */
export function mayHandover(actor: Actor, row: HandoverRow, permission: HandoverPermission): boolean {
  const workspace = actor.role;
  const inProject = may(permission, {
    workspace,
    space: spaceRoleOf(workspace, { everyone: row.project_everyone, share: row.project_share }),
  });
  const takesOn = may(
    permission,
    row.process_id === null
      ? { workspace, space: may("team.change", { workspace }) ? "manager" : null, holder: row.in_team }
      : {
          workspace,
          space: spaceRoleOf(workspace, { everyone: row.process_everyone, share: row.process_share }),
          holder: row.receiver_id === actor.personId,
        },
  );
  if (permission === "handover.read") return inProject || takesOn;
  return permission === "handover.offer" ? inProject : takesOn;
}

export function allowedHandover(actor: Actor, row: HandoverRow | undefined, permission: HandoverPermission): HandoverRow {
  if (row === undefined || !mayHandover(actor, row, "handover.read")) refuse("handover_not_found");
  if (!mayHandover(actor, row, permission))
    refuse(
      "forbidden",
      permission === "handover.offer"
        ? { who: "an editor of the project", role: "editor" }
        : row.process_id === null
          ? { who: "the team", role: "admin" }
          : { who: "the receiver", role: "editor of the process" },
    );
  return row;
}
