import { Eye } from "lucide-react";
import { seeAs, seeingAs } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { Button } from "../ui/index.ts";
import { seenTexts } from "./seen.en.ts";

/** Over every screen while it is seen as a guest would. */
export function SeenBanner() {
  const t = useText(seenTexts);
  const seen = seeingAs();
  if (seen === null) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b border-line bg-accent-soft px-4 py-1.5 text-sm text-accent-strong"
    >
      <span className="min-w-0 text-pretty [overflow-wrap:anywhere]">
        <Eye size={15} className="me-2 inline-block align-[-2px]" aria-hidden="true" />
        {t("seeing", { title: seen.title })}
      </span>
      <Button size="small" onClick={() => seeAs(null, seen.back)}>
        {t("leave")}
      </Button>
    </div>
  );
}
