import type { JobCounts } from "../jobs/index.ts";

/** What else there is to measure on this node; what it does not do it does not have. */
export type HealthSources = {
  readonly noticeLag?: () => number;
  readonly jobs?: () => Promise<JobCounts>;
  readonly dueMoments?: () => Promise<{ due: number; aside: number; oldestSeconds: number }>;
  readonly streams?: () => number;
  /** True while the node is being stopped: load balancers then send nothing new. */
  readonly stopping?: () => boolean;
};
