export { type ChangeHomes, changeOrdered } from "./commands.ts";
