export { logTexts } from "./en.ts";
export { LogView } from "./log-view.tsx";
export { queryOf } from "./mined.ts";
export { logSearch } from "./search.ts";
