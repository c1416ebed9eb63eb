import { expect, test } from "vitest";
import { queryOf } from "./mined.ts";
import { logSearch } from "./search.ts";

test("how a log is shown stands in the address, and the server is asked for the log alone", () => {
  const search = logSearch({ steps: true, table: true, shown: 80, noise: 0.1, from: "2026-03-01", through: "Scan" });
  expect(search).toMatchObject({ steps: true, table: true, shown: 80 });
  expect(queryOf(search)).toEqual({ noise: 0.1, from: "2026-03-01", through: "Scan" });
});

test("a filter that is half chosen is not asked for", () => {
  expect(queryOf({ attribute: "what", then: "Deliver" })).toEqual({ noise: 0.2 });
});
