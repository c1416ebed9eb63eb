export { looksLikeWekan, readWekanJson } from "./read.ts";
