/** A member, as far as being given work is concerned. */
export type Candidate = {
  readonly id: string;
  /** Away now; null: here. `until` is the last day of it. */
  readonly away: { readonly until: string } | null;
  /** Who does their work meanwhile. */
  readonly standIn: string | null;
  readonly manager: string | null;
  /** How many open pieces of work they hold. */
  readonly open: number;
};

/** What is to be given to somebody. Ids of people who are no members any more may stand in it; they get nothing. */
export type Request = {
  readonly give: "role" | "turn" | "load" | "same" | "manager";
  /** Of `same` and `manager`: whose. */
  readonly of: string | null;
  /** Who fills the role. */
  readonly person: string | null;
  readonly team: { readonly id: string; readonly members: readonly string[] } | null;
  readonly except: readonly string[];
  /** To whom this was given lately, the latest last. */
  readonly turns: readonly string[];
  /** Who answers for it where nobody else does, in this order. */
  readonly fallback: readonly string[];
};

/** Why somebody was given a step; `of` is the person it is about: whose manager, for whom somebody stands in. */
export type Why =
  | { readonly code: "turn" | "same" | "nobody" }
  | { readonly code: "load"; readonly open: number }
  | { readonly code: "manager"; readonly of: string }
  | { readonly code: "standIn"; readonly of: string; readonly until: string }
  /** Whom it would fall to is kept from it. */
  | { readonly code: "fourEyes"; readonly of: string };

/** `why` null: as the role says, and nothing needs to be told. */
export type Choice = { readonly person: string | null; readonly team: string | null; readonly why: Why | null };

/**
 * Who gets a step. Whoever is kept from it never does, unless nobody else is left at all (they can pass it on, not do
 * it). Whoever is away is passed over for somebody who stands in, if there is one, and keeps the work if not. The order
 * of a team's members is that of their ids: the same for everybody who asks.
 */
export function chooseWho(request: Request, people: ReadonlyMap<string, Candidate>): Choice {
  return byRule(request, people) ?? byRole(request, people) ?? fallen(request, people);
}

function byRule(request: Request, people: ReadonlyMap<string, Candidate>): Choice | null {
  const { give, of } = request;
  if (give === "same") return one(request, people, of, { code: "same" });
  if (give === "manager") return of === null ? null : one(request, people, people.get(of)?.manager ?? null, { code: "manager", of });
  if (give === "role" || request.team === null) return null;
  const free = eligible(request, people).filter(({ away }) => away === null);
  const [first] = free;
  if (first === undefined) return null;
  const waited = (id: string): number => request.turns.lastIndexOf(id);
  const next = free.reduce(
    (best, each) =>
      give === "load" && each.open !== best.open ? (each.open < best.open ? each : best) : waited(each.id) < waited(best.id) ? each : best,
    first,
  );
  return { person: next.id, team: null, why: give === "turn" ? { code: "turn" } : { code: "load", open: next.open } };
}

function byRole(request: Request, people: ReadonlyMap<string, Candidate>): Choice | null {
  const given = one(request, people, request.person, null);
  if (given !== null || request.team === null) return given;
  return eligible(request, people).length === 0 ? null : { person: null, team: request.team.id, why: null };
}

function fallen(request: Request, people: ReadonlyMap<string, Candidate>): Choice {
  const kept = request.person !== null && request.except.includes(request.person) && people.has(request.person) ? request.person : null;
  for (const id of request.fallback) {
    const given = one(request, people, id, kept === null ? null : { code: "fourEyes", of: kept });
    if (given !== null) return given;
  }
  const left = request.fallback.find((id) => people.has(id)) ?? null;
  return { person: left, team: null, why: left === null ? null : { code: "nobody" } };
}

function eligible({ team, except }: Request, people: ReadonlyMap<string, Candidate>): Candidate[] {
  return [...(team?.members ?? [])]
    .sort()
    .flatMap((id) => people.get(id) ?? [])
    .filter(({ id }) => !except.includes(id));
}

/** This person, or along those who stand in for them the first who is here and not kept from it. */
function one({ except }: Request, people: ReadonlyMap<string, Candidate>, id: string | null, why: Why | null): Choice | null {
  const asked = id === null ? undefined : people.get(id);
  if (asked === undefined) return null;
  const seen = new Set<string>();
  for (
    let at: Candidate | undefined = asked;
    at !== undefined && !seen.has(at.id);
    at = at.standIn === null ? undefined : people.get(at.standIn)
  ) {
    seen.add(at.id);
    if (except.includes(at.id) || at.away !== null) continue;
    if (at.id === asked.id) return { person: at.id, team: null, why };
    return {
      person: at.id,
      team: null,
      why:
        except.includes(asked.id) || asked.away === null
          ? { code: "fourEyes", of: asked.id }
          : { code: "standIn", of: asked.id, until: asked.away.until },
    };
  }
  return except.includes(asked.id) ? null : { person: asked.id, team: null, why };
}
