export { type Backtest, backtest } from "./backtest.ts";
export { type Comparison, compare, normal } from "./compare.ts";
export { type ControlChart, type Signal, controlChart } from "./control-chart.ts";
export { type Promise3, RemainingTime, type Standing } from "./remaining.ts";
export { type Spread, spreadOf } from "./spread.ts";
export { seeded } from "./random.ts";
export { type MeasuredRun, type MeasuredStep, type ProcessMeasures, type StepMeasure, processMeasures } from "./process-measures.ts";
