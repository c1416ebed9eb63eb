import { defineMessages } from "../messages/index.ts";

/** Words that only the palette says: they come with it. */
export const paletteTexts = defineMessages("palette", {
  recent: "Lately",
  all: "Everything about “{q}”",
  operators: "Narrow it: {example}",
  operatorsExample: "kind:run owner:me due:today in:move -state:done",
});
