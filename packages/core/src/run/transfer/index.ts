export { type Assessment, type TransferPoint, assessTransfer } from "./assess.ts";
export { type Targets } from "./plan.ts";
export { restore } from "./restore.ts";
export { type Transfer, transfer } from "./transfer.ts";
