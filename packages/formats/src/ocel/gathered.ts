import { GrowingFloats, GrowingInts, Names, readInstant } from "@rondo/core/mining";
import { isArray, isObject, type JsonObject, type JsonValue } from "../json/index.ts";

export type Told = { readonly name: string; readonly value: string };

/**
 * Objects and events of an OCEL log as numbers, one after the other: which object a trace is of is known at the end
 * alone, and a million events as values would take ten times the memory.
 */
export class Gathered {
  readonly objects = new Names();
  readonly types = new Names();
  /** Of each object, its type; -1 where it was named before it came, or never comes. */
  readonly #typeOf = new GrowingInts();
  readonly #attributes = new Map<number, readonly Told[]>();
  #objects = 0;

  readonly activities = new Names();
  readonly #activity = new GrowingInts();
  readonly #time = new GrowingFloats();
  readonly #resources = new Names();
  readonly #resource = new GrowingInts();
  readonly #transitions = new Names();
  readonly #transition = new GrowingInts();
  /** Where the objects of each event begin, and one more for the end. */
  readonly #from = new GrowingInts();
  readonly #related = new GrowingInts();
  readonly #keepAll: boolean;
  readonly #more: (readonly Told[])[] = [];

  constructor(keepAll: boolean) {
    this.#keepAll = keepAll;
    this.#from.push(0);
  }

  object(object: JsonObject): void {
    const at = this.#objectOf(text(object["id"]));
    this.#objects += 1;
    this.#typeOf.set(at, this.types.idOf(text(object["type"])));
    if (this.#keepAll) this.#attributes.set(at, attributesOf(object));
  }

  event(event: JsonObject): void {
    for (const each of isArray(event["relationships"]) ? event["relationships"] : [])
      if (isObject(each)) this.#related.push(this.#objectOf(text(each["objectId"])));
    this.#from.push(this.#related.length);
    const attributes = attributesOf(event);
    const told = resourceNames.flatMap((name) => attributes.findLast((one) => one.name === name) ?? [])[0];
    const transition = attributes.findLast(({ name }) => name === transitionName);
    this.#activity.push(this.activities.idOf(text(event["type"])));
    this.#time.push(readInstant(text(event["time"])));
    this.#resource.push(told === undefined ? -1 : this.#resources.idOf(told.value));
    this.#transition.push(transition === undefined ? -1 : this.#transitions.idOf(transition.value));
    if (this.#keepAll) this.#more.push(attributes.filter(({ name }) => name !== transitionName && name !== told?.name));
  }

  #objectOf(id: string): number {
    const at = this.objects.idOf(id);
    this.#typeOf.fillTo(at + 1, -1);
    return at;
  }

  done(): Ocel {
    const [typeOf, from, related] = [this.#typeOf.done(), this.#from.done(), this.#related.done()];
    const [activity, time, resource, transition] = [
      this.#activity.done(),
      this.#time.done(),
      this.#resource.done(),
      this.#transition.done(),
    ];
    return {
      types: this.types.list,
      ids: this.objects.list,
      typeOf,
      objects: this.#objects,
      attributes: this.#attributes,
      events: activity.length,
      relatedTo: (event) => related.subarray(from[event], from[event + 1]),
      event: (at) => ({
        activity: this.activities.list[activity[at]!]!,
        time: time[at]!,
        resource: this.#resources.list[resource[at]!] ?? null,
        transition: this.#transitions.list[transition[at]!] ?? null,
        more: this.#more[at] ?? [],
      }),
    };
  }
}

export type Ocel = {
  readonly types: readonly string[];
  readonly ids: readonly string[];
  readonly typeOf: Int32Array;
  /** So many the file lists; others are only named. */
  readonly objects: number;
  readonly attributes: ReadonlyMap<number, readonly Told[]>;
  readonly events: number;
  relatedTo(event: number): Int32Array;
  event(at: number): {
    readonly activity: string;
    readonly time: number;
    readonly resource: string | null;
    readonly transition: string | null;
    readonly more: readonly Told[];
  };
};

export const resourceNames = ["org:resource", "resource", "user", "employee", "agent"];
const transitionName = "lifecycle:transition";

function attributesOf(thing: JsonObject): Told[] {
  return (isArray(thing["attributes"]) ? thing["attributes"] : [])
    .filter(isObject)
    .map((each) => ({ name: text(each["name"]), value: text(each["value"]) }));
}

function text(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
