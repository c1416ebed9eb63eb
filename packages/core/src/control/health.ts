/** What is known of a project, as far as it says how it does. Days are counted; null is not known. */
export type Vitals = {
  readonly openTasks: number;
  /** Open tasks whose dates have passed. */
  readonly lateTasks: number;
  /** Open tasks that end after their deadline. */
  readonly missedDeadlines: number;
  /** Days by which it ends later than the last baseline, and how long that was. */
  readonly slipDays: number | null;
  readonly baselineDays: number | null;
  readonly spi: number | null;
  readonly cpi: number | null;
  /** The highest exposure of an open risk, 1 to 25. */
  readonly worstRisk: number | null;
};

export type Health = "good" | "watch" | "bad";
export type HealthReason = {
  readonly code: "late" | "deadline" | "slip" | "spi" | "cpi" | "risk";
  readonly value: number;
  readonly bad: boolean;
};

/** How it does, by rules that can be done by hand: each sign is watched at its first limit and bad at its second; the worst sign counts. */
export function healthOf(vitals: Vitals): { health: Health; reasons: HealthReason[] } {
  const reasons: HealthReason[] = [];
  const sign = (code: HealthReason["code"], value: number | null, watched: boolean, bad: boolean): void => {
    if (value !== null && (watched || bad)) reasons.push({ code, value, bad });
  };
  const lateShare = vitals.openTasks === 0 ? 0 : vitals.lateTasks / vitals.openTasks;
  sign("late", vitals.lateTasks, vitals.lateTasks > 0, lateShare > limits.lateShare && vitals.lateTasks > 2);
  sign("deadline", vitals.missedDeadlines, false, vitals.missedDeadlines > 0);
  const slipShare = (vitals.slipDays ?? 0) / Math.max(1, vitals.baselineDays ?? 1);
  sign(
    "slip",
    vitals.slipDays,
    (vitals.slipDays ?? 0) > 0 && slipShare > limits.slip[0],
    slipShare > limits.slip[1] && (vitals.slipDays ?? 0) > 2,
  );
  sign("spi", vitals.spi, (vitals.spi ?? 1) < limits.index[0], (vitals.spi ?? 1) < limits.index[1]);
  sign("cpi", vitals.cpi, (vitals.cpi ?? 1) < limits.index[0], (vitals.cpi ?? 1) < limits.index[1]);
  sign("risk", vitals.worstRisk, (vitals.worstRisk ?? 0) >= limits.risk[0], (vitals.worstRisk ?? 0) >= limits.risk[1]);
  return { health: reasons.some((reason) => reason.bad) ? "bad" : reasons.length > 0 ? "watch" : "good", reasons };
}

const limits = { lateShare: 0.2, slip: [0, 0.1], index: [0.95, 0.85], risk: [12, 20] } as const;
