export { dropEarly } from "./early-answers.ts";
export { v7 } from "./id.ts";
export type { Answer, AnswerOf, Body, CallArguments, CallOf, Everything, InWorkspace, ReadKey } from "./operations.ts";
export { isProblem, ownProblem, passes, Problem, type ProblemCode, problemOf } from "./problem.ts";
export { DiscardedChange, type Waiting } from "./outbox.ts";
export { addressOf, doneOrWaiting, formOf, keptShown, outbox, request, requestIn } from "./request.ts";
export { standing } from "./stale.ts";
export { seeAs, type Seen, seeingAs } from "./seen.ts";
