import { type Finding, words } from "../../kernel/index.ts";
import type { Definition } from "../definition.ts";

/** Messages that start a run: each once, and each beside the first with a way of the start form that it means. */
export function checkStarts({ fields, intake, startMessage, otherStarts = [] }: Definition): Finding[] {
  return otherStarts.flatMap(({ message, key, value }, index): Finding[] => {
    const finding = (code: string, text: ReturnType<typeof words>): Finding => ({ code, severity: "error", ...text, params: { message } });
    const name = message.trim();
    if (name === "") return [finding("process.startUnnamed", words`A message that starts a run has no name yet.`)];
    if (name === startMessage || otherStarts.findIndex((one) => one.message === message) < index)
      return [finding("process.startTwice", words`The message "${name}" starts a run twice.`)];
    const field = intake.includes(key) ? fields.find((one) => one.key === key) : undefined;
    return field?.kind === "choice" && field.choices?.includes(value) === true
      ? []
      : [finding("process.startWithoutWay", words`The message "${name}" starts a run, but not yet with a choice of the start form.`)];
  });
}
