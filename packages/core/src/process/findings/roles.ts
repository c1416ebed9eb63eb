import { type Finding, words } from "../../kernel/index.ts";
import type { Definition } from "../definition.ts";
import { roleOf } from "../kinds/index.ts";
import type { Visit } from "../walk.ts";

/** Roles twice, without a name, or that no step is for. */
export function checkRoles(definition: Definition, visits: readonly Visit[]): Finding[] {
  const escalated = (definition.clocks ?? []).flatMap(({ ladder }) =>
    ladder.flatMap(({ tell, give }) => [
      ...tell.flatMap((whom) => (whom.startsWith("role:") ? [whom.slice(5)] : [])),
      ...(give === undefined ? [] : [give]),
    ]),
  );
  const used = new Set([
    ...escalated,
    ...visits.flatMap(({ step }) => [
      roleOf(step),
      ...(step.kind === "task" || step.kind === "group" ? [step.undo?.role] : []),
      ...(step.kind === "approval" ? (step.approvers?.roles ?? []) : []),
    ]),
  ]);
  return definition.roles.flatMap((role, index) => {
    const findings: Finding[] = [];
    const params = { role: role.key };
    if (definition.roles.findIndex(({ key }) => key === role.key) !== index)
      findings.push({
        code: "process.idTwice",
        severity: "error",
        ...words`Two roles have the key "${role.key}".`,
        subject: role.key,
        params,
      });
    if (role.name.trim() === "")
      findings.push({
        code: "process.titleMissing",
        severity: "error",
        ...words`The role "${role.key}" has no name.`,
        subject: role.key,
        params,
      });
    if (!used.has(role.key))
      findings.push({
        code: "process.roleUnused",
        severity: "warning",
        ...words`No step is for the role "${role.name}".`,
        subject: role.key,
        params,
      });
    return findings;
  });
}
