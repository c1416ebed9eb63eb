import { createHash } from "node:crypto";
import { zeroBits } from "@rondo/core/kernel";
import { expect, test } from "vitest";
import { proofFor } from "./work.ts";

test.each([0, 7, 13])("what is found for %i bits is what the server looks at", async (bits) => {
  const proof = await proofFor("1764590000.abc.seal", bits);
  expect(zeroBits(createHash("sha256").update(`1764590000.abc.seal.${proof}`).digest())).toBeGreaterThanOrEqual(bits);
});
