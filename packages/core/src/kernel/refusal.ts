/**
 * An expected "no". Thrown by commands and by readers of foreign files, mapped once to `application/problem+json`.
 * `code` is one of the table in `@rondo/contract` (`refusals`), which holds its HTTP status, its sentence and what to
 * do next; `params` fill that sentence.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;

  constructor(code: string, params: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}
