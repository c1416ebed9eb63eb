export { type Counts, writeExport } from "./queries.ts";
export { exportRoutes, writerTo } from "./routes.ts";
