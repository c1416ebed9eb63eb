import { type RefusalCode, refusals } from "@rondo/contract";
import { type Finding, Refusal } from "@rondo/core/kernel";
import { type Container, carryOver } from "@rondo/core/sameness";
import { isPacked, looksLikeLog } from "@rondo/formats/eventlog";
import { containersOf } from "@rondo/formats/work";
import { type Work, workIn } from "../../http/index.ts";
import { chosenColumns, readFile, readLimits } from "../../imports/index.ts";
import { type JobKind, Superseded } from "../../jobs/index.ts";
import type { System } from "../../system.ts";
import { inThread } from "../queries/index.ts";
import { type LogSize, type Refused, auditAsKept, lockAudit, updateAudit, weightsOfAudits } from "../store/audit.ts";
import { claimComparison, keepFailure, keepResult, orderComparison } from "../store/comparison.ts";
import { type TakenFile, auditOfFile, claimFile, containersOfAudit, keepReading } from "../store/files.ts";
import { auditEvent } from "./event.ts";

/** So large that no later attempt comes: what is written now is the last word. */
const lastAttempt = 2_147_483_647;

/** Reads a file of an audit. What can't be read is kept as such with its reason: one broken file never stops the others. */
export function readAuditFile(system: System): JobKind {
  const finish = (workspaceId: string, fileId: string, attempt: number, read: LookedInto): Promise<void> =>
    workIn(system, workspaceId, null, async (work) => {
      const { tx } = work;
      const auditId = await auditOfFile(tx, fileId);
      if (auditId === undefined) return; // it was taken away with its audit
      await lockAudit(tx, auditId);
      if (!(await keepReading(tx, fileId, attempt, read))) throw new Superseded("stopped, or a later attempt has this file");
      await orderComparison(tx, auditId);
      await work.append(auditEvent(work, "audit.changed", auditId, await updateAudit(tx, auditId, {}), { changed: ["files"] }));
    });
  return {
    name: "audit_file",
    async run({ workspaceId, subjectId, attempt, signal }) {
      const file = await system.database.inWorkspace(workspaceId, (tx) => claimFile(tx, subjectId, attempt));
      if (file === undefined) return;
      const read = await orRefused(unlessStopped(signal, lookInto(system, workspaceId, file)), (refused): LookedInto => ({
        ...nothing,
        refused,
      }));
      await finish(workspaceId, subjectId, attempt, read);
    },
    isFinal: () => false,
    giveUp: async ({ workspaceId, subjectId }, failure) => {
      await finish(workspaceId, subjectId, lastAttempt, {
        ...nothing,
        refused: refusedWords(new Refusal("unreadable", { reason: `Reading it broke off again and again: ${failure}.` })),
      }).catch(unlessSuperseded);
    },
  };
}

/** Judges all that was added, in a thread; transactions are open only before and after. */
export function compareAudits(system: System): JobKind {
  const tell = async (
    work: Work,
    auditId: string,
    version: number | undefined,
    name: string,
    data: Readonly<Record<string, unknown>>,
  ): Promise<void> => {
    if (version === undefined) throw new Superseded("stopped, or a later attempt compares it");
    await work.append(auditEvent(work, name, auditId, version, data));
  };
  const fail = (workspaceId: string, auditId: string, refused: Refused): Promise<void> =>
    workIn(system, workspaceId, null, async (work) =>
      tell(work, auditId, await keepFailure(work.tx, auditId, refused), "audit.changed", { changed: ["comparison"] }),
    );
  return {
    name: "audit_comparison",
    async run({ workspaceId, subjectId, attempt, signal }) {
      const taken = await system.database.inWorkspace(workspaceId, async (tx) => {
        await lockAudit(tx, subjectId);
        return (await claimComparison(tx, subjectId, attempt))
          ? { containers: await containersOfAudit(tx, subjectId), weights: await weightsOfAudits(tx) }
          : undefined;
      });
      if (taken === undefined) return;
      const result = await orRefused(unlessStopped(signal, inThread({ kind: "compare", ...taken })), (refused) => ({ refused }));
      if ("refused" in result) return fail(workspaceId, subjectId, result.refused);
      await workIn(system, workspaceId, null, async (work) => {
        await lockAudit(work.tx, subjectId);
        const before = await auditAsKept(work.tx, subjectId);
        if (before === undefined) return;
        const version = await keepResult(work.tx, subjectId, attempt, { result, ...carryOver(before, result) });
        await tell(work, subjectId, version, "audit.compared", { containers: result.containers.length, families: result.families.length });
      });
    },
    isFinal: () => false,
    giveUp: ({ workspaceId, subjectId }, failure) =>
      fail(
        workspaceId,
        subjectId,
        refusedWords(new Refusal("unreadable", { reason: `Comparing broke off again and again: ${failure}.` })),
      ).catch(unlessSuperseded),
  };
}

type LookedInto = {
  readonly containers: readonly Container[];
  readonly findings: readonly Finding[];
  readonly log: LogSize | null;
  readonly refused: Refused | null;
};

const nothing: LookedInto = { containers: [], findings: [], log: null, refused: null };

async function lookInto(system: System, workspaceId: string, { number, file_name: fileName, bytes }: TakenFile): Promise<LookedInto> {
  if (isPacked(bytes) || looksLikeLog(bytes.subarray(0, 8_192))) {
    const { container, cases, events, findings } = await inThread({ kind: "log", bytes: Uint8Array.from(bytes), fileName, source: "log" });
    return { containers: [{ ...container, id: String(number) }], findings: worthTelling(findings), log: { cases, events }, refused: null };
  }
  const chosen = await system.database.inWorkspace(workspaceId, (tx) => chosenColumns(tx), "read");
  const reading = await readFile(
    bytes,
    fileName,
    (error) => system.log.error({ err: error, fileName }, "a reader of audits died"),
    { ...readLimits, cache: null },
    { chosen },
  );
  return { containers: containersOf(reading, String(number)), findings: worthTelling(reading.findings), log: null, refused: null };
}

function worthTelling(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.severity !== "info").slice(0, 50);
}

/** Work in a thread goes on when this node is being stopped; nobody waits for it, and it is done again elsewhere. */
function unlessStopped<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const stopped = new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(new Error("the server is being stopped")), { once: true }),
  );
  return Promise.race([work, stopped]);
}

/** A refusal is an answer that later attempts would give too, but for one that there is too much to do just now. */
async function orRefused<T, U>(work: Promise<T>, otherwise: (refused: Refused) => U): Promise<T | U> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "too_many_requests") throw error;
    return otherwise(refusedWords(error));
  }
}

function refusedWords(error: Refusal): Refused {
  const known = Object.hasOwn(refusals, error.code) ? refusals[error.code as RefusalCode] : refusals.unreadable;
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => String(error.params[name] ?? ""));
  return { code: error.code, title: fill(known.title), next: fill(known.next) };
}

function unlessSuperseded(error: unknown): void {
  if (!(error instanceof Superseded)) throw error;
}
