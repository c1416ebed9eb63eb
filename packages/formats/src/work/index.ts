export { containersOf } from "./containers.ts";
