/** The text is no expression we evaluate; `column` counts from 1. Never leaves this folder. */
export class Unreadable extends Error {
  readonly code: string;
  readonly column: number;

  constructor(code: string, message: string, column: number) {
    super(message);
    this.code = code;
    this.column = column;
  }
}
