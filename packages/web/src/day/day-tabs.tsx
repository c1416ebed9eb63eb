import { Link } from "@tanstack/react-router";
import { useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { TabBar, tabClass } from "../ui/index.ts";
import { dayTexts } from "./en.ts";

/** What to do now, and what to do when. */
export function DayTabs() {
  const t = useText(dayTexts);
  const { slug } = useWorkspace();
  return (
    <TabBar label={t("tabs")}>
      <Link to="/w/$slug/my-day" params={{ slug }} search={{}} activeOptions={{ exact: true, includeSearch: false }} className={tabClass}>
        {t("title")}
      </Link>
      <Link to="/w/$slug/my-day/week" params={{ slug }} search={{}} activeOptions={{ includeSearch: false }} className={tabClass}>
        {t("week")}
      </Link>
    </TabBar>
  );
}
