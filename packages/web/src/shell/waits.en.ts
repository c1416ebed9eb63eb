import { defineMessages } from "../messages/index.ts";

export const waitsTexts = defineMessages("waits", {
  count: "{count, plural, one {# change waits} other {# changes wait}}",
  refusedCount: "{count, plural, one {# change was refused} other {# changes were refused}}",
  here: "Waits to be sent",
  refusedHere: "Was refused",
  stepWaits: "Done here, and not sent yet",
  stepWaitsAbout: "It is kept on this device and is sent when Rondo can be reached again.",
  see: "See what waits",
});
