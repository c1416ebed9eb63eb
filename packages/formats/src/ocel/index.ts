export { readOcel } from "./read.ts";
export { writeOcel } from "./write.ts";
export { type OcelEvent, type OcelObject, type OcelRelation, type OcelType, type OcelWriter, ocelWriter } from "./write-objects.ts";
