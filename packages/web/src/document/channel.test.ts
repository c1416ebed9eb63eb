import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { Problem } from "../api/index.ts";
import { fromBase64, toBase64 } from "./bytes.ts";
import { type ChannelState, openChannel } from "./channel.ts";
import type { Kept } from "./kept.ts";

/** A server and a device whose faults the test decides on. */
function pretended() {
  const kept: Uint8Array[] = [];
  const server = {
    kept,
    away: false,
    losesAnswer: false,
    gone: false,
    full: false,
    push: async (update: string): Promise<{ seq: number }> => {
      if (server.away) throw new Problem("unreachable", 0, "", "");
      if (server.gone) throw new Problem("document_not_found", 404, "", "");
      if (server.full) throw new Problem("document_full", 413, "", "");
      kept.push(fromBase64(update));
      if (server.losesAnswer) throw new Problem("unreachable", 0, "", "");
      return { seq: kept.length };
    },
    pull: async (after: number) => {
      if (server.away) throw new Problem("unreachable", 0, "", "");
      if (server.gone) throw new Problem("document_not_found", 404, "", "");
      return { seq: kept.length, updates: kept.slice(after).map(toBase64) };
    },
    text: () => textOf(kept.reduce((doc, update) => (Y.applyUpdate(doc, update), doc), new Y.Doc())),
  };
  return server;
}

function device(): Kept & { whole: Map<string, { state: Uint8Array; seq: number }>; unsent: Map<number, Uint8Array> } {
  const whole = new Map<string, { state: Uint8Array; seq: number }>();
  const unsent = new Map<number, Uint8Array>();
  let next = 0;
  return {
    whole,
    unsent,
    load: async (id) => ({
      state: whole.get(id)?.state ?? null,
      seq: whole.get(id)?.seq ?? 0,
      unsent: [...unsent].map(([id, update]) => ({ id, update })),
    }),
    add: async (_, update) => (unsent.set((next += 1), update), next),
    drop: async (ids) => ids.forEach((id) => unsent.delete(id)),
    keep: async (id, state, seq) => void whole.set(id, { state, seq }),
    forget: async (id) => void whole.delete(id),
  };
}

const textOf = (doc: Y.Doc): string => doc.getText("content").toString();

function opened(server: ReturnType<typeof pretended>, kept: Kept, mayWrite = true) {
  const states: ChannelState[] = [];
  const waiting: (() => void)[] = [];
  const channel = openChannel({
    documentId: "d",
    pull: server.pull,
    push: server.push,
    kept,
    mayWrite: () => mayWrite,
    judge: (error) => {
      const problem = error as Problem;
      return problem.code === "unreachable"
        ? "later"
        : problem.code === "document_not_found"
          ? "gone"
          : problem.code === "update_incomplete"
            ? "incomplete"
            : problem;
    },
    later: (work) => {
      waiting.push(work);
      return () => void waiting.splice(waiting.indexOf(work), waiting.includes(work) ? 1 : 0);
    },
    onState: (state) => states.push(state),
  });
  return {
    channel,
    states,
    write: (at: number, words: string) => channel.doc.getText("content").insert(Math.min(at, channel.doc.getText("content").length), words),
    turn: async () => {
      for (const work of waiting.splice(0)) work();
      await channel.sync();
    },
  };
}

test("what is written without a connection is sent when there is one, also after the page was closed", async () => {
  const server = pretended();
  const kept = device();
  const one = opened(server, kept);
  await one.channel.open();
  one.write(0, "Gloves on. ");
  await one.turn();
  expect([server.text(), one.channel.state(), kept.unsent.size]).toEqual(["Gloves on. ", "saved", 0]);
  server.away = true;
  one.write(11, "Both hands.");
  await one.turn();
  expect(one.channel.state()).toBe("waiting");
  one.channel.close();
  const later = opened(server, kept);
  await later.channel.open();
  expect(textOf(later.channel.doc)).toBe("Gloves on. Both hands.");
  server.away = false;
  await later.turn();
  expect([server.text(), later.channel.state(), kept.unsent.size]).toEqual(["Gloves on. Both hands.", "saved", 0]);
});

test("who is let go while the document is open is told, writes no more, and keeps nothing of it", async () => {
  const server = pretended();
  const kept = device();
  const one = opened(server, kept);
  await one.channel.open();
  one.write(0, "Secret");
  await one.turn();
  server.gone = true;
  await one.channel.sync();
  expect([one.states.at(-1), kept.whole.size]).toEqual(["ended", 0]);
});

test("a no to what was written leaves the words where they are, and is over once they are taken back", async () => {
  const server = pretended();
  const one = opened(server, device());
  await one.channel.open();
  server.full = true;
  one.write(0, "Too much");
  await one.turn();
  expect([one.channel.state(), textOf(one.channel.doc)]).toEqual(["refused", "Too much"]);
  server.full = false;
  one.channel.doc.getText("content").delete(0, 8);
  await one.turn();
  expect([one.channel.state(), server.text()]).toEqual(["saved", ""]);
});

test("who may only read sends nothing, whatever their editor does", async () => {
  const server = pretended();
  const one = opened(server, device(), false);
  await one.channel.open();
  one.write(0, "x");
  await one.turn();
  expect(server.kept).toEqual([]);
});

test("whatever fails between, two browsers and the server end with the same words", async () => {
  const act = fc.record({
    who: fc.nat(1),
    does: fc.constantFrom("write", "write", "write", "turn", "away", "back", "lose answer", "close"),
    at: fc.nat(20),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
      const server = pretended();
      const devices = [device(), device()] as const;
      const browsers = devices.map((kept) => opened(server, kept));
      for (const { channel } of browsers) await channel.open();
      let letters = 0;
      for (const { who, does, at } of acts) {
        const browser = browsers[who] as (typeof browsers)[number];
        if (does === "write") {
          browser.write(at, "x");
          letters += 1;
        } else if (does === "turn") await browser.turn();
        else if (does === "away") server.away = true;
        else if (does === "back") {
          server.away = false;
          server.losesAnswer = false;
        } else if (does === "lose answer") server.losesAnswer = true;
        else {
          await new Promise((done) => setImmediate(done));
          browser.channel.close();
          browsers[who] = opened(server, devices[who] as Kept);
          await browsers[who]?.channel.open();
        }
      }
      server.away = false;
      server.losesAnswer = false;
      for (let turn = 0; turn < 2; turn += 1) for (const browser of browsers) await browser.turn();
      expect(browsers.map(({ channel }) => textOf(channel.doc))).toEqual([server.text(), server.text()]);
      expect(server.text()).toBe("x".repeat(letters));
    }),
    { numRuns: 150 },
  );
});

test("others' words that come with the news need not be asked for; where some are missing, all of them are", async () => {
  const server = pretended();
  let pulls = 0;
  const pull = server.pull;
  server.pull = async (after) => {
    pulls += 1;
    return pull(after);
  };
  const [writer, reader] = [opened(server, device()), opened(server, device())];
  await writer.channel.open();
  await reader.channel.open();
  const write = async (words: string) => {
    writer.write(1_000, words);
    await writer.turn();
  };
  const told = (from: number) => reader.channel.news(server.kept.length, server.kept.slice(from).map(toBase64));
  await write("Gloves on. ");
  const before = pulls;
  told(0);
  expect([textOf(reader.channel.doc), pulls]).toEqual(["Gloves on. ", before]);
  await write("Both hands. ");
  await write("Slowly. ");
  told(0); // what is there already comes again with what is new
  expect(textOf(reader.channel.doc)).toBe("Gloves on. Both hands. Slowly. ");
  await write("Put it down. ");
  await write("Breathe.");
  const asked = pulls;
  told(4);
  await reader.channel.sync();
  expect(pulls).toBeGreaterThan(asked);
  expect(textOf(reader.channel.doc)).toBe("Gloves on. Both hands. Slowly. Put it down. Breathe.");
});
