export { mountHealth } from "./mount.ts";
export type { HealthSources } from "./sources.ts";
