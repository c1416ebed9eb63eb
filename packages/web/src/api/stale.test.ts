import { expect, test } from "vitest";
import { Problem } from "./problem.ts";
import { heldBack } from "./held-back.ts";
import { clashing, presentVersion } from "./stale.ts";

const stale = (now: object) => new Problem("version_stale", 412, "", "", { current: 9, now });
const base = { title: "Boxes", ownerId: "ines" };

test("a change goes out on the present version when what moved it on was something else, or set the same", () => {
  const now = { title: "Boxes", owner: { id: "tomas" }, notes: "new" };
  expect(presentVersion(stale(now), { body: { title: "Big boxes" }, base })).toBe(9);
  expect(presentVersion(stale(now), { body: { ownerId: "tomas" }, base })).toBe(9);
});

test("what two people set differently is asked, and so is what is not known to stand", () => {
  const now = { title: "Crates", owner: { id: "tomas" } };
  expect(presentVersion(stale(now), { body: { title: "Big boxes", ownerId: "mira" }, base })).toBeNull();
  expect(clashing({ body: { title: "Big boxes", ownerId: "mira" }, base }, now)).toEqual(["title", "ownerId"]);
  expect(presentVersion(stale(now), { body: { afterId: "x" }, base })).toBeNull();
  expect(presentVersion(stale(now), { body: { title: "Big boxes" } })).toBeNull();
});

test("of what is refused at once, words that would go with their form are kept; what can be mended in the form is not", () => {
  const on = (body: unknown) => ({ params: { t: "t1" }, body });
  const closed = new Problem("task_closed", 409, "", "");
  expect(heldBack(closed, "PUT /tasks/:t/completion", on({ answers: { signature: "Rara 12" } }))).toBe(true);
  expect(heldBack(closed, "PUT /tasks/:t/decision", on({ verdict: "approve", comment: "" }))).toBe(false);
  // Who takes a step that somebody else has by now hears of it, and has lost nothing.
  expect(heldBack(closed, "PUT /tasks/:t/assignee", on({ personId: "01a22dd2-90b6-7f6a-97e4-e8ecbd07e214" }))).toBe(false);
  expect(heldBack(closed, "POST /tasks", { body: { title: "Boxes" } })).toBe(false);
  expect(heldBack(new Problem("invalid_request", 422, "", ""), "PUT /tasks/:t/completion", on({ answers: { a: "x" } }))).toBe(false);
});
