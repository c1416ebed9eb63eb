export { type Config, type Draft, type Sources, isLoopback, readConfig } from "./read.ts";
export { openConfig, openExistingConfig, secretFile } from "./open.ts";
export { type OperatingRefusalCode, describeOperatingRefusal, operatingRefusal, operatingRefusals, reasonOf } from "./operating.ts";
export { settingsTable } from "./document.ts";
export { home } from "./settings.ts";
