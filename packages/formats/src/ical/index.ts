export { writeIcal } from "./write.ts";
