import { defineMessages } from "../../messages/index.ts";

export const ruleTableTexts = defineMessages("ruleTable", {
  asTable: "Decide by a table",
  asConditions: "Decide by conditions instead",
  tableOf: "Rules of {step}",
  tableColumn: "Column",
  removeColumn: "Remove the column {column}",
  leadsTo: "Leads to",
  tableCell: "{column}, rule {rule}",
  removeRule: "Remove rule {rule}",
  addRule: "Add rule",
  addColumn: "Add column",
  hitPolicy: "When several rules apply",
  hitPolicyName: "{policy, select, unique {only one rule may apply} first {the first rule counts} other {all rules must agree}}",
  noRule: "When no rule applies",
  noRuleBranch: "no rule: {branch}",
  tableHelp: 'A cell says what the value must be: > 500, [10..20], "linen", "silk", not("silk"), or - for anything.',
  example: "Try it",
  exampleNone: "No rule applies, and there is no way for that.",
  exampleTaken: "{rules, plural, =0 {No rule applies} one {Rule {rule} applies} other {Rules {rule} apply}}: it goes on with “{branch}”.",
  exampleEmpty: "Enter values to see which way it goes.",
});
