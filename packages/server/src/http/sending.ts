import { Readable } from "node:stream";

const piece = 65_536;

/** A file, sent as long as whoever gets it may have it: asked again every half second that it takes, and broken off at a no. */
export function sendingWhile(bytes: Buffer, mayStill: () => Promise<boolean>): Readable {
  let asked = Date.now();
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += piece) {
      if (Date.now() - asked > 500) {
        if (!(await mayStill())) throw new Error("the right to this file ended");
        asked = Date.now();
      }
      yield bytes.subarray(at, at + piece);
    }
  }
  return Readable.from(pieces(), { objectMode: false });
}
