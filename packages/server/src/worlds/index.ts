export { removeHalfMade } from "./half-made.ts";
export { sampleRoutes } from "./routes.ts";
export { type Seeded, demoPassword, seedWorld } from "./seed.ts";
