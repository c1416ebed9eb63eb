import type { AnswerOf, Operation } from "@rondo/contract";
import { isDuplicate, type Tx } from "../database/index.ts";
import { admit, keepAnswer } from "./admit.ts";
import type { StreamCall } from "./call.ts";
import { idempotencyOf } from "./idempotency.ts";
import { refuse } from "./problem.ts";

/**
 * The Idempotency-Key for an operation that runs in transactions of its own: what was answered before is answered again;
 * otherwise `work` keeps its answer in the last of its transactions, with the change that it tells of. `digest` stands for
 * the body.
 */
export async function answerOnce<O extends Operation>(
  call: StreamCall<O>,
  digest: string,
  work: (keep: (tx: Tx, answer: AnswerOf<O>) => Promise<void>) => Promise<AnswerOf<O>>,
): Promise<{ status: number; body: string }> {
  const { system, actor, operation, request } = call;
  const repeat = idempotencyOf(request, digest);
  const kept = async (): Promise<{ status: number; body: string } | null> => {
    if (repeat === null) return null;
    const before =
      (await system.database.inWorkspace(actor.workspaceId, (tx) => admit(tx, actor.personId, repeat.key), "read"))?.kept ?? null;
    if (before !== null && !before.fingerprint.equals(repeat.fingerprint)) refuse("idempotency_mismatch");
    return before;
  };
  const before = await kept();
  if (before !== null) return before;
  try {
    const answer = await work(async (tx, made) => {
      if (repeat !== null)
        await keepAnswer(tx, actor.personId, repeat.key, {
          fingerprint: repeat.fingerprint,
          status: operation.status,
          body: JSON.stringify(made),
        });
    });
    return { status: operation.status, body: JSON.stringify(answer) };
  } catch (error) {
    // Of two at once the slower one fails, on the record of the key or on what the other made: it answers what that did.
    const meanwhile = await kept();
    if (meanwhile !== null) return meanwhile;
    if (isDuplicate(error, "idempotency_pkey")) refuse("idempotency_in_progress");
    throw error;
  }
}
