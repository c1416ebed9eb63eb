export { StarterList } from "./starter-list.tsx";
export { begunWith, useStarters } from "./starters.ts";
