import { type Finding, type Words, words } from "../../kernel/index.ts";
import { type Definition, definitionLimits } from "../definition.ts";
import type { ServiceClock } from "../service-clock.ts";
import type { Visit } from "../walk.ts";

/** Whether what is promised can be kept count of. */
export function checkClocks(definition: Definition, visits: readonly Visit[]): Finding[] {
  const clocks = definition.clocks ?? [];
  const [steps, roles] = [new Set(visits.map(({ step }) => step.id)), new Set(definition.roles.map(({ key }) => key))];
  return [
    ...(clocks.length > definitionLimits.clocks
      ? [
          {
            code: "process.tooMany",
            severity: "error" as const,
            ...words`The process has ${clocks.length} service clocks; at most ${definitionLimits.clocks} are allowed.`,
            params: { what: "clocks", limit: definitionLimits.clocks },
          },
        ]
      : []),
    ...clocks.flatMap((clock, index) => checkClock(clock, clocks.findIndex(({ id }) => id === clock.id) !== index, steps, roles)),
  ];
}

function checkClock(clock: ServiceClock, isTwice: boolean, steps: ReadonlySet<string>, roles: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = [];
  const say = (code: string, severity: Finding["severity"], text: Words): number =>
    findings.push({ code, severity, ...text, subject: clock.id, params: { clock: clock.id } });
  if (isTwice) say("process.idTwice", "error", words`Two service clocks have the id "${clock.id}".`);
  if (clock.name.trim() === "") say("process.titleMissing", "error", words`A service clock has no name. Say what is promised.`);
  for (const id of [clock.from, clock.to, ...(clock.outside ?? [])])
    if (id !== null && !steps.has(id))
      say("process.clockStepUnknown", "error", words`The service clock "${clock.name}" names a step that no longer exists.`);
  if (!isSpan(clock.target))
    say("process.spanInvalid", "error", words`The target of "${clock.name}" must be between one minute and 10 years of working time.`);
  if (clock.warnAt !== undefined && !(clock.warnAt >= 0 && clock.warnAt < clock.target))
    say("process.warningLate", "error", words`"${clock.name}" warns when it is too late already. Warn before the target.`);
  if (clock.ladder.length > definitionLimits.ladder)
    say("process.tooMany", "error", words`"${clock.name}" has more than ${definitionLimits.ladder} rungs.`);
  for (const rung of clock.ladder) {
    const named = [
      ...rung.tell.flatMap((whom) => (whom.startsWith("role:") ? [whom.slice(5)] : [])),
      ...(rung.give === undefined ? [] : [rung.give]),
    ];
    if (!isSpan(rung.at))
      say("process.spanInvalid", "error", words`A rung of "${clock.name}" must be between one minute and 10 years of working time.`);
    if (named.some((role) => !roles.has(role)))
      say("process.roleUnknown", "error", words`"${clock.name}" escalates to a role that this process does not have.`);
    if (rung.tell.some((whom) => !whom.startsWith("role:") && !["holder", "manager", "owner"].includes(whom)))
      say("process.clockWhom", "error", words`"${clock.name}" tells somebody who is neither holder, manager, owner nor a role.`);
    if (rung.tell.length === 0 && rung.give === undefined)
      say("process.rungEmpty", "warning", words`A rung of "${clock.name}" does nothing.`);
  }
  return findings;
}

function isSpan(minutes: number): boolean {
  return Number.isFinite(minutes) && minutes >= 1 && minutes <= 5_270_400;
}
