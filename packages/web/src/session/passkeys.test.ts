import { expect, test } from "vitest";
import { isName } from "./passkeys.ts";

test.each([
  ["localhost", true],
  ["rondo.lindgren.example", true],
  ["127.0.0.1", false],
  ["[::1]", false],
  ["::1", false],
  ["10.0.0.8", false],
])("%s is a name: %s", (host, name) => {
  expect(isName(host)).toBe(name);
});
