import type { AnswerOf, operations, QueryOf } from "@rondo/contract";
import type { EventLog, MinedLog, Selection } from "@rondo/core/mining";
import { refuse, type StreamCall } from "../../http/index.ts";
import { auditFor } from "../policy.ts";
import { bytesOf } from "../store/files.ts";
import { inThread } from "./in-thread.ts";

type Query = QueryOf<typeof operations.getAuditLog>;
export type PresentedLog = AnswerOf<typeof operations.getAuditLog>;

/** A log that is already read, such as that of a process's own runs. */
export async function minedOf(log: EventLog, query: Query, purpose: string): Promise<PresentedLog> {
  return presentLog(await inThread({ kind: "mine", log, selection: selectionOf(query), noise: query.noise, purpose }));
}

export async function minedFile(
  call: Pick<StreamCall<typeof operations.getAuditLog>, "system" | "actor" | "params">,
  query: Query,
): Promise<{ mined: PresentedLog; fileName: string }> {
  const { system, actor, params } = call;
  const file = await system.database.inWorkspace(
    actor.workspaceId,
    async (tx) => {
      const row = await auditFor(tx, actor, params.a, "read");
      return bytesOf(tx, row.survey_id, params.n);
    },
    "read",
  );
  if (file === undefined || file.log === null) refuse("audit_not_found");
  const mined = await inThread({
    kind: "mine",
    bytes: Uint8Array.from(file.bytes),
    selection: selectionOf(query),
    noise: query.noise,
    purpose: `Mined of the event log ${file.file_name}.`,
  });
  return { mined: presentLog(mined), fileName: file.file_name };
}

function selectionOf({ from, until, variants, attribute, value, through, then }: Query): Selection {
  return {
    ...(from !== undefined && { from: Date.parse(from) }),
    ...(until !== undefined && { until: Date.parse(until) }),
    ...(variants !== undefined && { variants }),
    ...(attribute !== undefined && value !== undefined && { attribute: { name: attribute, value } }),
    ...(through !== undefined && { through }),
    ...(then !== undefined && { then }),
  };
}

function presentLog({
  from,
  until,
  activities,
  follows,
  variants,
  bottlenecks,
  attributes,
  leadHours,
  model,
  ...log
}: MinedLog): PresentedLog {
  return {
    ...log,
    leadHours: leadHours === null ? null : { ...leadHours },
    from: from === null ? null : new Date(from).toISOString(),
    until: until === null ? null : new Date(until).toISOString(),
    activities: activities.map((one) => ({ ...one })),
    follows: follows.map((one) => ({ ...one })),
    variants: variants.map((one) => ({ ...one, steps: [...one.steps] })),
    bottlenecks: bottlenecks.map((one) => ({ ...one })),
    attributes: attributes.map((one) => ({ ...one, values: one.values.map((value) => ({ ...value })) })),
    model:
      model === null
        ? null
        : { ...model, definition: structuredClone(model.definition) as NonNullable<PresentedLog["model"]>["definition"] },
  };
}
