import { expect, test } from "vitest";
import type { JournalEvent } from "../journal/index.ts";
import { apply } from "./rules.ts";

const [run, tomas] = ["01920000-0000-7000-8000-000000000001", "01920000-0000-7000-8000-000000000002"];
const mark = (seq: string, what: string): JournalEvent => ({
  epoch: "1",
  xid: seq,
  seq,
  name: "escalation.made",
  at: "2026-03-02T09:00:00.000Z",
  actor_id: null,
  subject_kind: "escalation",
  subject_id: run,
  version: 1,
  home_kind: "run",
  home_id: run,
  data: { what, people: [tomas] },
});
const facts = () => ({ run: { id: run, title: "Digitise a volume", requesterId: null, processOwner: null } });

test("a clock's warning and its breach are two notices, read together or one after the other", () => {
  const marks = [mark("1", "warned"), mark("2", "broken")];
  expect(apply(marks, facts)).toEqual(marks.flatMap((one) => apply([one], facts)));
  expect(apply(marks, facts)).toHaveLength(2);
});
