export { type Hands, createHands, leaseSeconds } from "./hands.ts";
export { clearDue, renewDue, setDue, setDueIn, setDueSoon } from "./store.ts";
export { type DueContext, type DueHandler, type Sweeper, type SweeperInput, createSweeper } from "./sweeper.ts";
