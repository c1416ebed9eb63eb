import { defineMessages } from "../messages/index.ts";

export const decideTexts = defineMessages("decide", {
  gone: "This link does not lead to a decision",
  asks: "{person}, your decision is asked for",
  due: "Due {when}",
  partOf: "Part of “{run}” ({process})",
  approve: "Approve",
  reject: "Reject",
  ask: "Ask back",
  reason: "Reason or question",
  reasonHelp: "Needed to reject or to ask; whoever works on it reads it",
  reasonMissing: "Write a few words first",
  once: "This link works once and only for you: don’t pass it on.",
  used: "Thank you. Your answer is there, and the run goes on.",
  usedBefore: "This link was used.",
  over: "There is nothing left to decide here: it was decided elsewhere, or is somebody else’s now.",
  decided: "{verdict, select, approved {Approved} other {Rejected}} by {who}, {when}",
  somebody: "somebody",
});
