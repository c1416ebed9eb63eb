import type { Role, Step } from "@rondo/core/process";
import type { ComponentType } from "react";

/** The worst finding at each step, by its id. */
export type Marks = ReadonlyMap<string, "error" | "warning">;
export type BlockProps = {
  steps: readonly Step[];
  prefix: string;
  activeId: string | null;
  marks: Marks;
  roles: readonly Role[];
  owner: string | null;
  branch: string | null;
};
/** Blocks hold rows, rows hold branches, branches hold blocks: the block is handed down, so that the files need no circle. */
export type Block = ComponentType<BlockProps>;
