import { expect, test } from "vitest";
import { allowedOrigins, passkeyPlace } from "./place.ts";

test.each([
  ["https://rondo.example", true],
  ["http://localhost:4180", true],
  ["http://127.0.0.1:4180", false],
  ["http://rondo.example", false],
  ["http://192.0.2.1", false],
  ["https://192.0.2.1", false],
  ["http://[::1]:4180", false],
])("at %s passkeys are offered: %s, and if not it says why", (url, available) => {
  const place = passkeyPlace(url);
  expect(place.available).toBe(available);
  expect(place.why === null).toBe(available);
});

test("at a loopback address all its names are one place, and elsewhere only the public one is", () => {
  expect(allowedOrigins("http://127.0.0.1:4180/")).toEqual(["http://127.0.0.1:4180", "http://localhost:4180", "http://[::1]:4180"]);
  expect(allowedOrigins("https://rondo.example/")).toEqual(["https://rondo.example"]);
});
