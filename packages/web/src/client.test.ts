import { expect, test } from "vitest";
import { Problem } from "./api/index.ts";
import { makeClient } from "./client.ts";

const queryKey = ["w", "lindgren", "GET /projects/:p"];

async function after(error: Problem) {
  const client = makeClient(() => undefined);
  await client.fetchQuery({ queryKey, queryFn: () => Promise.resolve("the rare-books room") });
  await client.fetchQuery({ queryKey, queryFn: () => Promise.reject(error), staleTime: 0, retry: false }).catch(() => undefined);
  const { data, error: said } = client.getQueryState(queryKey) ?? {};
  client.clear();
  return { data, said };
}

test("what is gone or may be seen no more leaves the screen when that is known", async () => {
  for (const status of [403, 404, 410]) {
    const refusal = new Problem("not_found", status, "Nothing here", "Check the address.");
    expect(await after(refusal)).toEqual({ data: undefined, said: refusal });
  }
});

test("without a connection what was read stays on the screen", async () => {
  const { data } = await after(new Problem("unreachable", 0, "Rondo can't be reached", "Check the connection."));
  expect(data).toBe("the rare-books room");
  expect((await after(new Problem("internal", 500, "It failed", "Try again."))).data).toBe("the rare-books room");
});
