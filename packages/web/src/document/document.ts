import { spaceAtLeast, type SpaceRole } from "@rondo/core/access";
import type { Answer } from "../api/index.ts";

export type Document = Answer<"GET /documents/:d">;
export type Folder = Answer<"GET /folders">["items"][number];
export type DocumentComment = Answer<"GET /documents/:d/comments">["items"][number];

export function mayAs(document: Pick<Document, "mine">, role: SpaceRole): boolean {
  return spaceAtLeast(document.mine, role);
}

/** What a list of documents and folders asks for. */
export type Place = { readonly kind: "workspace" } | { readonly kind: "project" | "process"; readonly id: string };

export function queryOf(place: Place): { projectId?: string; processId?: string } {
  return place.kind === "project" ? { projectId: place.id } : place.kind === "process" ? { processId: place.id } : {};
}
