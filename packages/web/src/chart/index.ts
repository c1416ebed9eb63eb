export { watchBox } from "./box.ts";
export { useColors } from "./colors.ts";
export { pngOf, type Sheet, svgOf } from "./file.ts";
export { axisHeight, Gantt, GanttAxis } from "./gantt.tsx";
export type { Arrows, Bar, Gesture, Ghosts } from "./model.ts";
export type { Unit } from "./ticks.ts";
export { timeScale, type TimeScale } from "./time-scale.ts";
export { type Span, visibleRows } from "./window.ts";
export { type Zoom, zooms } from "./zoom.ts";
