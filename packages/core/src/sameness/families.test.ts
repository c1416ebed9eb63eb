import { describe, expect, test } from "vitest";
import { groupAlike } from "./families.ts";
import { heavy, lookAlikes, type Noise, normal, score } from "./look-alikes.fixture.ts";
import { found, lettersAlone } from "./measured.fixture.ts";

const proving = process.env["RONDO_PROVE"] === "1";
const seeds = proving ? Array.from({ length: 20 }, (_, index) => index + 1) : [1, 2];

describe.each<[string, Noise, number]>([
  ["normal", normal, 0.96],
  ["heavy", heavy, 0.85],
])("with %s noise", (name, noise, least) => {
  test.each(seeds)("twelve processes in disguise are found among sixty one-offs (seed %i)", (seed) => {
    const planted = lookAlikes(seed, noise);
    const { ari, precision, recall } = score(planted.truth, found(planted));
    console.info(
      `sameness ${name} seed ${seed}: adjusted Rand ${ari.toFixed(3)}, pair precision ${precision.toFixed(4)}, recall ${recall.toFixed(3)}; trigram baseline ${proving || seed === 1 ? lettersAlone(planted, proving).toFixed(3) : "not run"}`,
    );
    expect(ari).toBeGreaterThanOrEqual(least);
    expect(precision).toBeGreaterThanOrEqual(0.99);
  });
});

test("nothing is alike among one-offs alone", () => {
  const planted = lookAlikes(5, normal, { each: 0 });
  expect(groupAlike(planted.cases).groups.filter((group) => group.members.length > 1)).toEqual([]);
});

test("the order of the cases does not matter", () => {
  const planted = lookAlikes(6, normal, { each: 6, alone: 10 });
  const turned = { cases: planted.cases.toReversed(), truth: planted.truth.toReversed() };
  expect(score(found(planted), found(turned).toReversed()).ari).toBeGreaterThan(0.95);
});

test("no cases, empty cases and cases of marks alone are in no group", () => {
  expect(groupAlike([]).groups).toEqual([]);
  const empty = ["", "…", "—"].map((title, at) => ({
    id: String(at),
    name: "",
    people: [],
    steps: title === "" ? [] : [{ title, role: null, started: null, finished: null }],
  }));
  expect(groupAlike(empty).groups.every((group) => group.members.length === 1)).toBe(true);
});
