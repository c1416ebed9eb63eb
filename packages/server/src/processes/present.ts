import type { AnswerOf, operations } from "@rondo/contract";
import type { WorkspaceRole } from "@rondo/core/access";
import { workUnits } from "@rondo/core/calendar";
import { spaceRoleOf } from "../access/index.ts";
import { linkToken } from "../http/index.ts";
import { mailAddress } from "../mail/index.ts";
import { ref } from "../tasks/index.ts";
import type { ProcessRow, RevisionRow } from "./store.ts";

export type Process = AnswerOf<typeof operations.getProcess>;

export function presentProcess(
  row: ProcessRow,
  at: { role: WorkspaceRole; workspaceId: string; publicUrl: string; mailDomain: string | null },
): Process {
  return {
    id: row.process_id,
    name: row.name,
    owner: ref(row.owner_id, row.owner_name),
    everyone: row.everyone,
    mine: spaceRoleOf(at.role, row),
    calendarId: row.calendar_id,
    units: workUnits(row.week ?? []),
    zone: row.zone,
    fillings: row.fillings,
    published:
      row.published === null
        ? null
        : { number: row.published, at: row.published_at as string, by: ref(row.publisher_id, row.publisher_name) },
    draftVersion: row.draft_version,
    draftChanged: row.draft_changed,
    openRuns: Number(row.open_runs),
    olderRuns: Number(row.older_runs),
    pilot:
      row.pilot_id === null
        ? null
        : {
            id: row.pilot_id,
            revision: row.pilot_revision as number,
            team: row.pilot_team === null ? null : { id: row.pilot_team, name: row.pilot_team_name ?? "" },
            share: row.pilot_share,
            at: row.pilot_at as string,
            by: ref(row.pilot_by, row.pilot_by_name),
            openRuns: Number(row.pilot_open),
            endedRuns: Number(row.pilot_ended),
          },
    block: row.is_block,
    approver: ref(row.approver_id, row.approver_name),
    submission:
      row.submission_id === null
        ? null
        : {
            id: row.submission_id,
            at: row.submission_at as string,
            by: ref(row.submission_by, row.submission_by_name),
            note: row.submission_note ?? "",
            isCurrent: row.submission_version === row.draft_version,
            verdict: row.submission_verdict as "approved" | "returned" | null,
            word: row.submission_word ?? "",
            decidedAt: row.submission_decided_at,
            decidedBy: ref(row.submission_decided_by, row.submission_decider),
          },
    review: {
      everyMonths: row.review_months,
      dueAt: row.review_due_at,
      overdue: row.review_overdue,
      confirmed:
        row.confirmed_at === null
          ? null
          : { at: row.confirmed_at, by: ref(row.confirmed_by, row.confirmer_name), revision: row.confirmed_revision as number },
    },
    intakeForm:
      row.intake_id === null
        ? null
        : {
            url: `${at.publicUrl}/form/${linkToken(at.workspaceId, row.intake_id)}`,
            mail: at.mailDomain === null ? null : mailAddress("start", at.workspaceId, row.intake_id, at.mailDomain),
            title: row.intake_title ?? "",
            note: row.intake_note ?? "",
          },
    asksRating: row.asks_rating,
    retiredAt: row.retired_at,
    purpose: row.purpose,
    version: row.version,
  };
}

export function presentRevision(row: RevisionRow): {
  number: number;
  at: string;
  by: { id: string; name: string } | null;
  note: string;
  openRuns: number;
} {
  return {
    number: row.number,
    at: row.published_at,
    by: ref(row.published_by, row.publisher_name),
    note: row.note,
    openRuns: Number(row.open_runs),
  };
}
