import type { Draft } from "../draft/index.ts";

/** Rondo's own JSON, indented so that a change reads well in a diff. */
export function writeRondo(drafts: readonly Draft[]): string {
  const projects = drafts
    .filter((draft) => draft.kind === "project")
    .map(({ kind: _, plan, ...project }) =>
      plan === undefined ? project : { ...project, plan: { format: "rondo-plan", version: 1, name: project.name, ...plan } },
    );
  const processes = drafts.filter((draft) => draft.kind === "process").map(({ kind: _, ...process }) => process);
  return `${JSON.stringify({ rondo: 1, projects, processes }, null, 2)}\n`;
}
