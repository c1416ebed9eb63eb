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
  const done = tx.undoing.length;
  try {
    const result = await work();
    await tx.change(sql`release savepoint apart`);
    return result;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tx.after.length = before;
    takeBack(tx, done);
    tx.forget();
    await tx.change(sql`rollback to savepoint apart`);
    await tx.change(sql`release savepoint apart`);
    return error;
  }
}

/** Undoes what this process keeps besides, the latest first, down to the first `left`. */
export function takeBack(tx: Pick<Tx, "undoing">, left = 0): void {
  for (const undo of tx.undoing.splice(left).reverse()) undo();
}
