import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { meQuery, wasAnothers } from "../session/index.ts";
import { ownPath } from "./submit.ts";

/** After signing in: what was known of nobody is forgotten, and one goes where one wanted to. */
export function useEntered(): (path?: string) => Promise<void> {
  const client = useQueryClient();
  const router = useRouter();
  return async (path) => {
    client.clear();
    await client.fetchQuery(meQuery).catch(() => undefined);
    // What the page still has in memory is somebody else's.
    if (wasAnothers()) return location.replace(ownPath(path));
    await router.navigate({ href: ownPath(path), replace: true });
  };
}
