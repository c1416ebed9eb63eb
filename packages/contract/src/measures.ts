import { z } from "zod";
import { LogQuery, MinedLog } from "./log.ts";
import { operation } from "./operation.ts";
import { id, instant, personRef } from "./primitives.ts";
import { hours, KeptPromises, Remaining } from "./remaining.ts";

const path = z.object({ w: id, p: id });
const deviationKind = z.enum(["skipped", "extra", "swapped", "repeated", "late", "wrongRole"]);
const measure = z.enum(["leadTime", "firstResponse", "onTime", "again", "completion", "satisfaction"]);
const share = z.number().nullable();
const signals = z.array(z.enum(["beyond", "run", "near"]));
const limit = z.number().nullable().describe("Null of fewer than eight values");
const limits = { centre: z.number(), upper: limit, lower: limit };
const openAmong = z.int().describe("Of the count, runs that go on and count with their age; of lead times only");
const fromFive = hours.nullable().describe("Null of fewer than five values");
const fromTwenty = hours.nullable().describe("Null of fewer than twenty values");
const aim = z.enum(["less", "more"]);

export const Hypothesis = z.object({
  measure,
  aim,
  reason: z.string(),
  by: personRef.nullable(),
  at: instant,
  late: z.int().describe("So many runs of its revision had ended before it was written down"),
});
const newHypothesis = z.strictObject({ measure, aim, reason: z.string().trim().max(2_000).default("") });

export const Measures = z.object({
  runs: z.object({
    running: z.int(),
    completed: z.int(),
    rejected: z.int().describe("Ended by an approval, as their procedure says: in no lead time"),
    cancelled: z.int(),
  }),
  leadHours: z
    .object({ count: z.int(), p50: hours, p80: fromFive, p95: fromTwenty, mean: hours })
    .nullable()
    .describe("From start to end, of completed runs"),
  weeks: z.array(
    z.object({ from: instant, until: instant, started: z.int(), finished: z.int(), open: z.int().describe("Open at the week's end") }),
  ),
  control: z
    .object({
      ...limits,
      points: z.array(z.object({ runId: id, number: z.int(), endedAt: instant, hours, signals })),
    })
    .nullable()
    .describe("Individuals and moving ranges (XmR) of the lead times of the newest completed runs"),
  steps: z
    .array(
      z.object({
        stepId: z.string(),
        title: z.string(),
        done: z.int(),
        openNow: z.int(),
        medianHours: hours.nullable(),
        p80Hours: fromFive,
        share: z.number(),
        late: z.int(),
        skipped: z.int(),
        again: z.int(),
        approved: z.int(),
        rejected: z.int(),
        batched: z.number().nullable().describe("Share done together with others of its kind by the same person"),
        atOnce: z.number().nullable().describe("Share that one person did within a minute of its being opened"),
        trend: z.enum(["less", "more", "no evidence"]).nullable().describe("Whether it takes longer lately than before; null below twenty"),
      }),
    )
    .describe("From being opened to being done; the step that takes most time first"),
  handovers: z.number().nullable().describe("Changes of person in a run, on average"),
  bounces: z.number().nullable().describe("How often in a run work went to somebody and straight back, on average"),
  ageing: z.array(
    z.object({
      runId: id,
      number: z.int(),
      title: z.string(),
      step: z.string().nullable(),
      ageHours: hours,
      remainingHours: Remaining.nullable(),
    }),
  ),
  promises: KeptPromises.nullable().describe("Promises of remaining time against what happened; null where a time is asked for"),
  changes: z
    .array(
      z.object({
        from: z.int(),
        to: z.int(),
        young: z.int().describe("Runs left out because they began too lately to have ended, whichever way they go"),
        hypothesis: Hypothesis.nullable(),
        outcome: z.enum(["as hoped", "the opposite", "no evidence"]).nullable().describe("Of the hypothesis; null without one"),
        measures: z
          .array(
            z.object({
              measure,
              unit: z.enum(["hours", "share", "score"]),
              verdict: z.enum(["less", "more", "no evidence"]),
              shift: z.number().describe("After less before, in the unit"),
              interval: z
                .object({ low: z.number(), high: z.number() })
                .nullable()
                .describe("Of the shift, at 95 %; null where a side has fewer than six values, and then there is no evidence"),
              relative: z.number().nullable(),
              before: z.object({ count: z.int(), open: openAmong, typical: z.number() }),
              after: z.object({ count: z.int(), open: openAmong, typical: z.number().describe("Median hours or score, or the share") }),
              warnings: z.array(z.enum(["few before", "few after", "other mix"])),
            }),
          )
          .describe("That of the hypothesis first"),
      }),
    )
    .describe("Each revision beside the one before it, the newest first"),
  satisfaction: z
    .object({
      rated: z.int(),
      mean: z.number(),
      counts: z.array(z.int()).length(5).describe("How often 1, 2, 3, 4 and 5 was said"),
      share: z.number().describe("Of the runs that ended, how many were rated"),
      control: z
        .object({ ...limits, points: z.array(z.object({ runId: id, number: z.int(), endedAt: instant, score: z.int(), signals })) })
        .nullable(),
      newest: z
        .array(z.object({ runId: id, number: z.int(), title: z.string(), score: z.int(), words: z.string(), at: instant }))
        .describe("The newest twenty that came with words"),
    })
    .nullable()
    .describe("What those who asked for runs said, 1 to 5; null while nobody did"),
  groups: z
    .array(
      z.object({
        by: z.enum(["revision", "team", "month"]),
        key: z.string(),
        name: z.string(),
        running: z.int(),
        completed: z.int(),
        rejected: z.int(),
        cancelled: z.int(),
        lead: z.object({ p50: hours, p80: fromFive }).nullable(),
        firstResponse: hours.nullable(),
        onTime: share,
        again: share,
        completion: share,
        satisfaction: z.object({ mean: z.number(), rated: z.int() }).nullable(),
      }),
    )
    .describe("The same figures for each revision, team (of whoever did a step; a run may be of several) and month (in which runs ended)"),
  told: z
    .object({
      hours: z.enum(["elapsed", "working"]),
      revision: z.int().nullable(),
      team: id.nullable(),
      from: instant.nullable(),
      until: instant.nullable(),
    })
    .describe("Which runs are meant, and in what hours"),
  choices: z.object({ revisions: z.array(z.int()), teams: z.array(z.object({ id, name: z.string() })) }),
  conformance: z
    .object({
      runs: z.int(),
      fitRuns: z.int(),
      fitness: z.number().nullable(),
      deviations: z.array(
        z.object({
          kind: deviationKind,
          activity: z.string(),
          stepId: z.string().nullable(),
          count: z.int(),
          inRuns: z.int(),
          runs: z.array(z.object({ id, number: z.int(), reason: z.string().nullable() })),
        }),
      ),
    })
    .describe("Completed runs against the revision each was pinned to; at most 50 runs are named for each deviation"),
  more: z.boolean().describe("There are older runs that were not looked at"),
});

const worked = z.number().describe("Working hours on the process's calendar");
const change = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("hands"), activity: z.string().max(300), more: z.int().min(-20).max(20) })
    .describe("So many more people, or fewer, who can do the step"),
  z.strictObject({ kind: z.literal("drop"), activity: z.string().max(300) }),
  z.strictObject({ kind: z.literal("time"), activity: z.string().max(300), factor: z.number().min(0.05).max(20) }),
  z
    .strictObject({ kind: z.literal("limit"), workInProgress: z.int().min(1).max(10_000) })
    .describe("At most so many runs at a time; the others wait before they begin"),
  z
    .strictObject({
      kind: z.literal("order"),
      activity: z.string().max(300),
      other: z.string().max(300),
      how: z.enum(["first", "together"]),
    })
    .describe("The one before the other, or both at the same time"),
  z.strictObject({ kind: z.literal("arrivals"), factor: z.number().min(0.1).max(10) }),
]);
const Played = z.object({
  leadHours: z.object({
    p50: worked,
    p80: worked,
    p95: worked,
    mean: worked,
    margin: worked.nullable().describe("Half of a 95 % interval of the mean"),
  }),
  constraint: z
    .object({ step: z.string(), busy: z.number().describe("Share of the time that its people work on this process") })
    .nullable(),
  steps: z.array(z.object({ step: z.string(), count: z.int(), queueHours: worked, touchHours: worked })),
});

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const MeasuresQuery = z.strictObject({
  hours: z.enum(["elapsed", "working"]).default("elapsed").describe("As the clock goes, or working hours of the process's calendar"),
  revision: z.coerce.number().int().min(1).optional(),
  team: id.optional().describe("Runs in which somebody of the team did a step"),
  from: day.optional().describe("Runs that ended on this day or later; those that go on, when until is not over"),
  until: day.optional().describe("Runs that ended on this day or before"),
});

export const measureOperations = {
  getFlowTimes: operation({
    id: "getFlowTimes",
    method: "GET",
    path: "/api/workspaces/:w/processes/:p/flow-times",
    summary:
      "Where the working time of runs goes: touched, queued and blocked by step, the constraint, work that bounces, data typed twice",
    door: "workspace",
    needs: "process.read",
    params: path,
    answer: z.object({
      runs: z.int(),
      leadHours: z.object({ p50: worked, p80: worked.nullable(), mean: worked }).nullable(),
      steps: z
        .array(
          z.object({
            stepId: z.string(),
            title: z.string(),
            done: z.int(),
            touch: worked,
            queue: worked,
            blocked: worked,
            queueShare: z.number(),
            measured: z.number().describe("Share whose touch time was written down; of the others it is at most so long"),
            waiting: z.int(),
            oldestHours: worked.nullable(),
            trend: z.enum(["less", "more", "no evidence"]).nullable(),
          }),
        )
        .describe("Where most is queued first"),
      constraint: z.string().nullable().describe("The step where most working time is queued; null where hardly any is"),
      pingPong: z.array(z.object({ step: z.string(), back: z.string(), times: z.int(), runs: z.int() })),
      retyped: z
        .array(z.object({ first: z.string(), second: z.string(), same: z.int(), runs: z.int() }))
        .describe("Fields, by label, that nearly always get the same answer"),
    }),
    status: 200,
    refusals: ["process_not_found"],
  }),
  simulateProcess: operation({
    id: "simulateProcess",
    method: "POST",
    path: "/api/workspaces/:w/processes/:p/simulations",
    summary: "Play the process from its own measured runs, as it is and with changes; nothing is changed",
    door: "workspace",
    needs: "process.read",
    params: path,
    body: z.strictObject({
      changes: z.array(change).max(10).default([]),
      runs: z.int().min(100).max(20_000).default(5_000),
      seed: z.int().min(0).max(1_000_000).default(1),
    }),
    answer: z.object({
      runs: z.int().describe("Completed runs it rests on"),
      measuredHours: worked.nullable().describe("Their mean lead time"),
      asIs: Played,
      changed: Played.nullable(),
      faithful: z.boolean().describe("As it is, the model's mean lead time is within a third of the measured one"),
    }),
    status: 200,
    refusals: ["process_not_found", "too_few_runs", "too_large"],
  }),
  getMeasures: operation({
    id: "getMeasures",
    method: "GET",
    path: "/api/workspaces/:w/processes/:p/measures",
    summary:
      "How a process is going: times, throughput, control chart, ageing, satisfaction, conformance, before and after; of all its runs, or those of a revision, a team or a time",
    door: "workspace",
    needs: "process.read",
    params: path,
    query: MeasuresQuery,
    answer: Measures,
    status: 200,
    refusals: ["process_not_found"],
  }),
  putHypothesis: operation({
    id: "putHypothesis",
    method: "PUT",
    path: "/api/workspaces/:w/processes/:p/publications/:number/hypothesis",
    summary: "What a revision is hoped to do, by one measure; before and after is told by it",
    door: "workspace",
    needs: "process.publish",
    params: path.extend({ number: z.coerce.number().int().min(1) }),
    body: newHypothesis,
    status: 204,
    refusals: ["process_not_found"],
  }),
  deleteHypothesis: operation({
    id: "deleteHypothesis",
    method: "DELETE",
    path: "/api/workspaces/:w/processes/:p/publications/:number/hypothesis",
    summary: "Take it back",
    door: "workspace",
    needs: "process.publish",
    params: path.extend({ number: z.coerce.number().int().min(1) }),
    status: 204,
    refusals: ["process_not_found"],
  }),
  getProcessLog: operation({
    id: "getProcessLog",
    method: "GET",
    path: "/api/workspaces/:w/processes/:p/mined",
    summary:
      "What really happened in a process's runs: the directly-follows picture, variants, where runs wait, and the process mined of them",
    door: "workspace",
    needs: "process.read",
    params: path,
    query: LogQuery,
    answer: MinedLog,
    status: 200,
    refusals: ["process_not_found", "too_large"],
  }),
  getRunConformance: operation({
    id: "getRunConformance",
    method: "GET",
    path: "/api/workspaces/:w/runs/:r/conformance",
    summary: "What a run did otherwise than its revision says, with the reasons given",
    door: "workspace",
    needs: "run.read",
    params: z.object({ w: id, r: id }),
    answer: z.object({
      fitness: z.number().nullable().describe("Null while it goes on"),
      deviations: z.array(
        z.object({
          kind: deviationKind,
          activity: z.string(),
          stepId: z.string().nullable(),
          times: z.int(),
          reason: z.string().nullable(),
        }),
      ),
      taken: z
        .array(
          z.object({
            name: z.string(),
            at: instant,
            actor: personRef.nullable(),
            stepId: z.string().nullable(),
            data: z.record(z.string(), z.unknown()),
          }),
        )
        .describe("Liberties that people took with it, each with its reason: steps skipped, jumped to, held or added"),
    }),
    status: 200,
    refusals: ["run_not_found"],
  }),
  exportLog: operation({
    id: "exportLog",
    method: "GET",
    path: "/api/workspaces/:w/processes/:p/log",
    summary: "The process's runs as an event log, for other mining tools",
    door: "workspace",
    needs: "process.read",
    params: path,
    query: z.strictObject({ format: z.enum(["xes", "ocel", "csv"]).default("xes") }),
    media: "application/octet-stream",
    status: 200,
    refusals: ["process_not_found"],
  }),
  exportLogs: operation({
    id: "exportLogs",
    method: "GET",
    path: "/api/workspaces/:w/log",
    summary: "All runs that one may see as one event log, for other mining tools; as OCEL also projects with what happened to their tasks",
    door: "workspace",
    needs: "workspace.read",
    params: path.pick({ w: true }),
    query: z.strictObject({ format: z.enum(["xes", "ocel"]).default("xes") }),
    media: "application/octet-stream",
    status: 200,
    refusals: [],
  }),
};
