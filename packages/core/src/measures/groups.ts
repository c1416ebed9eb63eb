import { carried, quantile } from "../mining/index.ts";
import type { HoursBetween, MeasuredRun } from "./measured-run.ts";
import { counts, firstResponse, leadHours, type Share } from "./run-figures.ts";

/** The figures of some runs of a process. */
export type Group = {
  readonly by: "revision" | "team" | "month";
  /** The revision's number, the team's id, or a month such as "2026-03". */
  readonly key: string;
  readonly running: number;
  readonly completed: number;
  readonly rejected: number;
  readonly cancelled: number;
  /** Half of its completed runs, and four of five, took at most so long. */
  readonly lead: { readonly p50: number; readonly p80: number | null } | null;
  /** Half of its runs had a step done after so long. */
  readonly firstResponse: number | null;
  readonly onTime: number | null;
  readonly again: number | null;
  readonly completion: number | null;
  readonly satisfaction: { readonly mean: number; readonly rated: number } | null;
};

type About = { readonly now: number; readonly hours: HoursBetween; readonly monthOf: (moment: number) => string };

/**
 * Runs by revision, by the teams whose people worked on them (a run of two teams is in both), and by the month in which
 * they ended. The newest first; teams as they come.
 */
export function groupsOf(runs: readonly MeasuredRun[], about: About): Group[] {
  const revisions = Map.groupBy(runs, ({ revision }) => revision);
  const months = Map.groupBy(
    runs.filter(({ endedAt }) => endedAt !== null),
    ({ endedAt }) => about.monthOf(endedAt!),
  );
  const teams = new Map<string, MeasuredRun[]>();
  for (const run of runs) for (const team of run.teams ?? []) teams.set(team, [...(teams.get(team) ?? []), run]);
  return [
    ...[...revisions].sort(([a], [b]) => b - a).map(([key, some]) => group("revision", String(key), some, about)),
    ...[...teams].map(([key, some]) => group("team", key, some, about)),
    ...[...months].sort(([a], [b]) => (a < b ? 1 : -1)).map(([key, some]) => group("month", key, some, about)),
  ];
}

function group(by: Group["by"], key: string, runs: readonly MeasuredRun[], { now, hours }: About): Group {
  const completed = runs.filter(({ state }) => state === "completed");
  const leads = sorted(completed.flatMap((run) => leadHours(run, now, hours) ?? []));
  const first = sorted(runs.flatMap((run) => firstResponse(run, hours) ?? []));
  const scores = runs.flatMap(({ score }) => score ?? []);
  const share = (measure: Share): number | null => {
    const found = runs.flatMap((run) => counts(measure, run) ?? []);
    return found.length === 0 ? null : found.filter(Boolean).length / found.length;
  };
  return {
    by,
    key,
    running: runs.filter(({ state }) => state === "running").length,
    completed: completed.length,
    rejected: runs.filter(({ state }) => state === "rejected").length,
    cancelled: runs.filter(({ state }) => state === "cancelled").length,
    lead: leads.length === 0 ? null : { p50: quantile(leads, 0.5), p80: carried(leads, 0.8) },
    firstResponse: first.length === 0 ? null : quantile(first, 0.5),
    onTime: share("onTime"),
    again: share("again"),
    completion: share("completion"),
    satisfaction:
      scores.length === 0 ? null : { mean: scores.reduce((sum, score) => sum + score, 0) / scores.length, rated: scores.length },
  };
}

function sorted(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}
