export { signIn } from "./commands.ts";
export { installationRoutes } from "./routes.ts";
export { version } from "./version.ts";
export { demoOwner } from "./store.ts";
