import type { Counts } from "../draft/index.ts";

export type OcelType = { readonly name: string; readonly attributes: readonly { readonly name: string; readonly type: string }[] };
export type OcelRelation = { readonly objectId: string; readonly qualifier: string };
type OcelValue = string | number | boolean;
export type OcelObject = {
  readonly id: string;
  readonly type: string;
  readonly attributes: readonly { readonly name: string; readonly time: string; readonly value: OcelValue }[];
  readonly relationships: readonly OcelRelation[];
};
export type OcelEvent = {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly attributes: readonly { readonly name: string; readonly value: OcelValue }[];
  readonly relationships: readonly OcelRelation[];
};
export type OcelWriter = {
  events(events: readonly OcelEvent[]): void;
  /** After all events. */
  objects(objects: readonly OcelObject[]): void;
  end(): Counts;
};

/**
 * Writes an object-centric event log (OCEL 2.0, JSON) of many types of objects, in pieces: first what happened, then the
 * objects, so that whoever writes may still learn which ones it needs. Nothing is kept but the names of the events.
 */
export function ocelWriter(put: (text: string) => void, objectTypes: readonly OcelType[], ofEvents: OcelType["attributes"]): OcelWriter {
  const names = new Set<string>();
  let [events, objects] = [0, 0];
  const lines = (items: readonly unknown[], before: number): void => {
    if (items.length > 0) put(`${before === 0 ? "" : ","}\n${items.map((item) => JSON.stringify(item)).join(",\n")}`);
  };
  const beginObjects = (): void => put('\n],"objects":[');
  put(`{"objectTypes":${JSON.stringify(objectTypes)},"events":[`);
  return {
    events(more) {
      if (objects > 0) throw new Error("events come before the objects");
      lines(more, events);
      for (const { type } of more) names.add(type);
      events += more.length;
    },
    objects(more) {
      if (objects === 0 && more.length > 0) beginObjects();
      lines(more, objects);
      objects += more.length;
    },
    end() {
      if (objects === 0) beginObjects();
      put(`\n],"eventTypes":${JSON.stringify([...names].map((name) => ({ name, attributes: ofEvents })))}}\n`);
      return { events, objects };
    },
  };
}
