/** An answer that is JSON already, as the database wrote it: a hundred thousand values are not read to be written again. */
export class Written {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }
}

/** For a handler, whose answer it is; whoever looks at answers before they are sent finds `Written`. */
export function written<Answer>(json: string): Answer {
  return new Written(json) as Answer;
}
