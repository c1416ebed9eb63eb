import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  type UseQueryOptions,
  type UseQueryResult,
} from "@tanstack/react-query";
import { type Answer, type CallOf, type InWorkspace, type ReadKey, requestIn } from "../api/index.ts";
import { useWorkspace } from "./workspace.tsx";

/** What a read asks for: `{ params, query }`, each where the operation has it. */
export type Ask<Key extends ReadKey> = Omit<CallOf<InWorkspace[Key], "w">, "signal" | "idempotencyKey">;

export type ReadOptions = {
  /**
   * The live events after which it is read again: kinds of subject (`"task"`) or one subject or home (`"task:" + id`,
   * `"run:" + id`). Left out: every event of the workspace. Too many is slow, too few is wrong.
   */
  readonly watch?: readonly string[];
  readonly enabled?: boolean;
  /** Keeps what was shown while the next answer is on its way: for a search or filter. */
  readonly keep?: boolean;
};

/** Query keys are `["w", workspaceId, operation, ask]`: `useChange` and live updates find them by these parts. */
export function keyOf(workspaceId: string, key: ReadKey, ask?: unknown): readonly unknown[] {
  return ask === undefined ? ["w", workspaceId, key] : ["w", workspaceId, key, ask];
}

/** For a route's loader, so that data and code are fetched side by side: `client.ensureQueryData(readQuery(…))`. */
export function readQuery<Key extends ReadKey>(
  workspaceId: string,
  key: Key,
  ask: Ask<Key>,
  { watch, enabled = true, keep = false }: ReadOptions = {},
) {
  return {
    queryKey: keyOf(workspaceId, key, ask),
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<Answer<Key>> => call(workspaceId, key, { ...ask, signal }),
    enabled,
    meta: { watch },
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  };
}

/** `const task = useRead("GET /tasks/:t", { params: { t } }, { watch: ["task:" + t] })` */
export function useRead<Key extends ReadKey>(key: Key, ask: Ask<Key>, options?: ReadOptions): UseQueryResult<Answer<Key>> {
  return useQuery(readQuery(useWorkspace().id, key, ask, options) as UseQueryOptions<Answer<Key>>);
}

type Page = { readonly items: readonly unknown[]; readonly next: string | null };
type PagedKey = { [Key in ReadKey]: Answer<Key> extends Page ? Key : never }[ReadKey];
export type ItemOf<Key extends PagedKey> = Answer<Key> extends { readonly items: readonly (infer Item)[] } ? Item : never;

/** A list by cursor: `items` are those of all pages read so far, `more()` reads the next. */
export function useReadMore<Key extends PagedKey>(key: Key, ask: Ask<Key>, options: ReadOptions = {}) {
  const workspaceId = useWorkspace().id;
  const query = useInfiniteQuery(
    infiniteQueryOptions({
      queryKey: keyOf(workspaceId, key, { ...ask, pages: true }),
      queryFn: ({ signal, pageParam }) => call(workspaceId, key, withCursor(ask, pageParam, signal)),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => (last as Page).next,
      enabled: options.enabled ?? true,
      meta: { watch: options.watch },
    }),
  );
  return { ...query, items: itemsOf<ItemOf<Key>>(query.data), more: () => void query.fetchNextPage() };
}

/** The whole list, however many pages it has: for what is chosen from, counted, or looked up by its id. */
export function useReadAll<Key extends PagedKey>(key: Key, ask: Ask<Key>, { watch, enabled = true }: ReadOptions = {}) {
  const workspaceId = useWorkspace().id;
  const { data, error, refetch } = useQuery({
    queryKey: keyOf(workspaceId, key, { ...ask, all: true }),
    queryFn: ({ signal }) => allPages((cursor) => call(workspaceId, key, withCursor(ask, cursor, signal)) as Promise<Page>),
    enabled,
    meta: { watch },
  });
  return { items: data?.items as readonly ItemOf<Key>[] | undefined, error, refetch };
}

/** Members of the workspace, all of them. */
export function useEverybody(enabled = true) {
  return useReadAll("GET /members", { query: { limit: 200 } }, { watch: ["member", "team", "workspace"], enabled });
}

/** As one page, so that what paints a page paints it too. */
export async function allPages(read: (cursor: string | null) => Promise<Page>): Promise<Page> {
  const items: unknown[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await read(cursor);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return { items, next: null };
}

function itemsOf<Item>(data: InfiniteData<unknown> | undefined): readonly Item[] | undefined {
  return data?.pages.flatMap((page) => (page as { items: readonly Item[] }).items);
}

function withCursor(ask: unknown, cursor: string | null, signal: AbortSignal): object {
  const { query, ...rest } = ask as { query?: object };
  return { ...rest, signal, query: { ...query, ...(cursor === null ? {} : { cursor }) } };
}

/** The one place where the proved types of an ask are handed to the untyped wire. */
function call<Key extends ReadKey>(workspaceId: string, key: Key, ask: object): Promise<Answer<Key>> {
  return (requestIn as (workspaceId: string, key: Key, ask: object) => Promise<Answer<Key>>)(workspaceId, key, ask);
}
