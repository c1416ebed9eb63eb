/**
 * A cell that a spreadsheet would compute is written behind an apostrophe, and is itself again when it is read. Numbers are
 * numbers: what only begins as one may go on as a command.
 */
export function uncomputed(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) && !/^[+-]?\d[\d.,]*$/.test(text) ? `'${text}` : text;
}

export function asItWas(text: string): string {
  return text.charCodeAt(0) === 39 && /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
