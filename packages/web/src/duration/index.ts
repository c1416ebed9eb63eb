export { durationSigns, type DurationUnit, durationUnit } from "./signs.ts";
