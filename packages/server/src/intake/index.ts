export { proofOf } from "./proof.ts";
export { intakeRoutes } from "./routes.ts";
export { findForm } from "./store.ts";
