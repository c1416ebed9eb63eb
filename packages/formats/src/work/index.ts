export { containersOf } from "./containers.ts";
export { containerOfLog } from "./log.ts";
