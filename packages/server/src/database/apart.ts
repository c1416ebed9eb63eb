import { sql } from "kysely";
import { Refusal } from "@rondo/core/kernel";
import type { Tx } from "./query.ts";

/**
 * A part of a transaction whose no is not the whole's: what it wrote before it refused is taken back, and the transaction
 * goes on. Whatever else fails in it fails the whole.
 */
export async function apart<T>(tx: Tx, work: () => Promise<T>): Promise<T | Refusal> {
  await tx.change(sql`savepoint apart`);
  const before = tx.after.length;
  const undoing = undoingIn(tx);
  const done = undoing.length;
  try {
    const result = await work();
    await tx.change(sql`release savepoint apart`);
    return result;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tx.after.length = before;
    for (const undo of undoing.splice(done).reverse()) undo();
    tx.forget();
    await tx.change(sql`rollback to savepoint apart`);
    await tx.change(sql`release savepoint apart`);
    return error;
  }
}

/** What this process keeps besides for the transaction is undone with the part in which it was done. */
export function ifTakenBack(tx: Tx, undo: () => void): void {
  undoingIn(tx).push(undo);
}

function undoingIn(tx: Tx): (() => void)[] {
  return undoings.get(tx) ?? undoings.set(tx, []).get(tx)!;
}
const undoings = new WeakMap<Tx, (() => void)[]>();
