/* The part of the core that knows expressions, in a chunk of its own: loaded by forms that have any, and by no others. */
export { answerOn, fieldsNow, ruleProblem } from "@rondo/core/run";
