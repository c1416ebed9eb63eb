import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { request } from "../api/index.ts";
import { meQuery, useChange, useMe } from "../session/index.ts";

/** Opens one's sample world, which is made when there is none: a workspace beside one's own. */
export function useSample() {
  const { workspaces } = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const there = workspaces.find((one) => one.sample && one.role === "owner");
  const enter = async (slug: string) => {
    await client.invalidateQueries({ queryKey: meQuery.queryKey });
    await navigate({ to: "/w/$slug", params: { slug } });
  };
  const make = useChange({ call: (_: undefined) => request("POST /api/samples"), touches: [] });
  return {
    there: there !== undefined,
    busy: make.isPending,
    open: () => (there === undefined ? make.mutate(undefined, { onSuccess: ({ slug }) => void enter(slug) }) : void enter(there.slug)),
  };
}
