import { Send, X } from "lucide-react";
import { outbox, type Waiting } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { Button, IconButton, Popover, useFormat } from "../ui/index.ts";
import { outboxTexts } from "./outbox.en.ts";

/** The changes that wait, each with the way to take it back. */
export function OutboxList({ waiting }: { waiting: readonly Waiting[] }) {
  const t = useText(outboxTexts);
  const format = useFormat();
  const refused = waiting.filter((one) => one.refused !== undefined).length;
  return (
    <Popover
      align="end"
      title={t("outbox")}
      trigger={
        <Button size="small" icon={<Send size={13} />}>
          {refused > 0 ? t("outboxRefused", { count: refused }) : t("outboxCount", { count: waiting.length })}
        </Button>
      }
    >
      <ul className="flex max-h-80 w-80 max-w-full flex-col overflow-y-auto">
        {waiting.map((one) => (
          <li key={one.id} className="flex items-start gap-2 border-b border-line/70 py-2 text-start text-sm last:border-0">
            <span className="min-w-0 flex-1">
              <span className="block [overflow-wrap:anywhere]">{t("change", { what: whatOf(one.key), about: aboutOf(one) })}</span>
              <span className="block text-xs text-faint">{format.ago(new Date(one.at).toISOString(), new Date())}</span>
              {one.refused ? <span className="block text-xs text-act">{`${one.refused.title}. ${one.refused.next}`}</span> : null}
            </span>
            <IconButton
              size="small"
              label={one.refused ? t("outboxRead") : t("outboxDiscard")}
              icon={<X size={14} />}
              onClick={() => outbox.discard(one.id)}
            />
          </li>
        ))}
      </ul>
    </Popover>
  );
}

/** The kinds of change that have words of their own; the rest is "a change". */
function whatOf(key: string): string {
  const [method = "", path = ""] = key.split(" ");
  const last = path.split("/").findLast((part) => !part.startsWith(":")) ?? "";
  if (last === "completion") return method === "PUT" ? "complete" : "reopen";
  if (last === "decision" || last === "comments" || last === "answer") return last;
  if (last === "tasks") return method === "POST" ? "add" : method === "PATCH" ? "edit" : "remove";
  return "other";
}

/** The words of the change itself, where it has any. */
function aboutOf({ call }: Waiting): string {
  const body = typeof call.body === "object" && call.body !== null ? (call.body as Readonly<Record<string, unknown>>) : {};
  const text = [body["title"], body["text"], body["comment"]].find((one): one is string => typeof one === "string" && one !== "") ?? "";
  return text.length > 80 ? `“${text.slice(0, 79)}…”` : text === "" ? "" : `“${text}”`;
}
