import { expect, test } from "vitest";
import { groups, type Notice } from "./group.ts";

let count = 0;
const notice = (subjectId: string, more: Partial<Notice> = {}): Notice => ({
  id: `n${(count += 1)}`,
  kind: "commented",
  act: false,
  at: "2026-03-23T10:00:00Z",
  actor: null,
  subjectKind: "task",
  subjectId,
  title: "Scan the atlas",
  read: false,
  why: "yourTask",
  ...more,
});

test("what is said about one thing stands together under the newest of it, unread while one of it is", () => {
  const { act, info } = groups([notice("a", { read: true }), notice("b"), notice("a"), notice("a", { read: true })]);
  expect(act).toEqual([]);
  expect(info.map((group) => [group.notice.subjectId, group.older.length, group.unread])).toEqual([
    ["a", 2, true],
    ["b", 0, true],
  ]);
});

test("what waits for the reader stands apart from information about the same thing, until it is settled", () => {
  const approval = notice("a", { kind: "approval", act: true });
  expect(groups([approval, notice("a")]).act.map((group) => group.notice.id)).toEqual([approval.id]);
  expect(groups([{ ...approval, read: true }]).act).toEqual([]);
});
