type Named = { readonly key: string; readonly label?: string };

const blank = /\{\{([^{}]{1,200})\}\}/g;

/**
 * The text with each `{{key}}` or `{{label}}` of a field replaced by its answer (labels whatever their case); a field
 * without one leaves nothing, what is no field stays.
 */
export function fillIn(text: string, fields: Iterable<Named>, answers: Readonly<Record<string, unknown>>): string {
  const known = [...fields];
  return text.replaceAll(blank, (whole, name: string) => {
    const key = keyNamed(name.trim(), known);
    if (key === null) return whole;
    const answer = Object.hasOwn(answers, key) ? answers[key] : undefined;
    return answer === undefined || answer === null ? "" : said(answer);
  });
}

/** What the blanks of a text name, in their order. */
export function blanksIn(text: string): string[] {
  return Array.from(text.matchAll(blank), ([, name = ""]) => name.trim()).filter((name) => name !== "");
}

/** The text with what stands in each of its blanks, braces and all, changed. */
export function mapBlanks(text: string, change: (whole: string) => string): string {
  return text.replaceAll(blank, (whole) => change(whole));
}

/** The key of the field that a blank names, by its key or else by its label. */
export function keyNamed(name: string, fields: readonly Named[]): string | null {
  const spoken = name.toLowerCase();
  return (fields.find(({ key }) => key === name) ?? fields.find(({ label }) => label?.trim().toLowerCase() === spoken))?.key ?? null;
}

/** Lists with commas between, tables row by row. */
function said(answer: unknown): string {
  if (!Array.isArray(answer)) return String(answer);
  const isTable = answer.some((one) => typeof one === "object");
  return answer
    .map((one) =>
      typeof one === "object" && one !== null
        ? Object.values(one)
            .map((cell) => String(cell ?? ""))
            .join(", ")
        : String(one),
    )
    .join(isTable ? "; " : ", ");
}
