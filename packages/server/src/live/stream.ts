import { operations } from "@rondo/contract";
import { type Route, asStream, refuse } from "../http/index.ts";
import { type Cursor, type JournalEvent, parseCursor, showCursor } from "../journal/index.ts";
import { type Listener, isBefore } from "./reader.ts";
import type { Streams } from "./streams.ts";

/** Slower readers than this are cut off and resume by cursor. */
const bufferLimit = 256 * 1024;
const streamsPerPerson = 20;

export function streamRoute(streams: Streams): Route {
  return asStream(operations.streamEvents, async ({ actor, query, request, reply, sessionHash, keyId, system }) => {
    const given = request.headers["last-event-id"] ?? query.after;
    const after = typeof given === "string" && given !== "" ? parseCursor(given) : null;
    if (streams.count(actor.personId) >= streamsPerPerson) refuse("too_many_requests", { seconds: 10 });
    reply.hijack();
    const out = reply.raw;
    out.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
      connection: "keep-alive",
    });
    out.write("retry: 1000\n\n");
    if (streams.closed()) {
      out.end(endFrame("stopping"));
      return reply;
    }
    // A cursor of before a restore means nothing now: the reader must read everything again.
    const resync = after !== null && after.epoch !== String(system.database.epoch);
    if (resync) out.write("event: resync\ndata: {}\n\n");

    let last: Cursor | null = resync ? null : after;
    const finish = (): void => {
      clearInterval(heartbeat);
      leave();
      out.end();
    };
    const listener: Listener = {
      personId: actor.personId,
      sessionHash,
      keyId,
      startOver() {
        last = null;
        out.write("event: resync\ndata: {}\n\n");
      },
      deliver(events) {
        const fresh = events.filter((event) => last === null || isBefore(last, event));
        if (fresh.length === 0) return;
        last = fresh.at(-1) as JournalEvent;
        out.write(fresh.map(frame).join(""));
        if (out.writableLength > bufferLimit) out.destroy();
      },
      whisper(whispers) {
        out.write(whispers.map((one) => `event: whisper\ndata: ${JSON.stringify(one)}\n\n`).join(""));
        if (out.writableLength > bufferLimit) out.destroy();
      },
      end(reason) {
        out.write(endFrame(reason));
        finish();
      },
    };
    let leave = (): void => undefined;
    const heartbeat = setInterval(() => out.write(": still here\n\n"), 15_000).unref();
    out.on("close", finish);
    const opened = await streams.open(actor.workspaceId, listener, last).catch((error: unknown) => {
      request.log.warn({ err: error }, "stream not opened");
      out.destroy();
      return null;
    });
    leave = opened?.leave ?? leave;
    // So that a connection lost before the first event is resumed where it began.
    if (opened !== null && last === null) out.write(`id: ${showCursor(opened.at)}\nevent: ready\ndata: {}\n\n`);
    if (out.destroyed) leave();
    return reply;
  });
}

function endFrame(reason: string): string {
  return `event: end\ndata: ${JSON.stringify({ reason })}\n\n`;
}

/** What changed, not how: the screen asks for what it shows. Nothing in here that the reader may not see. */
function frame(event: JournalEvent): string {
  const data = {
    cursor: showCursor(event),
    name: event.name,
    subjectKind: event.subject_kind,
    subjectId: event.subject_id,
    homeKind: event.home_kind,
    homeId: event.home_id,
    version: event.version,
    at: event.at,
    actor: event.actor_id,
  };
  return `id: ${data.cursor}\nevent: change\ndata: ${JSON.stringify(data)}\n\n`;
}
