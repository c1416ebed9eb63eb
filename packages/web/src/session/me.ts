import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { type AnswerOf, type Everything, request } from "../api/index.ts";
import { speakAs } from "../messages/index.ts";
import { belongTo } from "./device.ts";

export type Me = AnswerOf<Everything["GET /api/me"]>;
export type Membership = Me["workspaces"][number];

export const meQuery = queryOptions({ queryKey: ["me"], queryFn: readMe, staleTime: 60_000, retry: false });

/** Undefined until it is known, null when it is used. */
let news: string | null | undefined;

/**
 * Where the journal was before this page read anything, for the first stream that it opens: what happened since is told,
 * and nothing need be read twice. Later ones begin anew, for what was read of another workspace may be older.
 */
export function firstNews(): { readonly cursor: string; readonly age: number } | null {
  const cursor = news ?? null;
  news = null;
  return cursor === null ? null : { cursor, age: performance.now() };
}

/** Reads who is signed in, and speaks their language from then on. */
async function readMe({ signal }: { signal: AbortSignal }): Promise<Me> {
  const me = await request("GET /api/me", { signal });
  belongTo(me.person.id);
  if (news === undefined) news = me.news;
  if (me.person.locale !== null) await speakAs(me.person.locale);
  return me;
}

export const installationQuery = queryOptions({
  queryKey: ["installation"],
  queryFn: ({ signal }) => request("GET /api/installation", { signal }),
  staleTime: 60_000,
});

/** Who is signed in. Only inside a workspace's screens, whose route has loaded it. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** The same where nobody need be signed in: undefined until known, null when nobody is. */
export function useMaybeMe(): Me | null | undefined {
  const { data, error } = useQuery(meQuery);
  return data ?? (error ? null : undefined);
}
