import { useDeferredValue, useState } from "react";
import { useText } from "../../messages/index.ts";
import { useRead } from "../../session/index.ts";
import { Dialog, Field, TextInput } from "../../ui/index.ts";
import { documentTexts } from "../en.ts";

export type Choosing = "task" | "plan" | "progress" | "measures";

/** What is to be shown in the text: found by its name among what one may see. */
export function Choose({ what, onChoose, onClose }: { what: Choosing; onChoose: (id: string) => void; onClose: () => void }) {
  const t = useText(documentTexts);
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const kind = what === "task" ? "task" : what === "measures" ? "process" : "project";
  const found = useRead("GET /search", { query: { q: `kind:${kind} ${q}`, limit: 50 } }, { enabled: q !== "", keep: true });
  const projects = useRead("GET /projects", { query: { limit: 50 } }, { watch: ["project"], enabled: kind === "project" && q === "" });
  const processes = useRead("GET /processes", { query: { limit: 50 } }, { watch: ["process"], enabled: kind === "process" && q === "" });
  const rows =
    q !== ""
      ? (found.data?.items ?? []).filter((item) => item.kind === kind).map(({ id, title, home }) => ({ id, title, home }))
      : ((kind === "project" ? projects.data?.items : processes.data?.items)?.map(({ id, name }) => ({ id, title: name, home: null })) ??
        []);
  const title = kind === "task" ? t("chooseTask") : kind === "project" ? t("chooseProject") : t("chooseProcess");
  return (
    <Dialog open onOpen={(open) => !open && onClose()} title={title}>
      <div className="flex min-h-60 flex-col gap-2 pb-3">
        <Field label={t("find")} hideLabel>
          <TextInput value={typed} onValue={setTyped} placeholder={t("find")} autoComplete="off" maxLength={200} />
        </Field>
        {rows.length === 0 ? (
          <p className="px-2 py-3 text-sm text-faint">{q === "" && kind === "task" ? t("find") : t("nothingFound")}</p>
        ) : (
          <ul className="flex flex-col">
            {rows.map((row) => (
              <li key={row.id}>
                <button
                  type="button"
                  onClick={() => onChoose(row.id)}
                  className="flex min-h-8 w-full items-center gap-2 rounded-md px-2 py-1 text-start text-sm hover:bg-hover pointer-coarse:min-h-10"
                >
                  <span className="min-w-0 flex-1 truncate">{row.title}</span>
                  {row.home ? <span className="shrink-0 truncate text-xs text-faint">{row.home}</span> : null}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
