import { getRouteApi, useNavigate, useRouter } from "@tanstack/react-router";
import { Suspense } from "react";

const workspace = getRouteApi("/w/$slug");

/**
 * A task opened beside the list it is in: `?task=<id>` on any screen, so that the address says it and Back closes it.
 * The task slice brings what is shown (`Beside` in the router's context).
 */
export function BesidePanel() {
  const { task } = workspace.useSearch() as { task?: string };
  const navigate = useNavigate();
  const { Beside } = useRouter().options.context as { Beside?: React.ComponentType<{ taskId: string; onClose: () => void }> };
  if (!Beside || task === undefined) return null;
  const close = () => void navigate({ to: ".", search: ((before: Record<string, unknown>) => ({ ...before, task: undefined })) as never });
  return (
    <Suspense>
      <Beside key={task} taskId={task} onClose={close} />
    </Suspense>
  );
}
