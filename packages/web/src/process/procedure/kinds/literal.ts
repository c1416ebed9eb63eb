/** A text that is written out, as an expression. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** The text of an expression that is nothing but one; null where it is more. */
export function fixedText(expression: string): string | null {
  if (!/^\s*"(?:[^"\\]|\\.)*"\s*$/s.test(expression)) return null;
  try {
    return JSON.parse(expression) as string;
  } catch {
    return null;
  }
}
