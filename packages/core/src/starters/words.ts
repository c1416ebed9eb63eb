import type { Starter } from "./write.ts";

/** By which names a procedure keeps what people read. Keys, ids and conditions are what they are in every language. */
const read = new Set(["name", "about", "title", "label", "purpose", "help", "instructions", "message"]);

/** A procedure in other words; what a condition asks of a choice is asked by the choice's new name. */
export function inWords(starter: Starter, words: Readonly<Record<string, string>>): Starter {
  const say = (text: string): string => words[text] ?? text;
  const choices = new Set(starter.definition.fields.flatMap((field) => field.choices ?? []));
  const said = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) return key === "choices" ? value.map((choice) => say(String(choice))) : value;
    if (typeof value !== "string") return value;
    if (key === "when")
      return value.replaceAll(/"([^"]*)"/g, (quoted, choice: string) => (choices.has(choice) ? `"${say(choice)}"` : quoted));
    return read.has(key) ? say(value) : value;
  };
  return JSON.parse(JSON.stringify(starter), said) as Starter;
}

/** Every text of a procedure that somebody reads. */
export function textsOf(starter: Starter): ReadonlySet<string> {
  const texts = new Set<string>();
  const look = (key: string, value: unknown): unknown => {
    if (typeof value === "string" && value !== "" && read.has(key)) texts.add(value);
    if (key === "choices") for (const choice of value as readonly string[]) texts.add(choice);
    return value;
  };
  JSON.parse(JSON.stringify(starter), look);
  return texts;
}
