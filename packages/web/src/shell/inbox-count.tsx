import { useText } from "../messages/index.ts";
import { useRead } from "../session/index.ts";
import { Count } from "../ui/index.ts";
import { shellTexts } from "./en.ts";

/** How many things wait for one's decision. Asks for one row: the counts come with any page. */
export function InboxCount() {
  const t = useText(shellTexts);
  const { data } = useRead("GET /inbox", { query: { limit: 1 } });
  const act = data?.act ?? 0;
  return <Count value={act} tone="act" label={t("inboxCount", { count: act })} />;
}
