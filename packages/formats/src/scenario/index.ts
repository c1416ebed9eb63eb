export { readScenario, scenarioOfDefinition } from "./read.ts";
