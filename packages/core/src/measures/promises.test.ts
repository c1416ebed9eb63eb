import { expect, test } from "vitest";
import { Place } from "./place.ts";
import { keptRecord, type Passage, replay, type Told } from "./promises.ts";
import { seeded } from "./random.ts";

const day = 86_400_000;

/** Runs of two steps, one begun after the other; each step takes about as long as `long` says. */
function passagesOf(count: number, seed: number, long: (run: number) => number = () => 1): Passage[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, run) => {
    const begin = run * day * (0.5 + random() / 2);
    const [first, second] = [0, 1].map(() => -Math.log(1 - random()) * day * long(run)) as [number, number];
    return {
      places: [
        { at: begin, standing: { state: "Fetch", ageMillis: 0, step: 0 } },
        { at: begin + first, standing: { state: "Scan", ageMillis: first, step: 1 } },
      ],
      endedAt: begin + first + second,
    };
  });
}

function toldOf(passages: readonly Passage[], now: number): Told[] {
  const told: Told[] = [];
  replay(passages, now, (one) => told.push(one));
  return told;
}

const never = Number.POSITIVE_INFINITY;

test("nothing is promised from what was not known yet: what comes later changes no promise before it", () => {
  const whole = passagesOf(300, 3);
  const now = 120 * day;
  const cut = whole
    .map(({ places, endedAt }) => ({ places: places.filter(({ at }) => at <= now), endedAt: endedAt! <= now ? endedAt : null }))
    .filter(({ places }) => places.length > 0);
  const before = toldOf(whole, never).filter(({ at }) => at <= now);
  expect(before.filter(({ promised }) => promised !== null).length).toBeGreaterThan(100);
  expect(toldOf(cut, now).map(({ at, promised }) => ({ at, promised }))).toEqual(before.map(({ at, promised }) => ({ at, promised })));
});

test("where work goes on as it did, promises are kept as often as they say, also those made while a run stands in its place", () => {
  for (const seed of [1, 2, 3]) {
    const passages = passagesOf(1_500, seed);
    const { levels } = keptRecord(passages, toldOf(passages, never), never);
    for (const { level, share, says } of levels) {
      expect(Math.abs(share!.mean - level)).toBeLessThan(0.04);
      expect(says).toBe("as said");
    }
  }
  const passages = passagesOf(1_500, 4);
  const kept = [0, 0, 0];
  let asked = 0;
  for (let run = 500; run < 1_500; run += 5) {
    const { places, endedAt } = passages[run]!;
    const [{ at, standing }, now] = [places[0]!, places[0]!.at + day / 2];
    if (places[1]!.at <= now) continue;
    const known = passages.slice(run - 300, run + 1).map((other) => ({
      places: other.places.filter((place) => place.at < now),
      endedAt: other.endedAt! < now ? other.endedAt : null,
    }));
    const promised = replay(known, now, () => undefined).promise(standing, (since) => now - since, now - at)!;
    asked += 1;
    for (const [level, bound] of [promised.p50, promised.p80, promised.p95].entries()) if (endedAt! - now <= bound!) kept[level]! += 1;
  }
  expect(asked).toBeGreaterThan(100);
  for (const [at, level] of [0.5, 0.8, 0.95].entries()) expect(Math.abs(kept[at]! / asked - level)).toBeLessThan(0.12);
});

test("where work has become slower, the record says that promises are kept too rarely, and they grow until they hold", () => {
  const passages = passagesOf(900, 5, (run) => (run < 300 ? 1 : 4));
  const told = toldOf(passages, never);
  const among = (from: number, until: number) =>
    keptRecord(
      passages,
      told.filter(({ passage }) => passage >= from && passage < until),
      never,
    ).levels[1]!;
  expect(among(300, 360).says).toBe("too rarely");
  expect(among(600, 900).share!.mean).toBeGreaterThan(0.74);
});

test("a promise counts when its time has come: an open run breaks it, one that was given up before proves nothing", () => {
  const promised = { p50: 1, p80: 2, p95: 4, basis: 40 };
  const place = { at: 0, standing: { state: "Scan", ageMillis: 0, step: 0 } };
  const passages: Passage[] = [
    { places: [place], endedAt: 1 },
    { places: [place], endedAt: null },
    { places: [place], endedAt: 1.5, gaveUp: true },
  ];
  const told = passages.map((_, passage) => ({ passage, at: 0, promised }));
  const { levels } = keptRecord(passages, told, 3);
  expect(levels.map(({ due, kept }) => [due, kept])).toEqual([
    [3, 1],
    [2, 1],
    [0, 0],
  ]);
  expect(levels.map(({ share, says }) => [share, says])).toEqual([
    [null, "too few"],
    [null, "too few"],
    [null, "too few"],
  ]);
});

test("promises that are told of one run are no more proof than one: the interval is of runs", () => {
  const place = { at: 0, standing: { state: "Scan", ageMillis: 0, step: 0 } };
  const passages = Array.from({ length: 40 }, (_, run): Passage => ({ places: [place], endedAt: run % 2 === 0 ? 1 : 9 }));
  const told = (times: number): Told[] =>
    passages.flatMap((_, passage) =>
      Array.from({ length: times }, () => ({ passage, at: 0, promised: { p50: 2, p80: null, p95: null, basis: 8 } })),
    );
  const [once, often] = [1, 10].map((times) => keptRecord(passages, told(times), 99).levels[0]!) as [
    ReturnType<typeof keptRecord>["levels"][number],
    ReturnType<typeof keptRecord>["levels"][number],
  ];
  expect(once).toMatchObject({ due: 40, kept: 20, runs: 40, says: "as said" });
  expect(often).toMatchObject({ due: 400, kept: 200, runs: 40, share: once.share });
  expect(once.share!.low).toBeCloseTo(0.352, 3);
});

test("a place tells what the slow way of counting tells, however stays come, end and are given up", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const random = seeded(seed);
    const place = new Place();
    const stays: { at: number; remaining: number | null; given: boolean }[] = [];
    for (let now = 0; now < 900; now += 1) {
      const stay = { at: now };
      place.add(stay);
      const own = { at: now, remaining: null as number | null, given: false };
      stays.push(own);
      const ends = random() < 0.85;
      if (ends) place.left(stay, (own.remaining = Math.floor(random() * 50)));
      else if (random() < 0.3) {
        place.left(stay, null);
        own.given = true;
      }
    }
    // Given up ones make room for no older ones.
    const newest: typeof stays = [];
    for (const stay of stays) {
      newest.push(stay);
      if (newest.length > 400) newest.shift();
      if (stay.given) newest.pop();
    }
    const known = place.known((since) => 905 - since);
    for (const share of [0.1, 0.5, 0.8]) expect(known.at(share)).toBe(slowly(newest, 905, share));
  }
});

/** Kaplan and Meier by the book: at each end, how many were there still. */
function slowly(stays: readonly { at: number; remaining: number | null }[], now: number, share: number): number | null {
  const ends = stays.flatMap(({ remaining }) => (remaining === null ? [] : [remaining])).sort((a, b) => a - b);
  let open = 1;
  for (const [before, time] of ends.entries()) {
    const watched = stays.filter(({ at, remaining }) => remaining === null && now - at >= time).length;
    open *= 1 - 1 / (ends.length - before + watched + 1);
    if (1 - open >= share - 1e-9) return time;
  }
  return ends.at(-1) ?? null;
}
