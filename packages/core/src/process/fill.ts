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
    return answer === undefined || answer === null ? "" : String(answer);
  });
}
