import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { refuse } from "./problem.ts";

const piece = 65_536;

/**
 * A file, or the one part of it that is asked for (a film is sought in), sent as long as whoever gets it may have it: that
 * is asked again every half second that it takes, and a no breaks it off.
 */
export function sendingWhile(request: FastifyRequest, reply: FastifyReply, bytes: Buffer, mayStill: () => Promise<boolean>): Readable {
  const part = partOf(request.headers.range, bytes.length);
  void reply.header("accept-ranges", "bytes").header("content-length", part.to - part.from);
  if (part.to - part.from < bytes.length) void reply.code(206).header("content-range", `bytes ${part.from}-${part.to - 1}/${bytes.length}`);
  let asked = Date.now();
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = part.from; at < part.to; at += piece) {
      if (Date.now() - asked > 500) {
        if (!(await mayStill())) throw new Error("the right to this file ended");
        asked = Date.now();
      }
      yield bytes.subarray(at, Math.min(at + piece, part.to));
    }
  }
  return Readable.from(pieces(), { objectMode: false });
}

/** From and to (beyond the last). One range alone is answered; a unit that is unknown is as none. */
function partOf(range: string | undefined, size: number): { from: number; to: number } {
  if (range === undefined || !/^bytes=/i.test(range)) return { from: 0, to: size };
  const [, first = "", last = ""] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(range) ?? [];
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  if ((first === "" && (last === "" || Number(last) === 0)) || from >= to) refuse("range_not_satisfiable", { size });
  return { from, to };
}
