export { askForReview } from "./commands.ts";
export { confirmationRoutes } from "./routes.ts";
