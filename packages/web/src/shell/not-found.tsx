import { Link } from "@tanstack/react-router";
import { CircleSlash2 } from "lucide-react";
import { useText } from "../messages/index.ts";
import { buttonClass, EmptyState } from "../ui/index.ts";
import { shellTexts } from "./en.ts";

export function NotFound() {
  const t = useText(shellTexts);
  return (
    <EmptyState
      whole
      picture={<CircleSlash2 size={22} aria-hidden="true" />}
      title={t("notFound")}
      about={t("notFoundNext")}
      action={
        <Link to="/" className={buttonClass("primary")}>
          {t("goHome")}
        </Link>
      }
    />
  );
}
