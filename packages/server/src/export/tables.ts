/**
 * What an export holds, table by table, in the order in which it could be read in again. Columns are listed one by one,
 * so that none leaves because it was added; a test holds the lists against the schema. Not among them: the unguessable
 * parts of links (invitations, forms, requests).
 */
export type ExportTable = {
  /** The plural noun that names the list in the document. */
  readonly noun: string;
  readonly table: string;
  readonly columns: readonly string[];
  /** Columns of the primary key after the workspace, with their types: the order of the list. */
  readonly key: readonly (readonly [column: string, type: "uuid" | "integer" | "bigint" | "xid8" | "text" | "timestamptz"])[];
};

const id = (column: string) => [[column, "uuid"]] as const;

export const exportTables: readonly ExportTable[] = [
  { noun: "calendars", table: "calendar", columns: ["calendar_id", "name", "week", "exceptions", "version"], key: id("calendar_id") },
  { noun: "memberships", table: "membership", columns: ["person_id", "role", "joined_at", "version", "manager_id"], key: id("person_id") },
  { noun: "memberSkills", table: "member_skill", columns: ["person_id", "skill"], key: [["person_id", "uuid"], ["skill", "text"]] },
  { noun: "capacities", table: "capacity", columns: ["person_id", "reserved_percent", "leave", "stand_in_id", "version"], key: id("person_id") },
  { noun: "teams", table: "team", columns: ["team_id", "name", "version"], key: id("team_id") },
  { noun: "teamMembers", table: "team_member", columns: ["team_id", "person_id"], key: [["team_id", "uuid"], ["person_id", "uuid"]] },
  { noun: "invitations", table: "invitation", columns: ["invitation_id", "email", "role", "team_ids", "invited_by", "created_at", "expires_at", "accepted_at", "withdrawn_at"], key: id("invitation_id") },
  { noun: "shares", table: "share", columns: ["space_id", "person_id", "role"], key: [["space_id", "uuid"], ["person_id", "uuid"]] },
  { noun: "taskShares", table: "task_share", columns: ["task_id", "person_id", "role"], key: [["task_id", "uuid"], ["person_id", "uuid"]] },
  { noun: "publicLinks", table: "public_link", columns: ["subject_kind", "subject_id", "files", "made_by", "made_at", "expires_at", "revoked_by", "revoked_at"], key: [["subject_id", "uuid"], ["made_at", "timestamptz"]] },
  {
    noun: "processes", table: "process", key: id("process_id"),
    columns: ["process_id", "name", "owner_id", "everyone", "calendar_id", "fillings", "draft", "draft_version", "draft_changed", "published", "intake_title", "intake_note", "retired_at", "runs_started", "created_at", "version", "approver_id", "review_months", "review_due_at", "is_block"],
  },
  { noun: "processSources", table: "process_source", columns: ["process_id", "format", "element", "text"], key: id("process_id") },
  { noun: "revisions", table: "revision", columns: ["process_id", "number", "definition", "note", "published_by", "published_at"], key: [["process_id", "uuid"], ["number", "integer"]] },
  { noun: "pilots", table: "pilot", columns: ["pilot_id", "process_id", "revision", "team_id", "share", "begun_by", "begun_at", "ended_by", "ended_at", "ended_as"], key: id("pilot_id") },
  { noun: "submissions", table: "submission", columns: ["submission_id", "process_id", "draft_version", "definition", "note", "made_by", "made_at", "decided_by", "decided_at", "verdict", "word"], key: id("submission_id") },
  { noun: "confirmations", table: "confirmation", columns: ["confirmation_id", "process_id", "revision", "note", "confirmed_by", "confirmed_at"], key: id("confirmation_id") },
  { noun: "hypotheses", table: "hypothesis", columns: ["process_id", "revision", "measure", "aim", "reason", "stated_by", "stated_at"], key: [["process_id", "uuid"], ["revision", "integer"]] },
  {
    noun: "cadences", table: "cadence", key: id("cadence_id"),
    columns: ["cadence_id", "process_id", "name", "rule", "start", "until", "catch_up", "overlap", "answers", "expressions", "exceptions", "paused", "done_until", "created_by", "version"],
  },
  {
    noun: "runs", table: "run", key: id("run_id"),
    columns: ["run_id", "process_id", "revision", "number", "title", "state", "status", "outcome", "fillings", "started_by", "started_via", "started_at", "ended_at", "requester_id", "requester_name", "requester_email", "parent_run", "parent_task", "depth", "fields", "finishes", "pilot_id", "as_project", "adopts", "version"],
  },
  { noun: "moves", table: "move", columns: ["move_id", "process_id", "revision", "reason", "moved_by", "moved_at", "undone_by", "undone_at"], key: id("move_id") },
  { noun: "movedRuns", table: "moved_run", columns: ["move_id", "run_id", "from_revision", "state", "version", "targets", "back"], key: [["move_id", "uuid"], ["run_id", "uuid"]] },
  { noun: "actions", table: "action", columns: ["action_id", "run_id", "step_id", "act", "attempts", "failure", "created_at", "closed_at", "closed_as"], key: id("action_id") },
  { noun: "listeners", table: "listener", columns: ["run_id", "name", "key", "any_key"], key: [["run_id", "uuid"], ["name", "text"], ["key", "text"]] },
  { noun: "messages", table: "message", columns: ["message_id", "name", "key", "answers", "sent_at", "sent_by"], key: id("message_id") },
  { noun: "occurrences", table: "occurrence", columns: ["cadence_id", "due_at", "run_id", "missed", "why", "problems"], key: [["cadence_id", "uuid"], ["due_at", "timestamptz"]] },
  {
    noun: "projects", table: "project", key: id("project_id"),
    columns: ["project_id", "name", "goal", "end_condition", "start", "finish", "owner_id", "everyone", "calendar_id", "link_policy", "columns", "opened_by_run", "opened_by_step", "opened_by_task", "created_at", "fields", "version"],
  },
  { noun: "projectCompletions", table: "project_completion", columns: ["project_id", "completed_by", "completed_at", "note"], key: id("project_id") },
  {
    noun: "tasks", table: "task", key: id("task_id"),
    columns: [
      "task_id", "run_id", "project_id", "person_id", "title", "notes", "owner_id", "team_id", "created_by", "created_at", "due_at", "not_before", "priority", "closed_at", "closed_as", "deleted_at",
      "step_id", "step_kind", "round", "open_question", "held", "parent_id", "position", "board_column", "milestone", "working_minutes", "not_before_wall", "deadline_wall", "planning", "fields", "spent_minutes", "version",
    ],
  },
  { noun: "relations", table: "relation", columns: ["from_id", "to_id", "kind", "made_by", "made_at"], key: [["from_id", "uuid"], ["to_id", "uuid"], ["kind", "text"]] },
  { noun: "appearances", table: "appearance", columns: ["task_id", "project_id", "added_by", "added_at"], key: [["task_id", "uuid"], ["project_id", "uuid"]] },
  { noun: "timeEntries", table: "time_entry", columns: ["entry_id", "task_id", "person_id", "day", "minutes", "note", "created_at", "deleted_at"], key: id("entry_id") },
  { noun: "timers", table: "timer", columns: ["person_id", "task_id", "started_at"], key: id("person_id") },
  { noun: "followings", table: "following", columns: ["task_id", "person_id", "since"], key: [["task_id", "uuid"], ["person_id", "uuid"]] },
  { noun: "customFields", table: "custom_field", columns: ["field_id", "project_id", "process_id", "name", "type", "choices", "created_by", "created_at", "deleted_at", "version"], key: id("field_id") },
  { noun: "views", table: "view", columns: ["view_id", "name", "owner_id", "shared", "definition", "created_at", "version"], key: id("view_id") },
  { noun: "viewPins", table: "view_pin", columns: ["view_id", "person_id", "pinned_at"], key: [["view_id", "uuid"], ["person_id", "uuid"]] },
  { noun: "completions", table: "completion", columns: ["task_id", "completed_by", "completed_at"], key: id("task_id") },
  { noun: "waivers", table: "waiver", columns: ["task_id", "waived_by", "waived_at", "reason"], key: id("task_id") },
  { noun: "approvals", table: "approval", columns: ["task_id", "decided_by", "decided_at", "verdict", "comment"], key: id("task_id") },
  { noun: "questions", table: "question", columns: ["question_id", "run_id", "task_id", "text", "asked_by", "asked_at", "to_person_id", "answer", "answered_by", "answered_at"], key: id("question_id") },
  { noun: "comments", table: "comment", columns: ["comment_id", "task_id", "author_id", "imported_author", "text", "at", "edited_at", "deleted_at"], key: id("comment_id") },
  { noun: "commentRevisions", table: "comment_revision", columns: ["comment_id", "number", "text", "at"], key: [["comment_id", "uuid"], ["number", "integer"]] },
  { noun: "reactions", table: "reaction", columns: ["comment_id", "kind", "person_id", "at"], key: [["comment_id", "uuid"], ["kind", "text"], ["person_id", "uuid"]] },
  { noun: "attachments", table: "attachment", columns: ["attachment_id", "task_id", "name", "media", "size", "digest", "added_by", "added_at", "deleted_at", "series_id", "number", "scan"], key: id("attachment_id") },
  { noun: "folders", table: "folder", columns: ["folder_id", "project_id", "process_id", "parent_id", "name", "created_by", "created_at", "version"], key: id("folder_id") },
  {
    noun: "documents", table: "document", key: id("document_id"),
    columns: ["document_id", "project_id", "process_id", "folder_id", "title", "template", "everyone", "created_by", "created_at", "edited_by", "edited_at", "seq", "markdown", "deleted_at", "deleted_by", "version"],
  },
  { noun: "documentVersions", table: "document_snapshot", columns: ["document_id", "seq", "kind", "name", "people", "at"], key: [["document_id", "uuid"], ["seq", "integer"]] },
  { noun: "documentEditors", table: "document_editor", columns: ["document_id", "person_id", "last_at"], key: [["document_id", "uuid"], ["person_id", "uuid"]] },
  { noun: "documentComments", table: "document_comment", columns: ["comment_id", "document_id", "parent_id", "author_id", "text", "anchor", "quote", "at", "edited_at", "deleted_at", "resolved_by", "resolved_at"], key: id("comment_id") },
  { noun: "baselines", table: "baseline", columns: ["baseline_id", "project_id", "name", "taken_at", "taken_by", "finish", "entries"], key: id("baseline_id") },
  { noun: "links", table: "link", columns: ["link_id", "project_id", "from_id", "to_id", "type", "lag_minutes", "lag_kind", "version"], key: id("link_id") },
  { noun: "scheduleEntries", table: "schedule_entry", columns: ["task_id", "project_id", "start", "finish", "finish_at", "critical"], key: id("task_id") },
  {
    noun: "handovers", table: "handover", key: id("handover_id"),
    columns: ["handover_id", "project_id", "task_id", "process_id", "receiver_id", "title", "contents", "accept_within_minutes", "created_by", "created_at", "run_id", "version"],
  },
  {
    noun: "handoverOffers", table: "handover_offer", key: [["handover_id", "uuid"], ["round", "integer"]],
    columns: ["handover_id", "round", "offered_by", "offered_at", "accept_by", "decision", "decided_by", "decided_at", "reason"],
  },
  { noun: "handoverItems", table: "handover_item", columns: ["item_id", "handover_id", "position", "text", "accepted_by", "accepted_at"], key: id("item_id") },
  { noun: "conversions", table: "conversion", columns: ["conversion_id", "was", "became", "project_id", "run_id", "process_id", "kept", "made_by", "made_at", "undone_by", "undone_at"], key: id("conversion_id") },
  { noun: "convertedTasks", table: "converted_task", columns: ["conversion_id", "task_id", "run_id", "step_id", "waiting", "kept"], key: [["conversion_id", "uuid"], ["task_id", "uuid"]] },
  { noun: "notices", table: "notice", columns: ["notice_id", "person_id", "kind", "act", "at", "actor_id", "subject_kind", "subject_id", "title", "why", "read_at", "told_at", "epoch", "seq"], key: id("notice_id") },
  { noun: "noticeSettings", table: "notice_setting", columns: ["person_id", "choice"], key: id("person_id") },
  { noun: "noticeMutes", table: "notice_mute", columns: ["person_id", "subject_kind", "subject_id"], key: [["person_id", "uuid"], ["subject_kind", "text"], ["subject_id", "uuid"]] },
  { noun: "imports", table: "import", columns: ["import_id", "file_name", "sha256", "format", "imported_by", "imported_at", "counts", "made", "findings", "finished_at"], key: id("import_id") },
  { noun: "importRecords", table: "import_record", columns: ["import_id", "number", "kind", "source_id", "project_id", "task_id", "data"], key: [["import_id", "uuid"], ["number", "integer"]] },
  { noun: "importPeople", table: "import_person", columns: ["import_id", "person_no", "project_id", "source_id", "name", "username", "email", "mark", "person_id", "how"], key: [["import_id", "uuid"], ["person_no", "integer"]] },
  { noun: "knownPeople", table: "known_person", columns: ["known_id", "mark", "person_id", "chosen_by", "chosen_at", "version"], key: id("known_id") },
  { noun: "advice", table: "advice", columns: ["space_id", "kind", "about", "answers", "history", "given_by", "given_at", "version"], key: id("space_id") },
  { noun: "likenesses", table: "likeness", columns: ["project_id", "others", "found_at", "dismissed_by", "dismissed_at", "process_id"], key: id("project_id") },
  { noun: "judgements", table: "judgement", columns: ["judgement_id", "advice", "audit", "version"], key: id("judgement_id") },
  { noun: "tableColumns", table: "table_columns", columns: ["columns_id", "header", "columns", "chosen_by", "chosen_at", "version"], key: id("columns_id") },
  { noun: "audits", table: "survey", columns: ["survey_id", "name", "made_by", "made_at", "shared", "version", "compared_at", "wanted_at", "failed", "result", "figures", "adopted"], key: id("survey_id") },
  { noun: "auditFiles", table: "survey_file", columns: ["survey_id", "number", "file_name", "state", "parts", "items", "containers", "findings", "refused", "log"], key: [["survey_id", "uuid"], ["number", "integer"]] },
  {
    noun: "events", table: "event", key: [["epoch", "bigint"], ["xid", "xid8"], ["seq", "bigint"]],
    columns: ["epoch", "xid", "seq", "name", "at", "actor_id", "subject_kind", "subject_id", "version", "home_kind", "home_id", "data"],
  },
  { noun: "outsiderLinks", table: "outsider_link", columns: ["task_id", "email", "made_at", "expires_at", "used_at"], key: id("task_id") },
  { noun: "rotations", table: "rotation", columns: ["process_id", "part", "turns"], key: [["process_id", "uuid"], ["part", "text"]] },
  { noun: "levellings", table: "levelling", columns: ["levelling_id", "project_id", "made_by", "made_at", "state", "finish", "unlevelled_finish", "moves", "findings", "accepted", "version"], key: id("levelling_id") },
  { noun: "bundleRuns", table: "bundle_run", columns: ["run_id", "task_id", "begun_by", "begun_at"], key: id("run_id") },
  { noun: "projectTemplates", table: "project_template", columns: ["template_id", "name", "about", "made_by", "made_at", "content"], key: id("template_id") },
  { noun: "registerEntries", table: "register_entry", columns: ["entry_id", "project_id", "kind", "title", "notes", "owner_id", "task_id", "day", "said", "created_by", "created_at", "version"], key: id("entry_id") },
  { noun: "settlements", table: "settlement", columns: ["entry_id", "outcome", "note", "settled_by", "settled_at"], key: id("entry_id") },
  { noun: "riskRatings", table: "risk_rating", columns: ["entry_id", "rated_at", "rated_by", "likelihood", "impact"], key: [["entry_id", "uuid"], ["rated_at", "timestamptz"]] },
  { noun: "budgets", table: "budget", columns: ["project_id", "currency", "amount", "rates", "version"], key: id("project_id") },
  { noun: "forecasts", table: "forecast", columns: ["forecast_id", "project_id", "made_at", "p50", "p80", "p95", "basis"], key: id("forecast_id") },
];

/** Walled tables that an export leaves out, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  workspace: "is the document's head",
  idempotency: "answers kept for a repeat of the same request",
  journal_reader: "how far this installation's readers are",
  due_moment: "follows from cadences, waits and due dates",
  outgoing_mail: "mail on its way; its links are secrets",
  reply_address: "addresses that take answers to mails: secrets of this installation",
  letter: "marks of letters that were taken, so that none counts twice",
  outgoing_call: "messages on their way to chats and browsers",
  push_browser: "browsers that are told: their keys are secrets of this installation",
  decision_link: "links in mails by which something is decided: secrets",
  search_entry: "follows from the titles",
  search_word: "follows from the titles",
  document_word: "follows from what documents say",
  document_update: "the pieces in which a document was written; what it says stands in documents, as Markdown, and a backup holds the pieces",
  attachment_content: "the bytes of files: too large for one document; a backup holds them",
};

/** Columns that an export leaves out: the unguessable parts of links, where an import that is still writing stands, and the files that were audited. */
export const leftOutColumns: Readonly<Record<string, readonly string[]>> = {
  invitation: ["token_hash"],
  process: ["intake_id"],
  document_snapshot: ["state"],
  project: ["arriving"],
  run: ["request_id"],
  outsider_link: ["link_id"],
  public_link: ["link_id"],
  attachment: ["scan_attempt"],
  survey: ["in_hand"],
  survey_file: ["bytes", "file_id", "attempt"],
  table_columns: ["signature"],
  notice_setting: ["chat_format", "chat_url"],
};
