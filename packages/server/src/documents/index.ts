export { dueKind, tellNamed } from "./commands/text.ts";
export { documentsToCopy, putDocuments } from "./commands/copy.ts";
export { documentRoutes } from "./routes.ts";
export { ask } from "./merger.ts";
export { allowedDocument } from "./policy.ts";
export { findDocument } from "./store/documents.ts";
export { updatesAfter } from "./store/updates.ts";
