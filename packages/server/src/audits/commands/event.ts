import type { NewEvent } from "../../journal/index.ts";

export function auditEvent(
  { workspaceId }: { readonly workspaceId: string },
  name: string,
  id: string,
  version: number,
  data: Readonly<Record<string, unknown>>,
): Omit<NewEvent, "actorId"> {
  return { name, subjectKind: "audit", subjectId: id, version, homeKind: "workspace", homeId: workspaceId, data };
}
