export { type Seeded, demoPassword, seedWorld } from "./seed.ts";
