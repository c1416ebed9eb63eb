import type { ProjectStep } from "../../process/index.ts";
import { filledIn, personFor, type WorkKind } from "./work.ts";

/** Has a project opened; waits for its completion if the step says so. */
export const project: WorkKind<ProjectStep> = {
  activate: (turn, step, token) => {
    const id = turn.circumstances.newId();
    const person = personFor(turn, step.role);
    const name = filledIn(step.name, turn).slice(0, 300);
    turn.record({ type: "project.requested", token, step: step.id, task: id, name, person, wait: step.wait });
    turn.effect({ type: "openProject", task: id, step: step.id, name, role: step.role, person, wait: step.wait });
    return step.wait ? "waits" : "passes";
  },
};
