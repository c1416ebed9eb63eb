import type { DBAdapter, DBTransactionAdapter, Where } from "better-auth/types";
import { digest, isDigest } from "./digest.ts";
import { idleLimit } from "./limits.ts";

/**
 * Keeps session tokens out of the database: what Better Auth writes or asks for by token becomes the token's digest,
 * and the row it gets back carries the token it asked with, so that the cookie it signs holds the real one.
 *
 * Better Auth has no such option for sessions (it has one for verification values, which we set). A row that was not
 * asked for by token (a person's list of sessions) carries the digest, which every later call takes as it is.
 */
export function hashedTokens(adapter: DBAdapter): DBAdapter {
  return {
    ...wrapped(adapter),
    transaction: (work) => adapter.transaction((inner) => work(wrapped(inner))),
  } as DBAdapter;
}

type Row = Record<string, unknown>;
type Query = { model: string; where?: Where[] | undefined };

function wrapped(adapter: DBTransactionAdapter): DBTransactionAdapter {
  const named = <Result>(query: Query, result: Result): Result => (isOfSession(query) ? withToken(query, result) : result);
  return {
    ...adapter,
    create: async (query) => {
      const token = isOfSession(query) ? (query.data as Row)["token"] : undefined;
      const made = await adapter.create({ ...query, data: hashedData(query.model, query.data as Row) as typeof query.data });
      return (typeof token === "string" ? { ...(made as Row), token } : made) as never;
    },
    findOne: async (query) => {
      const found = await adapter.findOne(hashedWhere(query));
      if (found && isOfSession(query) && isIdle(found as Row)) return null;
      return named(query, found) as never;
    },
    findMany: (query) => adapter.findMany(hashedWhere(query)) as never,
    count: (query) => adapter.count(hashedWhere(query)),
    update: async (query) =>
      named(query, await adapter.update({ ...hashedWhere(query), update: hashedData(query.model, query.update) })) as never,
    updateMany: (query) => adapter.updateMany({ ...hashedWhere(query), update: hashedData(query.model, query.update) }),
    delete: (query) => adapter.delete(hashedWhere(query)),
    deleteMany: (query) => adapter.deleteMany(hashedWhere(query)),
    consumeOne: async (query) => named(query, await adapter.consumeOne(hashedWhere(query))) as never,
    incrementOne: (query) => adapter.incrementOne(hashedWhere(query)) as never,
  };
}

function isOfSession(query: { model: string }): boolean {
  return query.model === "session";
}

function hashedWhere<Q extends Query>(query: Q): Q {
  if (!isOfSession(query) || !query.where) return query;
  return { ...query, where: query.where.map((part) => (part.field === "token" ? { ...part, value: hashedValue(part.value) } : part)) };
}

function hashedData(model: string, data: Row): Row {
  const token = data["token"];
  return isOfSession({ model }) && typeof token === "string" ? { ...data, token: digest(token) } : data;
}

function hashedValue(value: Where["value"]): Where["value"] {
  if (typeof value === "string") return digest(value);
  return Array.isArray(value) ? value.map((one) => digest(String(one))) : value;
}

function withToken<Result>(query: Query, result: Result): Result {
  const asked = query.where?.find((part) => part.field === "token")?.value;
  if (!result || typeof asked !== "string" || isDigest(asked)) return result;
  return { ...result, token: asked };
}

function isIdle(session: Row): boolean {
  const seen = session["seenAt"];
  return seen instanceof Date && seen.getTime() < Date.now() - idleLimit * 1_000;
}
