import type { Permission } from "@rondo/core/access";
import { mustMay, spaceRoleOf } from "../access/index.ts";
import { type Actor, refuse } from "../http/index.ts";
import type { DocumentRow } from "./store/documents.ts";

/** The document, if the actor may do this with it; refused as not existing when they may not even see it. */
export function allowedDocument(
  actor: Actor,
  row: DocumentRow | undefined,
  permission: Permission,
  trash: "keep" | "refuse" = "refuse",
): DocumentRow {
  if (row === undefined || (row.deleted_at !== null && trash === "refuse")) refuse("document_not_found");
  mustMay(permission, { workspace: actor.role, space: spaceRoleOf(actor.role, row) }, "document.read", "document_not_found");
  return row;
}
