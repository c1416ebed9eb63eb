export { makeRepeating, type Rule } from "./repeating.ts";
