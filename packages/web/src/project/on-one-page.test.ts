import { expect, test } from "vitest";
import { onOnePage } from "./on-one-page.ts";
import type { Plan } from "./project.ts";

test("where nothing is critical it says whether nothing is open, what is critical is late already, or no open task is", () => {
  const why = (...rows: Parameters<typeof planOf>): string => onOnePage(planOf(...rows), "2026-03-10").whyNoneCritical;
  expect(why()).toBe("criticalNone");
  expect(why({ finish: "2026-03-09T17:00", critical: true, done: true })).toBe("criticalNone");
  expect(why({ finish: "2026-03-09T17:00", critical: true }, { finish: "2026-03-12T17:00" })).toBe("criticalLate");
  expect(why({ finish: "2026-03-09T17:00" }, { finish: "2026-03-12T17:00" })).toBe("criticalFree");
});

function planOf(...rows: { finish: string; critical?: boolean; done?: boolean }[]): Pick<Plan, "entries" | "tasks" | "finish"> {
  return {
    finish: "2026-03-12T17:00",
    tasks: rows.map(({ done }, at) => ({ id: String(at), completion: done ? { at: "" } : null, closedAs: null, plan: null })),
    entries: rows.map(({ finish, critical }, at) => ({ taskId: String(at), finish, critical: critical === true, summary: false })),
  } as unknown as Plan;
}
