import { expect, test } from "vitest";
import { chordMilliseconds, keyReader, nameOf } from "./keys.ts";

const press = (key: string, more: Partial<Parameters<typeof nameOf>[0]> = {}) => ({ key, mod: false, shift: false, alt: false, ...more });
const offered = [{ keys: "g d" }, { keys: "d" }, { keys: "mod+k" }, { keys: "?" }, { keys: "shift+e" }, {}];

test("a key alone means its action, and a chord wins over the second key alone", () => {
  const read = keyReader();
  expect(read(press("d"), offered, 0)).toBe(offered[1]);
  expect(read(press("g"), offered, 10)).toBe("chord");
  expect(read(press("d"), offered, 500)).toBe(offered[0]);
  expect(read(press("d"), offered, 600)).toBe(offered[1]);
});

test("a chord that takes too long is forgotten", () => {
  const read = keyReader();
  read(press("g"), offered, 0);
  expect(read(press("d"), offered, chordMilliseconds + 1)).toBe(offered[1]);
});

test("shift is named with letters and long keys, not with signs that need it anyway", () => {
  expect(nameOf(press("?", { shift: true }))).toBe("?");
  expect(nameOf(press("E", { shift: true }))).toBe("shift+e");
  expect(nameOf(press("K", { mod: true }))).toBe("mod+k");
  expect(nameOf(press("Enter", { mod: true, shift: true }))).toBe("mod+shift+enter");
});

test("what nobody offers means nothing", () => {
  expect(keyReader()(press("z"), offered, 0)).toBeNull();
  expect(keyReader()(press("d", { mod: true }), offered, 0)).toBeNull();
});
