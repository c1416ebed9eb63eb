export { useLevellingReason } from "./reason.ts";
