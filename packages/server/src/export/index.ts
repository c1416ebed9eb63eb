export { type Counts, writeExport } from "./queries.ts";
export { answerInPieces, exportRoutes, writerTo } from "./routes.ts";
