export { hoursTexts } from "./en.ts";
export { type Calendar, type Exception, type Hours, inOrder } from "./hours.ts";
export { HoursChoice, useWrongHours } from "./hours-choice.tsx";
export { ShiftFields } from "./shift-fields.tsx";
export { Summary } from "./summary.tsx";
export { WeekFields } from "./week-fields.tsx";
