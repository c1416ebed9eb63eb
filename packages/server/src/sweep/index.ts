export { clearDue, setDue } from "./store.ts";
export { type DueContext, type DueHandler, type Sweeper, type SweeperInput, createSweeper } from "./sweeper.ts";
