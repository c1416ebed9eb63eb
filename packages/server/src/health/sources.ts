import type { JobCounts } from "../jobs/index.ts";

/** What else there is to measure on this node; what it does not do it does not have. */
export type HealthSources = {
  readonly noticeLag?: () => number;
  readonly jobs?: () => Promise<JobCounts>;
  readonly dueMoments?: () => Promise<{ due: number; aside: number; oldestSeconds: number }>;
  readonly streams?: () => number;
  /** The number of the last migration that this node knows: on any other schema it is not ready. */
  readonly migrations?: number;
  /** True while the node is being stopped: load balancers then send nothing new. */
  readonly stopping?: () => boolean;
};
