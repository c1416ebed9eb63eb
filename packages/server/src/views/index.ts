export { type RowCall, type RowHomes, changeRow } from "./commands.ts";
export { type Line, readLine, rowsMatching } from "./queries.ts";
export { viewRoutes } from "./routes.ts";
