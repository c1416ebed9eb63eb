import { type Addressee, mails } from "../../mail/index.ts";
import type { FastifyReply } from "fastify";
import type { AnswerOf, operations } from "@rondo/contract";
import { type Field, type Graph, type Step, branchesOf } from "@rondo/core/process";
import { type Work, linkToken } from "../../http/index.ts";
import type { FileRow } from "../store/linked.ts";
import type { LockedRun, RunRow } from "../store/run.ts";
import type { StepRow } from "../store/step.ts";

type Asked = AnswerOf<typeof operations.getForm>["fields"][number];

/** People's names, files and the names of work stay inside. */
const inside: ReadonlySet<string> = new Set(["person", "people", "file", "run", "project"]);

/** A field as somebody without an account is asked for it; null where they can't be. */
export function presentField(field: Field, required: boolean): Asked | null {
  const {
    key,
    label,
    kind,
    help = null,
    choices = [],
    columns = [],
    currency = null,
    when = null,
    computed = null,
    min = null,
    max = null,
    pattern = null,
    rules = [],
  } = field;
  if (inside.has(kind)) return null;
  return {
    key,
    label,
    kind,
    help,
    choices: [...choices],
    columns: [...columns],
    currency,
    when,
    computed,
    min,
    max,
    pattern,
    rules: [...rules],
    required: required && computed === null,
  };
}

/** To be kept, never shown: what outsiders and colleagues put here does not run in this origin. */
export function asDownload(reply: FastifyReply, { file, bytes }: { readonly file: FileRow; readonly bytes: Buffer }): Buffer {
  void reply
    .header("content-type", "application/octet-stream")
    .header(
      "content-disposition",
      `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
    )
    .header("x-content-type-options", "nosniff")
    .header("content-security-policy", "default-src 'none'; sandbox")
    .header("cache-control", "private, no-store");
  return bytes;
}

export function questionMail(work: Work, run: LockedRun, text: string): Addressee {
  return { to: run.requester_email as string, like: run.process_owner, words: mails.question(run.title, text, requestUrl(work, run)) };
}

export function deliveryMail(work: Work, run: LockedRun, asksRating: boolean): Addressee {
  return {
    to: run.requester_email as string,
    like: run.process_owner,
    words: (asksRating ? mails.deliveryAsked : mails.delivery)(run.title, requestUrl(work, run)),
  };
}

function requestUrl(work: Work, run: LockedRun): string {
  return `${work.system.publicUrl}/request/${linkToken(work.workspaceId, run.request_id)}`;
}

export type Stage = AnswerOf<typeof operations.getRequest>["stages"][number];

/** The steps of the outermost level: those behind the run are done, those it is in are now; work it passed by is left out. */
export function stagesOf(
  { status, outcome, state }: RunRow,
  { definition, nodes }: Graph,
  steps: readonly Pick<StepRow, "step_id" | "closed_at">[],
): Stage[] {
  const standing = status === "running" ? state.tokens.map(({ node }) => nodes.get(node)?.step ?? "") : [];
  const open = new Set([...standing, ...steps.flatMap(({ step_id, closed_at }) => (closed_at === null ? step_id : []))]);
  const met = new Set([...standing, ...steps.map(({ step_id }) => step_id)]);
  const inside = (step: Step): string[] => [step.id, ...branchesOf(step).flatMap((branch) => branch.steps.flatMap(inside))];
  const ids = definition.steps.map(inside);
  const last = ids.findLastIndex((list) => list.some((id) => met.has(id)));
  return definition.steps.flatMap((step, index): Stage[] => {
    const list = ids[index] ?? [];
    if (status === "running" && list.some((id) => open.has(id))) return [{ title: step.title, state: "now" }];
    const isBehind = outcome === "delivered" || index < last || (index === last && status === "running");
    const isPassedBy = isBehind && (step.kind === "task" || step.kind === "approval") && !met.has(step.id);
    return isPassedBy ? [] : [{ title: step.title, state: isBehind ? "done" : "ahead" }];
  });
}
