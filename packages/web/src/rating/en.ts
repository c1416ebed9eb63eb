import { defineMessages } from "../messages/index.ts";

export const ratingTexts = defineMessages("rating", {
  ask: "How satisfied are you with how this was done?",
  askAbout: "A figure is enough. You are not asked again.",
  score: "{score, select, 1 {Not at all} 2 {Not satisfied} 3 {In between} 4 {Satisfied} other {Very satisfied}}",
  words: "In a few words",
  send: "Send rating",
  choose: "Choose one of the five",
  rather: "I’d rather not say",
  thanks: "Thank you for saying so.",
  rated: "Whoever asked for it says: {score}.",
  ofFive: "{score} of 5",
});
