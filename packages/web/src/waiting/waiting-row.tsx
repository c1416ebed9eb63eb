import { Check, Copy, Download, Redo2, X } from "lucide-react";
import { outbox, type Waiting } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { nounOf } from "../session/index.ts";
import { Badge, Button, useCopy, useFormat } from "../ui/index.ts";
import { Compared } from "./compared.tsx";
import { waitingTexts } from "./en.ts";
import { useThing } from "./use-thing.ts";

/** One change: of what, what was entered and, once it was refused, what stands there now. */
export function WaitingRow({ one }: { one: Waiting }) {
  const t = useText(waitingTexts);
  const format = useFormat();
  const thing = useThing(one);
  const { refused } = one;
  return (
    <li className="flex flex-col gap-2 border-b border-line/70 py-3 last:border-0" data-waiting={refused ? "refused" : "waits"}>
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-sm">
        <Badge tone={refused ? "act" : "plain"}>{t("kind", { what: whatOf(one) })}</Badge>
        <span className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">{thing.title}</span>
        <span className="text-xs text-faint">{format.ago(new Date(one.at).toISOString(), new Date())}</span>
      </div>
      {refused ? (
        <p role="status" className="text-sm text-act">
          {refused.code === "version_stale" ? `${refused.title}.` : `${refused.title}. ${refused.next}`}
        </p>
      ) : null}
      <Compared one={one} thing={thing} />
      {one.file?.onlyHere ? <p className="text-xs text-act">{t("onlyHere")}</p> : null}
      <Actions one={one} />
    </li>
  );
}

function Actions({ one }: { one: Waiting }) {
  const t = useText(waitingTexts);
  const copy = useCopy();
  const { refused, file } = one;
  const stale = refused?.code === "version_stale";
  const text = wordsIn(one.call.body).join("\n");
  return (
    <div className="flex flex-wrap gap-2">
      {refused && refused.code !== "file_lost" ? (
        <Button
          size="small"
          kind="primary"
          icon={stale ? <Check size={14} /> : <Redo2 size={14} />}
          onClick={() => outbox.again(one.id, onPresent(one))}
        >
          {t(stale ? "useMine" : "again")}
        </Button>
      ) : null}
      {refused && text !== "" ? (
        <Button size="small" kind="quiet" icon={<Copy size={14} />} onClick={() => void copy(text, t("copied"))}>
          {t("copy")}
        </Button>
      ) : null}
      {file && refused?.code !== "file_lost" ? (
        <Button size="small" kind="quiet" icon={<Download size={14} />} onClick={() => void saveFile(one)}>
          {t("saveFile")}
        </Button>
      ) : null}
      <Button size="small" kind="quiet" icon={<X size={14} />} onClick={() => outbox.discard(one.id)}>
        {t(refused ? (stale ? "keepTheirs" : "discard") : "takeBack")}
      </Button>
    </div>
  );
}

/** What makes it fit what stands there now: chosen by somebody who has seen it. */
function onPresent({ key, call, refused }: Waiting): Partial<Waiting["call"]> {
  if (refused?.code !== "version_stale") return {};
  const { current, now } = refused.params as { current?: number; now?: Readonly<Record<string, unknown>> };
  if (!key.endsWith("/rows/changes")) return { ...(current !== undefined && { version: current }), base: now ?? {} };
  const [change] = (call.body as { changes: readonly { was?: object }[] }).changes;
  return { body: { changes: [{ ...change, was: { ...change?.was, ...now } }] } };
}

/** Everything that somebody typed into it. */
function wordsIn(value: unknown, key = ""): readonly string[] {
  if (typeof value === "string") return key === "verdict" || /id$/i.test(key) || key === "kind" || value === "" ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((one) => wordsIn(one, key));
  if (typeof value !== "object" || value === null) return typeof value === "number" ? [String(value)] : [];
  return Object.entries(value).flatMap(([name, one]) => (name === "was" || name === "mentions" ? [] : wordsIn(one, name)));
}

async function saveFile(one: Waiting): Promise<void> {
  const file = await outbox.fileOf(one);
  if (file === null) return;
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), { href: address, download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function whatOf(one: Waiting): string {
  const [method = ""] = one.key.split(" ");
  const noun = nounOf(one);
  if (noun === "completion") return method === "PUT" ? "complete" : "reopen";
  if (noun === "repeating-tasks") return "add";
  if (noun === "tasks") return method === "POST" ? "add" : method === "PATCH" ? "edit" : "remove";
  return noun;
}
