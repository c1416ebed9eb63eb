import { MutationCache, onlineManager, QueryCache, QueryClient } from "@tanstack/react-query";
import { isProblem, passes } from "./api/index.ts";

const gone: ReadonlySet<number> = new Set([403, 404, 410]);

/**
 * What was read stays for five minutes after its screen is left, so that coming back paints at once; it is asked again
 * then, because live updates only follow what is on the screen. What only the network refused is tried again; a no is not.
 */
export function makeClient(onSignedOut: () => void): QueryClient {
  // By itself it hears only of changes: a page that is opened without a connection would not know.
  onlineManager.setOnline(navigator.onLine);
  const onError = (error: unknown) => {
    if (isProblem(error, "sign_in_required")) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        onError(error);
        // What is gone, or may be seen no more, does not stay on the screen; what the network alone refused does.
        if (isProblem(error) && gone.has(error.status)) query.setState({ data: undefined });
      },
    }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        gcTime: 300_000,
        retry: (failures, error) => passes(error) && failures < 3, // Without a connection the service worker answers with what it kept.
        refetchOnWindowFocus: true,
        networkMode: "offlineFirst",
      },
      // Without a connection a change goes to the outbox. `request` sends it again, for it has the key: here it would get a new one.
      mutations: { networkMode: "always", retry: false },
    },
  });
}
