/** The text with `{{key}}` replaced by the field's answer; a field without one leaves nothing, what is no field stays. */
export function fillIn(
  text: string,
  fields: Iterable<{ readonly key: string }>,
  answers: Readonly<Record<string, unknown>>,
): string {
  const keys = new Set(Array.from(fields, ({ key }) => key));
  return text.replaceAll(/\{\{\s*([^{}\s]+)\s*\}\}/g, (whole, key: string) => {
    if (!keys.has(key)) return whole;
    const answer = Object.hasOwn(answers, key) ? answers[key] : undefined;
    return answer === undefined || answer === null ? "" : said(answer);
  });
}

/** Lists with commas between, tables row by row. */
function said(answer: unknown): string {
  if (!Array.isArray(answer)) return String(answer);
  const isTable = answer.some((one) => typeof one === "object");
  return answer.map((one) => (typeof one === "object" && one !== null ? Object.values(one).map((cell) => String(cell ?? "")).join(", ") : String(one))).join(isTable ? "; " : ", ");
}
