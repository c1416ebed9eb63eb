import { LayoutList } from "lucide-react";
import { useText } from "../messages/index.ts";
import { useRead } from "../session/index.ts";
import { ScreenLink } from "../shell/index.ts";
import { viewTexts } from "./en.ts";

/** Views that one has put at the side. A part of its own: the frame is there before it. */
export function Pinned({ className }: { className: string }) {
  const t = useText(viewTexts);
  const { data } = useRead("GET /views", {}, { watch: ["view"] });
  const pinned = data?.items.filter((view) => view.pinned) ?? [];
  if (pinned.length === 0) return null;
  return (
    <ul aria-label={t("pinned")} className="mt-3 flex min-h-0 flex-col gap-0.5 overflow-y-auto">
      {pinned.map((view) => (
        <li key={view.id}>
          <ScreenLink to="/views/$view" params={{ view: view.id }} className={className}>
            <LayoutList size={16} aria-hidden="true" className="shrink-0 text-faint" />
            <span className="min-w-0 flex-1 truncate">{view.name}</span>
          </ScreenLink>
        </li>
      ))}
    </ul>
  );
}
