import { createContext, type ReactNode, use } from "react";
import { invariant } from "@rondo/core/kernel";
import type { Membership } from "./me.ts";

const Current = createContext<Membership | null>(null);

export function WorkspaceProvider({ workspace, children }: { workspace: Membership; children: ReactNode }) {
  return <Current value={workspace}>{children}</Current>;
}

/** The workspace on the screen: its id, name, slug and zone, and the role one has in it. */
export function useWorkspace(): Membership {
  const workspace = use(Current);
  invariant(workspace, "useWorkspace outside a workspace's screens");
  return workspace;
}
