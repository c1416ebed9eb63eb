export {
  type Actor,
  type Call,
  type Handler,
  type PersonCall,
  type Route,
  type StreamCall,
  type WorkspaceCall,
  asStream,
  forAnyone,
  forPerson,
  inWorkspace,
  inWorkspaceAhead,
} from "./call.ts";
export { type Problem, refuse, saidOf } from "./problem.ts";
export { pageOf, readCursor } from "./page.ts";
export { type Work, workIn, workOf, workOn } from "./work.ts";
export { linkToken, readLinkToken } from "./link.ts";
export { mustMatch } from "./version.ts";
export { idempotencyOf } from "./idempotency.ts";
export { answerOnce } from "./once.ts";
export { written } from "./written.ts";
export { sendingWhile } from "./sending.ts";
export { through } from "./through.ts";
