import { defineMessages } from "../messages/index.ts";

export const timeTexts = defineMessages("time", {
  title: "Time",
  spent: "{time} so far",
  none: "Nothing entered yet",
  start: "Start the clock",
  stop: "Stop the clock",
  running: "Running for {time}",
  add: "Enter time",
  howLong: "How long, such as 1h 30m or 45m",
  note: "What was done",
  bad: "Say it in hours and minutes, such as 1h 30m.",
  addDo: "Enter",
  entered: "{time} entered",
  deleted: "Time entry taken away",
  remove: "Take away {time} of {day}",
  follow: "Follow",
  unfollow: "Don’t follow",
  followers: "{count, plural, =0 {Nobody follows} one {# follows} other {# follow}}",
  fields: "Fields",
  noValue: "None",
  closed: "The task is closed.",
});
