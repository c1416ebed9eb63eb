import type { OcelEvent, OcelObject, OcelRelation, OcelType } from "@rondo/formats/ocel";
import { type LoggedStep, aboutRun, transitionOf } from "../measures/index.ts";
import type { EventRow, ProcessRow, ProjectRow, RunRow, TaskRow } from "./store.ts";

const text = (...names: string[]): OcelType["attributes"] => names.map((name) => ({ name, type: "string" }));

/** Runs come first: of types that events name as often, readers take the first for the traces. */
export const objectTypes: readonly OcelType[] = [
  { name: "run", attributes: text("number", "title", "revision", "state", "process") },
  { name: "process", attributes: text("name") },
  { name: "project", attributes: text("name") },
  { name: "task", attributes: text("title", "state") },
  { name: "person", attributes: text("name") },
  { name: "team", attributes: text("name") },
];

export const eventAttributes: OcelType["attributes"] = [
  ...text("lifecycle:transition", "org:resource", "verdict", "reason"),
  { name: "start_timestamp", type: "time" },
];

/** Of what had no moment of its own. */
const beginning = "1970-01-01T00:00:00.000Z";

export function runObject(run: RunRow): OcelObject {
  return object("run", run.id, run.started_at, aboutRun(run), [{ objectId: run.process_id, qualifier: "process" }]);
}

export function processObject({ id, name, created_at }: ProcessRow): OcelObject {
  return object("process", id, created_at, { name });
}

export function projectObject({ id, name, created_at, run_id }: ProjectRow): OcelObject {
  return object("project", id, created_at, { name }, relation(run_id, "opened by"));
}

export function taskObject(task: TaskRow): OcelObject {
  return object("task", task.id, task.created_at, { title: task.title, state: task.closed_as ?? "open" }, [
    { objectId: task.project_id, qualifier: "project" },
    ...relation(task.parent_id, "part of"),
    ...relation(task.owner_name === null ? null : task.owner_id, "owner"),
  ]);
}

type TeamRow = { readonly team_id: string; readonly name: string; readonly person_id: string };

export function peopleAndTeams(people: ReadonlyMap<string, string>, members: readonly TeamRow[]): OcelObject[] {
  const teams = new Map(members.map(({ team_id, name }) => [team_id, name]));
  const of = Map.groupBy(members, ({ person_id }) => person_id);
  return [
    ...[...people].map(([id, name]) =>
      object(
        "person",
        id,
        beginning,
        { name },
        (of.get(id) ?? []).map(({ team_id }) => ({ objectId: team_id, qualifier: "member of" })),
      ),
    ),
    ...[...teams].map(([id, name]) => object("team", id, beginning, { name })),
  ];
}

/** A step that was done or skipped, in the words of the process’s own log. */
export function stepEvent(step: LoggedStep): OcelEvent {
  return {
    id: step.task_id,
    type: step.title,
    time: step.closed_at,
    attributes: [
      { name: "start_timestamp", value: step.created_at },
      { name: "lifecycle:transition", value: transitionOf(step) },
      ...attribute("org:resource", step.by_name),
      ...attribute("verdict", step.verdict),
      ...attribute("reason", step.reason),
    ],
    relationships: [{ objectId: step.run_id, qualifier: "run" }, ...relation(step.by_name === null ? null : step.by_id, "person")],
  };
}

export function taskEvent(event: EventRow): OcelEvent {
  return {
    id: `${event.task_id}:${event.version}`,
    type: event.name,
    time: event.at,
    attributes: attribute("org:resource", event.actor_name),
    relationships: [
      { objectId: event.task_id, qualifier: "task" },
      { objectId: event.project_id, qualifier: "project" },
      ...relation(event.actor_name === null ? null : event.actor_id, "person"),
    ],
  };
}

function object(
  type: string,
  id: string,
  time: string,
  about: Readonly<Record<string, string>>,
  relationships: readonly OcelRelation[] = [],
): OcelObject {
  return { id, type, attributes: Object.entries(about).map(([name, value]) => ({ name, time, value })), relationships };
}

function relation(objectId: string | null, qualifier: string): OcelRelation[] {
  return objectId === null ? [] : [{ objectId, qualifier }];
}

function attribute(name: string, value: string | null): { name: string; value: string }[] {
  return value === null ? [] : [{ name, value }];
}
