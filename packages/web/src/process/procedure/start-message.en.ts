import { defineMessages } from "../../messages/index.ts";

export const startMessageTexts = defineMessages("startMessage", {
  add: "Start by a message",
  name: "Message that starts a run",
  about: "Sent by another process, or by another system over the API. What it brings under the names of the fields above is filled in.",
  placeholder: "order received",
  other: "Another message",
  placeholderOther: "order returned",
  means: "Which begins with",
  meansNone: "a choice that is not on the form any more",
  addOther: "Start by another message",
  remove: "“{message}” starts no run",
});
