import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Candidate, type Request, chooseWho } from "./index.ts";

const person = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  away: null,
  standIn: null,
  manager: null,
  open: 0,
  ...more,
});
const people = (...list: readonly Candidate[]) => new Map(list.map((one) => [one.id, one]));
const request = (more: Partial<Request> = {}): Request => ({
  give: "role",
  of: null,
  person: null,
  team: null,
  except: [],
  turns: [],
  fallback: ["ines"],
  ...more,
});
const team = (...members: readonly string[]) => ({ id: "scanning", members });

describe("without a rule", () => {
  test("a step goes to the person in the role, and there is nothing to tell", () => {
    expect(chooseWho(request({ person: "mei" }), people(person("mei"), person("ines")))).toEqual({ person: "mei", team: null, why: null });
  });
  test("a team in the role gets it as one", () => {
    expect(chooseWho(request({ team: team("mei", "tomas") }), people(person("mei"), person("tomas")))).toEqual({
      person: null,
      team: "scanning",
      why: null,
    });
  });
  test("who has left gets nothing; it falls to whoever answers for it", () => {
    expect(chooseWho(request({ person: "freya", team: team("freya") }), people(person("ines")))).toEqual({
      person: "ines",
      team: null,
      why: null,
    });
  });
});

describe("in turn", () => {
  const three = people(person("jonas"), person("mei"), person("tomas"), person("ines"));
  test("each gets it once before anybody gets it twice", () => {
    const given: string[] = [];
    for (let run = 0; run < 6; run += 1)
      given.push(chooseWho(request({ give: "turn", team: team("tomas", "mei", "jonas"), turns: given }), three).person ?? "");
    expect(given).toEqual(["jonas", "mei", "tomas", "jonas", "mei", "tomas"]);
  });
  test("who is away is passed over, and is next when back", () => {
    const away = people(person("jonas", { away: { until: "2026-12-04" } }), person("mei"), person("tomas"));
    const asked = request({ give: "turn", team: team("tomas", "mei", "jonas"), turns: ["mei", "tomas"] });
    expect(chooseWho(asked, away)).toEqual({ person: "mei", team: null, why: { code: "turn" } });
    expect(chooseWho({ ...asked, turns: ["tomas", "mei"] }, three).person).toBe("jonas");
  });
  test("with everybody away it waits for the team", () => {
    expect(chooseWho(request({ give: "turn", team: team("mei") }), people(person("mei", { away: { until: "2026-12-04" } })))).toEqual({
      person: null,
      team: "scanning",
      why: null,
    });
  });
});

test("least loaded: the fewest open pieces of work, and among equals whoever has waited longest", () => {
  const some = people(person("jonas", { open: 3 }), person("mei", { open: 1 }), person("tomas", { open: 1 }));
  const asked = request({ give: "load", team: team("jonas", "mei", "tomas") });
  expect(chooseWho(asked, some)).toEqual({ person: "mei", team: null, why: { code: "load", open: 1 } });
  expect(chooseWho({ ...asked, turns: ["mei"] }, some).person).toBe("tomas");
});

describe("the same person and the manager", () => {
  test("the same person as before, whoever is in the role", () => {
    expect(chooseWho(request({ give: "same", of: "mei", person: "tomas" }), people(person("mei"), person("tomas")))).toEqual({
      person: "mei",
      team: null,
      why: { code: "same" },
    });
  });
  test("where nobody did that step yet, the role decides", () => {
    expect(chooseWho(request({ give: "same", person: "tomas" }), people(person("tomas"))).person).toBe("tomas");
  });
  test("the manager of whoever did it; without one the role decides", () => {
    const asked = request({ give: "manager", of: "mei", person: "tomas" });
    expect(chooseWho(asked, people(person("mei", { manager: "samir" }), person("samir"), person("tomas")))).toEqual({
      person: "samir",
      team: null,
      why: { code: "manager", of: "mei" },
    });
    expect(chooseWho(asked, people(person("mei"), person("tomas"))).person).toBe("tomas");
  });
});

describe("absence", () => {
  test("whoever stands in gets it, also for whoever stands in for them", () => {
    const away = { until: "2026-12-04" };
    const some = people(person("mei", { away, standIn: "tomas" }), person("tomas", { away, standIn: "jonas" }), person("jonas"));
    expect(chooseWho(request({ person: "mei" }), some)).toEqual({
      person: "jonas",
      team: null,
      why: { code: "standIn", of: "mei", until: "2026-12-04" },
    });
  });
  test("two who stand in for each other and are both away keep what is theirs", () => {
    const away = { until: "2026-12-04" };
    expect(
      chooseWho(request({ person: "mei" }), people(person("mei", { away, standIn: "tomas" }), person("tomas", { away, standIn: "mei" }))),
    ).toEqual({ person: "mei", team: null, why: null });
  });
});

describe("four eyes", () => {
  test("who did it before is passed over for whoever stands in for them, with the reason", () => {
    expect(chooseWho(request({ person: "mei", except: ["mei"] }), people(person("mei", { standIn: "samir" }), person("samir")))).toEqual({
      person: "samir",
      team: null,
      why: { code: "fourEyes", of: "mei" },
    });
  });
  test("a team keeps it as long as somebody in it may", () => {
    const some = people(person("mei"), person("tomas"), person("ines"));
    expect(chooseWho(request({ team: team("mei", "tomas"), except: ["mei"] }), some).team).toBe("scanning");
    expect(chooseWho(request({ team: team("mei"), except: ["mei"] }), some)).toEqual({ person: "ines", team: null, why: null });
  });
  test("where nobody else is left, it lies with whoever answers for it, who is told so", () => {
    expect(chooseWho(request({ person: "ines", except: ["ines"] }), people(person("ines")))).toEqual({
      person: "ines",
      team: null,
      why: { code: "nobody" },
    });
  });
});

test("whatever is asked: a member or a team gets it, never somebody kept from it while somebody else could have it", () => {
  const id = fc.constantFrom<string>("a", "b", "c", "d", "gone");
  const some = fc.uniqueArray(id, { maxLength: 4 });
  const candidate = fc.record({
    away: fc.option(fc.constant({ until: "2026-12-04" })),
    standIn: fc.option(id),
    manager: fc.option(id),
    open: fc.nat(3),
  });
  fc.assert(
    fc.property(
      fc.tuple(candidate, candidate, candidate, candidate),
      fc.record({
        give: fc.constantFrom("role" as const, "turn" as const, "load" as const, "same" as const, "manager" as const),
        of: fc.option(id),
        person: fc.option(id),
        team: fc.option(some.map((members) => ({ id: "team", members }))),
        except: some,
        turns: fc.array(id, { maxLength: 6 }),
      }),
      (list, asked) => {
        const known = people(...list.map((one, index) => ({ ...one, id: "abcd"[index] as string })));
        const choice = chooseWho({ ...asked, fallback: ["d"] }, known);
        expect((choice.person === null) !== (choice.team === null)).toBe(true);
        if (choice.person !== null) expect(known.has(choice.person)).toBe(true);
        if (choice.person !== null && asked.except.includes(choice.person))
          expect([choice.why, choice.person]).toEqual([{ code: "nobody" }, "d"]);
        expect(chooseWho({ ...asked, fallback: ["d"] }, known)).toEqual(choice);
      },
    ),
  );
});
