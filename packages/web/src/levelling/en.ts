import { defineMessages } from "../messages/index.ts";

export const levellingTexts = defineMessages("levelling", {
  busy: "{person} is on “{task}” until {until}.",
  taken: "{many, plural, one {{people} are} other {{people} is}} taken until {until}.",
  busyFrom: "{person} is on “{task}” from {from}.",
  takenFrom: "{many, plural, one {{people} are} other {{people} is}} taken from {from}.",
  follows: "It follows “{task}”, which was moved.",
  leadsTo: "It leads to “{task}”, which was moved.",
  depends: "What it depends on was moved.",
  interrupted: "It is done in {pieces, plural, other {# pieces}}, around what else {people} does.",
  late: "It is as late as its people and what follows it allow.",
  assigned: "{person} is free for it as {role}.",
});
