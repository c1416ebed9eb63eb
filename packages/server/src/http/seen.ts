import { sql } from "kysely";
import { type SpaceRole, spaceRoles } from "@rondo/core/access";
import type { Database, Tx } from "../database/index.ts";
import type { System } from "../system.ts";
import type { FastifyRequest } from "fastify";
import type { Actor } from "./call.ts";
import { admit } from "./admit.ts";
import { refuse } from "./problem.ts";

/** "See as a guest": whoever may show a thing to people outside reads what a guest would who was shown nothing else. */
export type Seen = { readonly kind: "task" | "run" | "project" | "process" | "document"; readonly id: string; readonly role: SpaceRole };
/** Refuses where the person may not show it; given by the composition root, because it asks the slices. */
export type MayShow = (tx: Tx, actor: Actor, kind: Seen["kind"], id: string) => Promise<unknown>;

/** Nobody's id. Its membership lives as long as one transaction, which is undone. */
export const guestId = "00000000-0000-4000-8000-000000000001";

export function seenBy(request: FastifyRequest): Seen | null {
  const value = request.headers["rondo-see-as"];
  if (value === undefined) return null;
  const [, kind, id, role] = /^(task|run|project|process|document) ([0-9a-f-]{36}) (\w+)$/.exec(String(value)) ?? [];
  if (kind === undefined || id === undefined || !spaceRoles.includes(role as SpaceRole))
    refuse("invalid_request", { problems: "Rondo-See-As is “task ID viewer” or the like" });
  if (request.method !== "GET") refuse("seeing_as_guest");
  return { kind: kind as Seen["kind"], id, role: role as SpaceRole };
}

class Undone {
  readonly result: unknown;
  constructor(result: unknown) {
    this.result = result;
  }
}

/**
 * A system whose every transaction first makes sure that the person may show the thing, then lets a guest in who was shown
 * it, and is undone at its end. So what is read is what such a guest reads, by the same statements.
 */
export function asGuest(system: System, personId: string, via: Actor["via"], seen: Seen, mayShow: MayShow): System {
  const inWorkspace: Database["inWorkspace"] = async (workspaceId, work) => {
    try {
      return await system.database.inWorkspace(workspaceId, async (tx) => {
        const admission = await admit(tx, personId, null);
        if (admission === null) refuse("workspace_not_found");
        await mayShow(tx, { personId, workspaceId, role: admission.role, via }, seen.kind, seen.id);
        await tx.change(sql`set constraints all deferred`);
        await tx.change(sql`insert into membership (workspace_id, person_id, role) values (current_workspace(), ${guestId}, 'guest')`);
        await tx.change(
          seen.kind === "task" || seen.kind === "run"
            ? sql`insert into ${sql.table(`${seen.kind}_share`)} (workspace_id, ${sql.ref(`${seen.kind}_id`)}, person_id, role) values (current_workspace(), ${seen.id}, ${guestId}, ${seen.role === "viewer" ? "viewer" : "contributor"})`
            : sql`insert into share (workspace_id, space_id, person_id, role) values (current_workspace(), ${seen.id}, ${guestId}, ${seen.role})`,
        );
        throw new Undone(await work(tx));
      });
    } catch (error) {
      if (error instanceof Undone) return error.result as Awaited<ReturnType<typeof work>>;
      throw error;
    }
  };
  return { ...system, database: { ...system.database, inWorkspace } };
}
