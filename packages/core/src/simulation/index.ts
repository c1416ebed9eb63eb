export { type Activity, type Change, type Duration, type Path, type Scenario, changed, crew, kindOf } from "./model.ts";
export { scenarioOfRuns } from "./of-runs.ts";
export { scenarioOf } from "./measured.ts";
export { type Simulation, simulate } from "./simulate.ts";
