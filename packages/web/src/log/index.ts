export { logSearch } from "./search.ts";
