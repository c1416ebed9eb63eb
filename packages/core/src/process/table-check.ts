import { compileExpression, compileTests, namesIn } from "../expression/index.ts";
import { type Finding, words, type Words } from "../kernel/index.ts";
import type { DecisionStep, RuleTable } from "./definition.ts";
import { about } from "./findings/about.ts";

/** What is wrong with the rule table of a decision. */
export function checkTable(step: DecisionStep, table: RuleTable, fields: ReadonlyMap<string, unknown>): Finding[] {
  const branches = new Set(step.branches.map(({ id }) => id));
  const invalid = (place: Words, problem: string): Finding =>
    about(step, "process.tableInvalid", "error", words`In the table of "${step.title}", ${place} cannot be read: ${problem}`);
  const inputs = table.inputs.flatMap(({ label, expression }) => {
    const read = compileExpression(expression);
    const [problem] = read.findings;
    if (problem !== undefined) return [invalid(words`the column "${label}"`, problem.message)];
    return namesIn(read)
      .filter((name) => !fields.has(name))
      .map((name) =>
        about(
          step,
          "process.conditionUnknownField",
          "error",
          words`The column "${label}" of the table of "${step.title}" names "${name}", which is not a field of this process.`,
          { label, field: name },
        ),
      );
  });
  const rules = table.rules.flatMap(({ when, then }, index) => {
    const cells = when.flatMap((cell, column) => {
      const [problem] = cell.trim() === "" ? [] : compileTests(cell).findings;
      return problem === undefined
        ? []
        : [invalid(words`"${cell}" in rule ${index + 1} under "${table.inputs[column]?.label ?? column + 1}"`, problem.message)];
    });
    const unknown = branches.has(then)
      ? []
      : [
          about(step, "process.tableBranchMissing", "error", words`Rule ${index + 1} of "${step.title}" leads to no branch. Choose one.`, {
            rule: index + 1,
          }),
        ];
    return [...cells, ...unknown];
  });
  const empty =
    table.inputs.length === 0 || table.rules.length === 0
      ? [about(step, "process.tableEmpty", "error", words`The table of "${step.title}" has no columns or no rules.`)]
      : [];
  const led = new Set(table.rules.map(({ then }) => then));
  const unused = step.branches
    .filter((branch) => branch.when !== null && !led.has(branch.id))
    .map((branch) =>
      about(step, "process.tableBranchUnused", "warning", words`No rule of "${step.title}" leads to "${branch.label}".`, {
        branch: branch.id,
      }),
    );
  return [...empty, ...inputs, ...rules, ...unused];
}

/** The fields that a table reads. */
export function namesInTable({ inputs, rules }: RuleTable): string[] {
  const cells = rules.flatMap(({ when }) => when.map((cell) => compileTests(cell)));
  return [...new Set([...inputs.map(({ expression }) => compileExpression(expression)), ...cells].flatMap(namesIn))].filter(
    (name) => name !== "?",
  );
}
