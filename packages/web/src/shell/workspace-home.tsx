import { Navigate } from "@tanstack/react-router";
import { useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { EmptyState, Kbd, Mark } from "../ui/index.ts";
import { shellTexts } from "./en.ts";
import { usePlaces } from "./places.tsx";

export function WorkspaceHome() {
  const t = useText(shellTexts);
  const { name, slug } = useWorkspace();
  const first = usePlaces()[0];
  if (first) return <Navigate to={first.to as "/"} params={{ slug } as never} replace />;
  return <EmptyState picture={<Mark size={26} />} title={t("welcome", { workspace: name })} about={t.rich("welcomeAbout", {}, { keys: "⌘K" })} action={<Kbd keys="mod+k" />} />;
}
