export { clearDue, setDue, setDueSoon } from "./store.ts";
export { type DueContext, type DueHandler, type Sweeper, type SweeperInput, createSweeper } from "./sweeper.ts";
