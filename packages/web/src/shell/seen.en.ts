import { defineMessages } from "../messages/index.ts";

export const seenTexts = defineMessages("seen", {
  seeing: "You see what a guest sees who was shown only “{title}”. Nothing can be changed from here.",
  leave: "Leave the guest’s view",
});
