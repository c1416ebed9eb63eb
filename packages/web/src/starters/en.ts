import { defineMessages } from "../messages/index.ts";

export const starterTexts = defineMessages("starters", {
  beginWith: "Begin with",
  emptyPage: "An empty page",
  emptyAbout: "Write the steps yourself",
  stepCount: "{count, plural, one {# step} other {# steps}}",
});
