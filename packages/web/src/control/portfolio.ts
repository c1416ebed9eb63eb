import type { Answer } from "../api/index.ts";
import type { PortfolioSearch, PortfolioSort } from "./portfolio-search.ts";

export type PortfolioRow = Answer<"GET /portfolio">["items"][number];

const worst = { bad: 0, watch: 1, good: 2 } as const;

/** What a row is put in order by; undefined goes last, whichever way. */
const keys: Readonly<Record<PortfolioSort, (row: PortfolioRow) => string | number | undefined>> = {
  name: (row) => row.project.name.toLocaleLowerCase(),
  health: (row) => worst[row.health],
  finish: (row) => row.finish ?? undefined,
  slip: (row) => row.slipDays ?? undefined,
  forecast: (row) => row.forecast?.p80,
  late: (row) => row.lateTasks,
  load: (row) => row.overloaded * 1_000 + row.people,
  risk: (row) => row.worstRisk ?? undefined,
  next: (row) => row.next?.finish,
  owner: (row) => row.project.owner?.name.toLocaleLowerCase(),
};

/** The rows asked for, in the order asked for; without one the worst first, then by their finish. */
export function arrange(rows: readonly PortfolioRow[], { sort, down, health, owner, find }: PortfolioSearch): PortfolioRow[] {
  const word = find?.toLocaleLowerCase();
  const shown = rows.filter(
    (row) =>
      (health === undefined || row.health === health) &&
      (owner === undefined || row.project.owner?.id === owner) &&
      (word === undefined || row.project.name.toLocaleLowerCase().includes(word)),
  );
  const by =
    (key: PortfolioSort, turn: 1 | -1) =>
    (a: PortfolioRow, b: PortfolioRow): number => {
      const [one, other] = [keys[key](a), keys[key](b)];
      if (one === other) return 0;
      if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
      return one < other ? -turn : turn;
    };
  const chosen = by(sort ?? "health", down ? -1 : 1);
  return shown.toSorted((a, b) => chosen(a, b) || by("finish", 1)(a, b) || by("name", 1)(a, b));
}
