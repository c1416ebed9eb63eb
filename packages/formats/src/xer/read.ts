import { words } from "@rondo/core/kernel";
import { parseWall, standardCalendar } from "@rondo/core/calendar";
import { unreadable } from "../draft/refuse.ts";
import type { PlanFile } from "../plan/reading.ts";
import { decimal, planOf, unitsOf, type ActivityKind, type Export } from "../primavera/index.ts";
import { readCalendarData } from "./calendar-data.ts";
import { readTables, type Row, type Tables } from "./tables.ts";

/** Reads a Primavera P6 export (XER). Ids are the file's `task_id`s. */
export function readXer(bytes: Uint8Array): PlanFile {
  const tables = readTables(bytes);
  if (tables.of("PROJECT").length + tables.of("TASK").length === 0) throw unreadable("The export holds neither a project nor a task");
  const reading = planOf("xer", exportOf(tables));
  return tables.legacy
    ? {
        ...reading,
        findings: [
          {
            code: "xer.code_page",
            severity: "info",
            subject: "plan",
            ...words`The file is not UTF-8; it was read as Windows-1252. Letters of other code pages are wrong.`,
          },
          ...reading.findings,
        ],
      }
    : reading;
}

export function looksLikeXer(head: string): boolean {
  return head.startsWith("ERMHDR");
}

const lagOn = { rcal_Predecessor: "predecessor", rcal_Successor: "successor", rcal_ProjDefault: "project", rcal_24Hour: "clock" } as const;
const kinds: Readonly<Record<string, ActivityKind>> = {
  TT_Task: "task",
  TT_Rsrc: "resource",
  TT_Mile: "milestone",
  TT_FinMile: "milestone",
  TT_LOE: "effort",
  TT_WBS: "wbs",
};

function exportOf(tables: Tables): Export {
  const options = new Map(tables.of("SCHEDOPTIONS").map((row) => [row["proj_id"] ?? "", row["sched_calendar_on_relationship_lag"] ?? ""]));
  const titles = new Map(
    tables
      .of("PROJWBS")
      .filter((row) => row["proj_node_flag"] === "Y")
      .map((row) => [row["proj_id"] ?? "", row["wbs_name"] ?? ""]),
  );
  const rates = new Map(tables.of("RSRCRATE").map((row) => [row["rsrc_id"] ?? "", row["max_qty_per_hr"] ?? ""]));
  const get = (row: Row, name: string): string => row[name] ?? "";
  return {
    projects: tables.of("PROJECT").map((row) => ({
      id: get(row, "proj_id"),
      name: titles.get(get(row, "proj_id")) || get(row, "proj_short_name"),
      start: wall(get(row, "plan_start_date")),
      dataDate: wall(get(row, "last_recalc_date")),
      calendar: get(row, "clndr_id"),
      lagOn: lagOn[options.get(get(row, "proj_id")) as keyof typeof lagOn] ?? "predecessor",
      criticalHours: decimal(get(row, "critical_drtn_hr_cnt")),
    })),
    calendars: calendarsOf(tables.of("CALENDAR")),
    wbs: tables.of("PROJWBS").map((row) => ({
      id: get(row, "wbs_id"),
      parent: get(row, "parent_wbs_id"),
      project: get(row, "proj_id"),
      name: get(row, "wbs_name") || get(row, "wbs_short_name"),
      sequence: decimal(get(row, "seq_num")),
      isProject: get(row, "proj_node_flag") === "Y",
    })),
    activities: tables.of("TASK").map((row) => ({
      id: get(row, "task_id"),
      code: get(row, "task_code"),
      name: get(row, "task_name"),
      project: get(row, "proj_id"),
      wbs: get(row, "wbs_id"),
      calendar: get(row, "clndr_id"),
      kind: kinds[get(row, "task_type")] ?? "task",
      durationType: get(row, "duration_type"),
      hours: decimal(get(row, "target_drtn_hr_cnt")),
      remainingHours: decimal(get(row, "remain_drtn_hr_cnt")),
      constraint: get(row, "cstr_type"),
      constraintAt: wall(get(row, "cstr_date")),
      secondConstraint: get(row, "cstr_type2"),
      secondAt: wall(get(row, "cstr_date2")),
      actualStart: wall(get(row, "act_start_date")),
      actualFinish: wall(get(row, "act_end_date")),
      restart: wall(get(row, "restart_date")),
      start: wall(get(row, "act_start_date")) ?? wall(get(row, "early_start_date")) ?? wall(get(row, "target_start_date")),
      finish: wall(get(row, "act_end_date")) ?? wall(get(row, "early_end_date")) ?? wall(get(row, "target_end_date")),
      percent: get(row, "status_code") === "TK_Complete" ? 100 : decimal(get(row, "phys_complete_pct")),
    })),
    relations: tables.of("TASKPRED").map((row) => ({
      from: get(row, "pred_task_id"),
      to: get(row, "task_id"),
      type: get(row, "pred_type"),
      lagHours: decimal(get(row, "lag_hr_cnt")),
    })),
    resources: tables.of("RSRC").map((row) => ({
      id: get(row, "rsrc_id"),
      name: get(row, "rsrc_name") || get(row, "rsrc_short_name"),
      calendar: get(row, "clndr_id"),
      labor: (get(row, "rsrc_type") || "RT_Labor") === "RT_Labor",
      maxUnits: unitsOf(rates.get(get(row, "rsrc_id")) ?? ""),
    })),
    roles: tables.of("ROLES").map((row) => ({ id: get(row, "role_id"), name: get(row, "role_name") || get(row, "role_short_name") })),
    assignments: tables.of("TASKRSRC").map((row) => ({
      activity: get(row, "task_id"),
      resource: get(row, "rsrc_id"),
      role: get(row, "role_id"),
      units: unitsOf(get(row, "target_qty_per_hr")),
    })),
  };
}

/** A calendar takes what it does not say itself from its base. */
function calendarsOf(rows: readonly Row[]): Export["calendars"] {
  const own = new Map(rows.map((row) => [row["clndr_id"] ?? "", readCalendarData(row["clndr_data"] ?? "")]));
  const base = new Map(rows.map((row) => [row["clndr_id"] ?? "", row["base_clndr_id"] ?? ""]));
  return rows.map((row) => {
    const id = row["clndr_id"] ?? "";
    const above = own.get(base.get(id) ?? "");
    const definition = own.get(id) ?? above ?? standardCalendar;
    return {
      id,
      name: row["clndr_name"] ?? "",
      isDefault: row["default_flag"] === "Y",
      definition: above && own.get(id) ? { ...definition, exceptions: [...above.exceptions, ...definition.exceptions] } : definition,
    };
  });
}

/** `2024-05-28 08:00` → wall clock. */
function wall(text: string): string | null {
  const at = text.trim().slice(0, 16).replace(" ", "T");
  return at.length < 10 || parseWall(at) === null ? null : at.length === 10 ? `${at}T00:00` : at;
}
