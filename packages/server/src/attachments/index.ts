export { attachmentRoutes } from "./routes.ts";
export { attachFile, keepFile } from "./commands.ts";
export { contentHeaders } from "./present.ts";
export { scanJob } from "./scan.ts";
