export { bundleDue, refreshBundle } from "./commands.ts";
export { bundleRoutes } from "./routes.ts";
