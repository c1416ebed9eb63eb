import { defineMessages } from "../messages/index.ts";

export const outboxTexts = defineMessages("outbox", {
  outbox: "Not sent yet",
  outboxCount: "{count, plural, one {# change waits} other {# changes wait}}",
  outboxRefused: "{count, plural, one {# change was refused} other {# changes were refused}}",
  outboxDiscard: "Take it back",
  outboxRead: "Off the list",
  change:
    "{what, select, complete {Complete a task} reopen {Reopen a task} decision {Decide an approval} comments {Comment} answer {Answer a question} add {Add a task} edit {Change a task} remove {Delete a task} other {A change}} {about}",
});
