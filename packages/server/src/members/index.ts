export { putInWorkspace } from "./admit.ts";
export { type MemberHooks, memberEvent } from "./commands.ts";
export { mustReach } from "./policy.ts";
export { memberRoutes } from "./routes.ts";
