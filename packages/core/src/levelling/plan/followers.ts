import type { Built } from "../../plan/build.ts";
import { People, type Plan, type PlanTask } from "../../plan/index.ts";
import type { Need, Opening } from "./needs.ts";
import type { Staffing } from "./staffing.ts";

/** Tasks with open places follow the hours of whoever is placed on them, where the dates of the plan follow people. */
export class Followers {
  /** With the calendars of all who may take a place. */
  readonly plan: Plan;
  /** Tasks with a place that may go to somebody, or beside somebody, with hours of their own. */
  readonly rows: ReadonlySet<number>;
  private readonly people: People;
  private readonly staffing: Staffing;

  constructor(plan: Plan, staffing: Staffing, needs: readonly (readonly Need[])[], openings: readonly (readonly Opening[])[]) {
    this.people = new People(plan, staffing.hours ?? []);
    this.staffing = staffing;
    this.plan = plan;
    this.rows = new Set(
      openings.flatMap((row, at) => {
        const anybody = [...needs[at]!, ...row.flatMap(({ among }) => among)];
        return row.length > 0 && this.crewOf(at, anybody).crew !== undefined ? [at] : [];
      }),
    );
    if (this.rows.size > 0) this.plan = { ...plan, calendars: this.people.calendars };
  }

  crewOf(row: number, needs: readonly Need[]): Pick<PlanTask, "crew"> {
    return this.people.crewOf(
      needs.map(({ person }) => this.staffing.people[person]!.id),
      this.plan.tasks[row]!,
    );
  }

  /** Whoever is placed on it decides from here on when it is done. */
  put({ rows }: Built, row: number, needs: readonly Need[]): void {
    if (!this.rows.has(row)) return;
    const { crew: _, ...task } = this.plan.tasks[row]!;
    rows.readCrew({ ...task, ...this.crewOf(row, needs) }, row);
  }
}
