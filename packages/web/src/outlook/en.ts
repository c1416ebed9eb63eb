import { defineMessages } from "../messages/index.ts";

export const outlookTexts = defineMessages("outlook", {
  forecast: "When it will be finished",
  forecastAbout:
    "The plan is run through many times, with tasks taking as long as finished ones of yours did, good and bad luck shared by all tasks of a project.",
  make: "Make forecast",
  again: "Forecast again",
  even: "An even chance",
  good: "Quite sure",
  sure: "Nearly certain",
  chance: "{percent}",
  thin: "Not enough to promise a date",
  basis:
    "Goes by {tasks, plural, one {# finished task} other {# finished tasks}} of {projects, plural, one {# project} other {# projects}}; in the middle they took {ratio} of what was planned.",
  record:
    "So far {count, plural, one {# forecast} other {# forecasts}} of this workspace came to an end: {p50} kept the even one, {p80} the good one, {p95} the last. Later forecasts are corrected by that.",
  recordNone: "No forecast of this workspace has come to an end yet. Each one that is shown is kept, to be held against what happens.",
  dates: "Possible finishes",
  inRuns: "{count, plural, one {# run} other {# runs}}",
  levelling: "Nobody asked for too much",
  levellingAbout:
    "Looks for dates at which no owner has more than there is of them: after leave, recurring work, what is kept free, and their tasks in other projects. Nothing moves before you accept it.",
  look: "Look for dates",
  looking: "Looking: the best finish so far is {finish}",
  lookingFirst: "Looking",
  stop: "Stop",
  failed: "The search broke off. Try it again.",
  cancelled: "The search was stopped.",
  fits: "Nobody is asked for too much: nothing has to move.",
  result:
    "{count, plural, one {# task would move} other {# tasks would move}}; the project would be finished on {finish}, without regard for people on {unlevelled}.",
  moves: "Proposed moves",
  task: "Task",
  was: "Was",
  start: "Would start",
  later: "Later by",
  reason: "Why",
  accept: "Accept",
  acceptThis: "Accept the move of {title}",
  acceptAll: "Accept all",
  accepted: "Accepted",
  follows: "Follows by itself",
  revert: "Take all back",
  reverted: "The moves are taken back",
  movesAccepted: "{count, plural, one {# task has} other {# tasks have}} new dates",
  editorsLevel: "Editors of the project change its plan",
  closed: "The project is closed",
});
