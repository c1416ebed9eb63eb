import { describe, expect, test } from "vitest";
import { groupAlike } from "./families.ts";
import { averageLinkage } from "./linkage.ts";
import { heavy, lookAlikes, type Noise, normal, type Planted, score, trigrams } from "./look-alikes.fixture.ts";

const proving = process.env["RONDO_PROVE"] === "1";
const seeds = proving ? Array.from({ length: 20 }, (_, index) => index + 1) : [1, 2];

function found(planted: Planted): string[] {
  const labels = planted.cases.map(() => "");
  for (const [name, group] of groupAlike(planted.cases).groups.entries()) for (const member of group.members) labels[member] = String(name);
  return labels;
}

/** The trigram baseline at its best cut, which it could not know. */
function baseline(planted: Planted): number {
  const alike = trigrams(planted.cases);
  const scores = (proving ? [0.2, 0.25, 0.3, 0.35, 0.4, 0.45] : [0.35]).map((cut) => {
    const labels = planted.cases.map(() => "");
    for (const [name, group] of averageLinkage(planted.cases.length, alike, cut).entries())
      for (const member of group) labels[member] = String(name);
    return score(planted.truth, labels).ari;
  });
  return Math.max(...scores);
}

describe.each<[string, Noise, number]>([
  ["normal", normal, 0.96],
  ["heavy", heavy, 0.85],
])("with %s noise", (name, noise, least) => {
  test.each(seeds)("twelve processes in disguise are found among sixty one-offs (seed %i)", (seed) => {
    const planted = lookAlikes(seed, noise);
    const { ari, precision, recall } = score(planted.truth, found(planted));
    console.info(
      `sameness ${name} seed ${seed}: adjusted Rand ${ari.toFixed(3)}, pair precision ${precision.toFixed(4)}, recall ${recall.toFixed(3)}; trigram baseline ${proving || seed === 1 ? baseline(planted).toFixed(3) : "not run"}`,
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
