export { createTitleReader } from "./reader.ts";
export { searchRoutes } from "./routes.ts";
