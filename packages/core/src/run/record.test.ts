import { expect, test } from "vitest";
import { type RunEvent, eventOf, recordOf } from "./index.ts";

const done: RunEvent = { type: "extra.completed", at: 1_790_000_000_000, by: "ines", task: "t1" };

test("what a journal keeps of an event does not say its kind and its actor twice, and gives the event back", () => {
  expect(recordOf(done, "ines")).toEqual({ at: done.at, task: "t1" });
  expect(eventOf({ name: done.type, actor: "ines", data: recordOf(done, "ines") })).toEqual(done);
});

test("somebody other than whoever acted is kept, and so is nobody", () => {
  for (const by of ["tomas", null]) {
    const event = { ...done, by };
    expect(eventOf({ name: event.type, actor: "ines", data: recordOf(event, "ines") })).toEqual(event);
  }
});

test("a row from when both stood in its data is read as it says", () => {
  expect(eventOf({ name: done.type, actor: "mei", data: { ...done } })).toEqual(done);
});
