import type { RunEvent } from "./event.ts";

/** An event as a journal keeps it: its kind and who did it stand in columns, and `data` says the rest. */
export type RecordedEvent = { readonly name: string; readonly actor: string | null; readonly data: Readonly<Record<string, unknown>> };

/** What of an event a journal keeps beside its name and who acted. Who did it is said again only where it is somebody else. */
export function recordOf(event: RunEvent, actor: string | null): Readonly<Record<string, unknown>> {
  const { type: _name, by, ...data } = event;
  return by === actor ? data : { ...data, by };
}

/** The event again; older rows say its kind and who did it in `data` too. */
export function eventOf({ name, actor, data }: RecordedEvent): RunEvent {
  return { type: name, by: actor, ...data } as unknown as RunEvent;
}
