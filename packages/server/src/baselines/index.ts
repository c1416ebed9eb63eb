export { baselineRoutes } from "./routes.ts";
export { type FrozenEntry, insertBaseline } from "./store.ts";
