import { defineMessages } from "../messages/index.ts";

export const sessionTexts = defineMessages("session", {
  failed: "That did not work",
  failedNext: "Nothing was changed. Try again; if it stays, tell whoever runs the server.",
  undoFailed: "It could not be undone",
});
