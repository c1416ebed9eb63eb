import type { AnswerOf, operations } from "@rondo/contract";
import type { Actor } from "../http/index.ts";
import { ref } from "../tasks/index.ts";
import { mayHandover } from "./policy.ts";
import type { HandoverRow, ItemRow, ReturnRow } from "./store.ts";

export type Handover = AnswerOf<typeof operations.getHandover>;

export function stateOf(row: HandoverRow): Handover["state"] {
  if (row.round === null) return "planned";
  return row.decision ?? "offered";
}

export function presentHandover(row: HandoverRow, items: readonly ItemRow[], returns: readonly ReturnRow[], actor: Actor): Handover {
  const state = stateOf(row);
  return {
    id: row.handover_id,
    title: row.title,
    contents: row.contents,
    from: { projectId: row.project_id, projectName: row.project_name, taskId: row.task_id, taskTitle: row.task_title },
    to: {
      kind: row.process_id === null ? "team" : "process",
      id: row.process_id ?? row.team_id,
      name: row.to_name,
      receiver: ref(row.receiver_id, row.receiver_name),
    },
    items: items
      .filter((item) => item.handover_id === row.handover_id)
      .map((item) => ({
        id: item.item_id,
        text: item.text,
        accepted: item.accepted_at === null ? null : { by: ref(item.accepted_by, item.accepter_name), at: item.accepted_at },
      })),
    state,
    offeredAt: row.offered_at,
    acceptBy: row.accept_by,
    decidedAt: row.decided_at,
    decidedBy: ref(row.decided_by, row.decider_name),
    reason: row.reason,
    runId: row.run_id,
    rounds: row.round ?? 0,
    earlier: returns
      .filter((one) => one.handover_id === row.handover_id)
      .map((one) => ({
        round: one.round,
        offeredAt: one.offered_at,
        decidedAt: one.decided_at,
        decidedBy: ref(one.decided_by, one.decider_name),
        reason: one.reason,
      })),
    mayOffer: (state === "planned" || state === "returned") && mayHandover(actor, row, "handover.offer"),
    mayDecide: state === "offered" && mayHandover(actor, row, "handover.decide"),
    version: row.version,
  };
}
