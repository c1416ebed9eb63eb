export { bundleMinutes } from "./bundle.ts";
export { calibrate, type Calibration, type Shown } from "./calibration.ts";
export { forecastPlan, type ForecastInput, type PlanForecast, type TaskRange } from "./plan-forecast.ts";
export { type Finished } from "./durations.ts";
export { forecastQueue, type DaysForecast } from "./queue.ts";
export { backtest, countForecast, drawCounts, type CountForecast } from "./throughput.ts";
export { casesThrough, dayAfter, workDone, type WorkDone } from "./work-done.ts";
