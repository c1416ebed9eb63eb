import { type Finding, Refusal } from "@rondo/core/kernel";
import type { PlanMoney } from "@rondo/core/control";
import type { Staffing } from "@rondo/core/levelling";
import type { Plan } from "@rondo/core/plan";
import type { ProjectDraft } from "../draft/index.ts";
import { unreadable } from "../draft/refuse.ts";
import { readJson } from "../json/index.ts";
import { looksLikePmxml, readPmxml } from "../pmxml/index.ts";
import { looksLikeMspdi, readMspdi } from "../mspdi/index.ts";
import { looksLikePlanJson, readPlanJson, readPlanText, staffingOf, type Experience, type PlanFile } from "../plan/index.ts";
import { looksLikeRondo, readRondoJson } from "../rondo/index.ts";
import { looksLikeXer, readXer } from "../xer/index.ts";

/** A plan to compute, from any file that holds one; the project around it is left aside. */
export type PlanToCompute = {
  readonly format: string;
  readonly name: string;
  readonly plan: Plan;
  readonly staffing: Staffing;
  readonly experience: Experience;
  /** Null where the format says nothing of costs, baselines or work done. */
  readonly money: PlanMoney | null;
  readonly findings: readonly Finding[];
};

/** What `readPlan` reads, in a refusal's words. */
export const planFormats =
  "Microsoft Project XML (.xml), Primavera (.xer, .pmxml or .xml), Rondo's own plans (.json, .plan), PSPLIB (.sm), Patterson (.rcp) and RCPSP/max (.SCH) files";

/** True where `readPlan` will read it: by its first words, or for JSON by whether it says so. */
export function looksLikePlan(bytes: Uint8Array, fileName: string): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 4000).filter((byte) => byte !== 0));
  if (looksLikeXer(head) || looksLikePmxml(head) || looksLikeMspdi(head)) return true;
  if (/\.(?:xer|pmxml|plan)$/i.test(fileName)) return true;
  if (!isJson(head, fileName)) return false;
  const { value } = readJson(bytes);
  if (looksLikePlanJson(value)) return true;
  return looksLikeRondo(value) && readRondoJson(value, []).drafts.some((draft) => draft.kind === "project" && draft.plan !== undefined);
}

/** Which reader: by the file's first words where they tell, else by the ending of its name. */
export function readPlan(bytes: Uint8Array, fileName: string): PlanToCompute {
  if (bytes.length === 0) throw unreadable("The file is empty");
  const head = String.fromCharCode(...bytes.subarray(0, 4000).filter((byte) => byte !== 0));
  const ending = /\.[a-z]+$/.exec(fileName.toLowerCase())?.[0] ?? "";
  if (looksLikeXer(head) || ending === ".xer") return staffed(readXer(bytes));
  if (ending === ".plan")
    return {
      format: "plan",
      name: fileName,
      plan: readPlanText(bytes).plan,
      staffing: nobody,
      experience: none,
      money: null,
      findings: [],
    };
  if (isJson(head, fileName)) return readJsonPlan(bytes);
  if (ending === ".xml" || ending === ".pmxml" || /^[^\w{]*</.test(head))
    return staffed(looksLikePmxml(head) ? readPmxml(bytes) : readMspdi(bytes));
  throw new Refusal("format_unknown", { formats: planFormats });
}

/** What comes without a name (from a pipe, say) shows by its first letter that it is JSON. */
function isJson(head: string, fileName: string): boolean {
  return /\.json$/i.test(fileName) || /^[^\w<]*\{/.test(head);
}

const none: Experience = { history: [], ranges: [] };
const nobody: Staffing = { people: [], assignments: [] };

function staffed(file: PlanFile): PlanToCompute {
  return {
    format: file.format,
    name: file.name,
    plan: file.plan,
    staffing: staffingOf(file),
    experience: none,
    money: file.money ?? null,
    findings: file.findings,
  };
}

/** A board says who is on a task and nothing of how much: all day. */
function membersOf({ members, tasks }: ProjectDraft): Staffing {
  return {
    people: members.map(({ sourceId, name }) => ({ id: sourceId, name, units: 1 })),
    assignments: tasks.flatMap((task) => task.members.map((person) => ({ task: task.sourceId, person, units: 1 }))),
  };
}

/** A plan by itself, or the first project of a file of Rondo's that has one. */
function readJsonPlan(bytes: Uint8Array): PlanToCompute {
  const { value, findings } = readJson(bytes);
  if (!looksLikeRondo(value)) return { format: "rondo-plan", ...readPlanJson(bytes) };
  const reading = readRondoJson(value, findings);
  const draft = reading.drafts.find((draft) => draft.kind === "project" && draft.plan !== undefined);
  if (draft?.kind !== "project" || draft.plan === undefined) throw unreadable("No project of this file has a plan");
  return {
    format: "rondo",
    name: draft.name,
    plan: draft.plan,
    staffing: membersOf(draft),
    experience: none,
    money: null,
    findings: reading.findings.filter((finding) => finding.code !== "read"),
  };
}
