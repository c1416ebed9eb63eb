import type { Finding } from "../kernel/index.ts";
import type { Definition } from "./definition.ts";
import { checkClocks } from "./findings/clocks.ts";
import { checkFields } from "./findings/fields.ts";
import { checkReachable } from "./findings/reachable.ts";
import { checkRoles } from "./findings/roles.ts";
import { checkStarts } from "./findings/starts.ts";
import { checkSteps } from "./findings/steps.ts";
import { walk } from "./walk.ts";

/**
 * What is wrong with a definition. `subject` is the step id, or the key of the field or role; an `error` stops
 * publishing (`hasError`). Codes are `process.*`.
 */
export function validateDefinition(definition: Definition): Finding[] {
  const visits = walk(definition);
  return [
    ...checkSteps(definition, visits),
    ...checkReachable(visits),
    ...checkFields(definition, visits),
    ...checkRoles(definition, visits),
    ...checkClocks(definition, visits),
    ...checkStarts(definition),
  ];
}
