import { Link } from "@tanstack/react-router";
import { useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { TabBar, tabClass } from "../ui/index.ts";
import { peopleTexts } from "./en.ts";

/** Who is here, and what is asked of them. */
export function PeopleTabs() {
  const t = useText(peopleTexts);
  const { slug } = useWorkspace();
  return (
    <TabBar label={t("title")}>
      <Link to="/w/$slug/people" params={{ slug }} search={{}} activeOptions={{ exact: true, includeSearch: false }} className={tabClass}>
        {t("members")}
      </Link>
      <Link to="/w/$slug/people/load" params={{ slug }} search={{}} activeOptions={{ includeSearch: false }} className={tabClass}>
        {t("load")}
      </Link>
    </TabBar>
  );
}
