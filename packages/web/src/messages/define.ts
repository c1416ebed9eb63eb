/**
 * The texts of one slice in English, which is the source. They live beside the screens that say them
 * (`src/<slice>/en.ts`) and travel in the same chunk, so the first screen does not carry everybody's words.
 */
export type Messages<Key extends string = string> = { readonly slice: string; readonly texts: Readonly<Record<Key, string>> };

export function defineMessages<Key extends string>(slice: string, texts: Readonly<Record<Key, string>>): Messages<Key> {
  return { slice, texts };
}
