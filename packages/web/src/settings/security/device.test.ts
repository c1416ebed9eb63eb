import { expect, test } from "vitest";
import { deviceOf } from "./device.ts";

test("a browser that names its rivals as well is told by its own name", () => {
  const chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
  expect(deviceOf(chrome)).toEqual({ browser: "Chrome", system: "Windows" });
  expect(deviceOf(`${chrome} Edg/141.0`)).toEqual({ browser: "Edge", system: "Windows" });
  expect(
    deviceOf(
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
    ),
  ).toEqual({ browser: "Safari", system: "iOS" });
});

test("what says nothing is not guessed at", () => {
  expect(deviceOf(null)).toBeNull();
  expect(deviceOf("rondo-export")).toBeNull();
});
