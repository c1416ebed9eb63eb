import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { requestIn } from "../../api/index.ts";
import { useWorkspace } from "../../session/index.ts";
import type { Choices, Targets } from "./moves.ts";

/** The open runs as a revision (or the draft, in the state `draft` names) would take them, and what is chosen for them. */
export function useMoves(processId: string, to: number | "draft", draft: unknown, enabled = true) {
  const { id: w } = useWorkspace();
  const [choices, setChoices] = useState<Choices>(new Map());
  const [targets, setTargets] = useState<Targets>({});
  const preview = useQuery({
    queryKey: ["moves preview", w, processId, to, draft, targets],
    queryFn: ({ signal }) => requestIn(w, "POST /processes/:p/move-previews", { params: { p: processId }, body: { to, targets }, signal }),
    placeholderData: (before) => before,
    retry: false,
    enabled,
    staleTime: 0,
  });
  return { preview, choices, setChoices, targets, setTargets };
}

export type Moves = ReturnType<typeof useMoves>;
