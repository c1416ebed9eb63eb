/** In every runtime Rondo has, but not in the language's own type library. */
declare class TextEncoder {
  encode(text: string): Uint8Array;
}

export function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
