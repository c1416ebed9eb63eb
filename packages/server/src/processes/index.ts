export {
  changeProcess,
  findingsOf,
  keepDraft,
  locked,
  makeProcess,
  processEvent,
  publish,
  reviewDue,
  setReview,
  show,
} from "./commands.ts";
export { type Process } from "./present.ts";
export { processRoutes } from "./routes.ts";
export { draftOf, revisionOf } from "./queries.ts";
export { type ProcessRow, findProcess, findSource, hasRevision, updateProcess } from "./store.ts";
