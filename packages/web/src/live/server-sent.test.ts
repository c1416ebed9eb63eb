import fc from "fast-check";
import { expect, test } from "vitest";
import { type Message, messageReader } from "./server-sent.ts";

const stream =
  ': hello\n\nid: 1\nevent: task.completed\ndata: {"a":\ndata: 1}\n\ndata:no space\r\n\r\nevent: reset\ndata: x\r\rid: 9\ndata\n\n';
const messages: Message[] = [
  { event: "task.completed", data: '{"a":\n1}', id: "1" },
  { event: "message", data: "no space", id: null },
  { event: "reset", data: "x", id: null },
  { event: "message", data: "", id: "9" },
];

test("however the text is cut, the same messages come out", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 12 }), (cuts) => {
      const got: Message[] = [];
      const read = messageReader((message) => got.push(message));
      const at = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
      for (let index = 1; index < at.length; index += 1) read(stream.slice(at[index - 1], at[index]));
      expect(got).toEqual(messages);
    }),
  );
});
