import { type Body, isProblem, requestIn, v7 } from "../api/index.ts";

export type Rule = Body<"POST /processes/:p/cadences">["rule"];
type Wanted = { title: string; notes: string; /** What the role is called. */ doer: string; ownerId: string; rule: Rule; start: string };
export type Made = { processId: string; next: string | null; problem: string | null };

/**
 * A task that repeats: a process of one step and a cadence. What could be made stays, and says what is missing, rather
 * than being taken back: a process without a cadence is of use.
 */
export async function makeRepeating(w: string, { title, notes, doer, ownerId, rule, start }: Wanted): Promise<Made> {
  const process = await requestIn(w, "POST /processes", {
    body: {
      name: title,
      definition: {
        purpose: "",
        roles: [{ key: "doer", name: doer }],
        fields: [],
        intake: [],
        steps: [
          { kind: "task", id: `s${v7().slice(-12)}`, title, instructions: notes, role: "doer", due: null, fields: [], checklist: [] },
        ],
        deliverable: null,
      },
    },
  });
  try {
    const p = process.id;
    await requestIn(w, "PATCH /processes/:p", {
      params: { p },
      version: process.version,
      body: { fillings: [{ role: "doer", personId: ownerId, teamId: null }] },
    });
    await requestIn(w, "POST /processes/:p/publications", { params: { p }, body: {} });
    const cadence = await requestIn(w, "POST /processes/:p/cadences", {
      params: { p },
      body: { name: title, rule, start, until: null, catchUp: "latest" },
    });
    return { processId: p, next: cadence.next[0]?.at ?? null, problem: null };
  } catch (error) {
    return { processId: process.id, next: null, problem: isProblem(error) ? `${error.title}. ${error.next}` : String(error) };
  }
}
