import { useQuery } from "@tanstack/react-query";
import { request } from "../api/index.ts";
import { useWorkspace } from "./workspace.tsx";

/** The workspace itself stands outside of `useRead`, whose addresses begin below it. */
export function useWorkspaceRecord() {
  const { id: w } = useWorkspace();
  return useQuery({
    queryKey: ["w", w, "workspace"],
    queryFn: ({ signal }) => request("GET /api/workspaces/:w", { params: { w }, signal }),
    meta: { watch: ["workspace"] },
  });
}
