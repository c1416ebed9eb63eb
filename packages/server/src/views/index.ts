export { type Line, readLine, rowsMatching } from "./queries.ts";
export { viewRoutes } from "./routes.ts";
