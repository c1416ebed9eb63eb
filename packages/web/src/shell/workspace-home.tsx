import { Navigate } from "@tanstack/react-router";
import { useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { Button, EmptyState, Mark } from "../ui/index.ts";
import { shellTexts } from "./en.ts";
import { openPalette } from "./palette-state.ts";
import { usePlaces } from "./places.tsx";

export function WorkspaceHome() {
  const t = useText(shellTexts);
  const { name, slug } = useWorkspace();
  const first = usePlaces()[0];
  if (first) return <Navigate to={first.to as "/"} params={{ slug } as never} replace />;
  return (
    <EmptyState
      picture={<Mark size={26} />}
      title={t("welcome", { workspace: name })}
      about={t("welcomeAbout")}
      action={
        <Button kind="primary" onClick={openPalette}>
          {t("pressed")}
        </Button>
      }
    />
  );
}
