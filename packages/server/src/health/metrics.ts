import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { Database } from "../database/index.ts";
import type { HealthSources } from "./sources.ts";

export type Metrics = {
  readonly registry: Registry;
  /** One answered request; seconds. */
  answered(operation: string, status: number, seconds: number): void;
};

/** What this node counts, under names of its own: several nodes in one process (tests) don't share a registry. */
export function createMetrics(database: Pick<Database, "pools">, sources: HealthSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 });
  const registers = [registry];
  const durations = new Histogram({
    name: "rondo_http_request_seconds",
    help: "Time to answer, by operation of the API",
    labelNames: ["operation", "status"],
    registers,
    buckets: [0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 3, 10],
  });
  const refused = new Counter({
    name: "rondo_http_server_errors_total",
    help: "Answers of status 500 and above, by operation",
    labelNames: ["operation"],
    registers,
  });

  new Gauge({
    name: "rondo_pool_connections",
    help: "Database connections of this node, by role and state",
    labelNames: ["role", "state"],
    registers,
    collect() {
      for (const [role, pool] of Object.entries(database.pools)) {
        this.set({ role, state: "idle" }, pool.idleCount);
        this.set({ role, state: "busy" }, pool.totalCount - pool.idleCount);
        this.set({ role, state: "waiting" }, pool.waitingCount);
      }
    },
  });
  const { noticeLag, jobs, dueMoments, streams } = sources;
  if (noticeLag !== undefined)
    new Gauge({
      name: "rondo_notice_reader_lag_seconds",
      help: "How old the oldest event of the last batch was when it became notices",
      registers,
      collect() {
        this.set(noticeLag());
      },
    });
  if (streams !== undefined)
    new Gauge({
      name: "rondo_live_streams",
      help: "Open live streams",
      registers,
      collect() {
        this.set(streams());
      },
    });
  if (jobs !== undefined) {
    const oldest = new Gauge({
      name: "rondo_jobs_oldest_seconds",
      help: "How long the oldest job that could be taken has waited",
      registers,
    });
    new Gauge({
      name: "rondo_jobs",
      help: "Jobs of the queue, by state",
      labelNames: ["state"],
      registers,
      async collect() {
        const counts = await jobs().catch(() => null);
        if (counts === null) return;
        for (const state of ["waiting", "running", "quarantined"] as const) this.set({ state }, counts[state]);
        oldest.set(counts.oldestSeconds);
      },
    });
  }
  if (dueMoments !== undefined) {
    const late = new Gauge({
      name: "rondo_due_oldest_seconds",
      help: "How late the oldest due moment is that has not been done",
      registers,
    });
    new Gauge({
      name: "rondo_due_moments",
      help: "Due moments that wait to be done, or were set aside after failing",
      labelNames: ["state"],
      registers,
      async collect() {
        const counts = await dueMoments().catch(() => null);
        if (counts === null) return;
        this.set({ state: "due" }, counts.due);
        this.set({ state: "aside" }, counts.aside);
        late.set(counts.oldestSeconds);
      },
    });
  }
  return {
    registry,
    answered(operation, status, seconds) {
      durations.observe({ operation, status: `${Math.floor(status / 100)}xx` }, seconds);
      if (status >= 500) refused.inc({ operation });
    },
  };
}
