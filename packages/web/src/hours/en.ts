import { defineMessages } from "../messages/index.ts";

export const hoursTexts = defineMessages("hours", {
  hoursAWeek: "{hours} a week",
  noHours: "No working hours",
  daysOff: "{count, plural, =0 {no exceptions} one {# exception} other {# exceptions}}",
  weekSummary: "{days} {hours}",
  addShiftOn: "Add hours on {day}",
  removeShift: "Remove these hours of {day}",
  off: "Off",
  copyToAll: "As Monday, to Friday",
  shiftOrder: "These hours overlap or end before they begin",
  from: "From",
  to: "To",
  own: "Working hours",
  asCalendar: "As the calendar",
  byOneself: "Hours of my own",
  byThemselves: "Hours of their own",
  nothing: "Give at least one weekday hours",
});
