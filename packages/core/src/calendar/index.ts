export { Calendar } from "./calendar.ts";
export { compileCalendar, intersectCalendars, ownCalendar, type Range } from "./compile.ts";
export {
  checkCalendar,
  roundTheClock,
  standardCalendar,
  type CalendarDefinition,
  type CalendarException,
  type DayInMonth,
  type Repeats,
  type Shift,
} from "./definition.ts";
export { overlap } from "./pattern.ts";
export { workUnits, type WorkUnits } from "./usual.ts";
export { daysOfException } from "./repeats.ts";
export { civil, dayNumber, dayOf, daysInMonth, formatDay, formatWall, minutesPerDay, parseDay, parseWall, weekdayOf } from "./wall.ts";
export { addWorkingTime, instantOfWall, wallOfInstant, workingTimeBetween } from "./zone.ts";
