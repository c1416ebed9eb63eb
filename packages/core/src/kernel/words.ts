/**
 * A sentence in parts, so that it can be said in another language: the English text with `{0}`, `{1}` … where the
 * values go. A translation is found by the text itself, so nobody has to invent a name for each of some hundred sentences.
 */
export type Sentence = { readonly text: string; readonly values: readonly (string | number | Sentence)[] };

/** What is said, in English and in parts. */
export type Words = { readonly message: string; readonly said: Sentence };

/** The same where it may come from somebody else, or was kept before sentences had parts: then it is said as it is. */
export type Told = { readonly message: string; readonly said?: Sentence };

/** words`${count} cards name a list that is not in the file.` A value that is words itself is translated by itself. */
export function words(texts: TemplateStringsArray, ...values: readonly (string | number | Told)[]): Words {
  const cooked = texts.map((text) => text ?? "");
  return {
    message: cooked.reduce((said, text, index) => said + spoken(values[index - 1]) + text),
    said: {
      text: cooked.reduce((said, text, index) => `${said}{${index - 1}}${text}`),
      values: values.map((value) => (isTold(value) ? (value.said ?? value.message) : typeof value === "number" ? value : String(value))),
    },
  };
}

function spoken(value: string | number | Told | undefined): string {
  return value === undefined ? "" : isTold(value) ? value.message : String(value);
}

/** What comes out of a file is not always of the type that it is said to be. */
function isTold(value: string | number | Told): value is Told {
  return typeof value === "object" && value !== null && "message" in value;
}

/** Only what was said, of something that says more: to be kept. */
export function toldBy({ message, said }: Told): Told {
  return said === undefined ? { message } : { message, said };
}
