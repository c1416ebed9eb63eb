import type { Column, ColumnType, EventLog } from "./event-log.ts";
import { GrowingFloats, GrowingInts } from "./growing.ts";
import { Names } from "./names.ts";
import { sortWithinCases } from "./order.ts";

export type NewEvent = { activity: string; time: number; start?: number; resource?: string | null; transition?: string | null };

type Growth = { readonly scope: "case" | "event"; type: ColumnType; readonly names: Names; readonly cells: GrowingInts };

/** Takes events as a file has them, case by case or mixed, and gives a log in which each case stands together, by time. */
export class LogBuilder {
  readonly #activities = new Names();
  readonly #resources = new Names();
  readonly #transitions = new Names();
  readonly #caseIds: string[] = [];
  readonly #caseNumbers = new Map<string, number>();
  readonly #ofCase = new GrowingInts();
  readonly #activity = new GrowingInts();
  readonly #resource = new GrowingInts();
  readonly #transition = new GrowingInts();
  readonly #time = new GrowingFloats();
  readonly #start = new GrowingFloats();
  readonly #columns = new Map<string, Growth>();
  #starts = false;

  get cases(): number {
    return this.#caseIds.length;
  }

  get events(): number {
    return this.#activity.length;
  }

  /** A case of its own, even where another one has the same name. */
  openCase(): number {
    return this.#caseIds.push("") - 1;
  }

  nameCase(at: number, id: string): void {
    this.#caseIds[at] = id.length < 13 ? id : id.split("").join("");
  }

  caseOf(id: string): number {
    const known = this.#caseNumbers.get(id);
    if (known !== undefined) return known;
    const made = this.openCase();
    this.nameCase(made, id);
    this.#caseNumbers.set(this.#caseIds[made]!, made);
    return made;
  }

  addEvent(ofCase: number, event: NewEvent): void {
    this.#ofCase.push(ofCase);
    this.#activity.push(this.#activities.idOf(event.activity));
    this.#time.push(event.time);
    const start = event.start ?? Number.NaN;
    this.#starts ||= !Number.isNaN(start);
    this.#start.push(start);
    this.#resource.push(event.resource == null ? -1 : this.#resources.idOf(event.resource));
    this.#transition.push(event.transition == null ? -1 : this.#transitions.idOf(event.transition));
  }

  /** An attribute of the event added last, or of a case. */
  keep(scope: "case" | "event", at: number, name: string, type: ColumnType, value: string): void {
    const key = `${scope} ${name}`;
    let column = this.#columns.get(key);
    if (column === undefined) {
      column = { scope, type, names: new Names(), cells: new GrowingInts() };
      this.#columns.set(key, column);
    }
    if (column.type !== type) column.type = "string";
    column.cells.fillTo(at + 1, -1);
    column.cells.set(at, column.names.idOf(value));
  }

  done(): EventLog {
    const [activity, resource, transition, time, ofCase] = [
      this.#activity.done(),
      this.#resource.done(),
      this.#transition.done(),
      this.#time.done(),
      this.#ofCase.done(),
    ];
    const start = this.#starts ? this.#start.done() : null;
    const cases = this.#caseIds;
    const { offsets, order } = sortWithinCases(ofCase, time, cases.length);
    const columns = [...this.#columns].map(([key, { scope, type, names, cells }]): Column => {
      cells.fillTo(scope === "case" ? cases.length : activity.length, -1);
      const done = cells.done();
      return {
        name: key.slice(scope.length + 1),
        scope,
        type,
        values: names.list,
        cells: scope === "event" && order !== null ? pick(done, order, Int32Array) : done,
      };
    });
    const names = {
      activities: this.#activities.list,
      resources: this.#resources.list,
      transitions: this.#transitions.list,
      cases,
      offsets,
      columns,
    };
    if (order === null) return { ...names, activity, resource, transition, time, start };
    return {
      ...names,
      activity: pick(activity, order, Int32Array),
      resource: pick(resource, order, Int32Array),
      transition: pick(transition, order, Int32Array),
      time: pick(time, order, Float64Array),
      start: start === null ? null : pick(start, order, Float64Array),
    };
  }
}

function pick<T extends Int32Array | Float64Array>(from: T, order: Int32Array, Kind: new (length: number) => T): T {
  const picked = new Kind(order.length);
  for (let at = 0; at < order.length; at += 1) picked[at] = from[order[at]!]!;
  return picked;
}
