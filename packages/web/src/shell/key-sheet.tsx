import { useText } from "../messages/index.ts";
import { Kbd, SidePanel } from "../ui/index.ts";
import { useOfferedActions } from "./action.ts";
import { shellTexts } from "./en.ts";
import { helpTexts } from "./help.en.ts";
import { useTopic } from "./help.ts";
import { closeAll } from "./palette-state.ts";

/** Beside the screen: what it is for, and every key that means something on it. The screen stays usable meanwhile. */
export function KeySheet() {
  const t = useText(shellTexts);
  const help = useText(helpTexts);
  const [about = "", ...hints] = help(useTopic()).split("\n");
  const actions = useOfferedActions().filter((action) => action.keys);
  const groups = [
    { title: t("groupHere"), actions: actions.filter((action) => (action.group ?? "here") === "here") },
    { title: t("groupRows"), actions: rowKeys.map(({ id, keys }) => ({ id, keys, label: t(id) })) },
    { title: t("groupGo"), actions: actions.filter((action) => action.group === "go") },
    { title: t("groupApp"), actions: actions.filter((action) => action.group === "app") },
  ];
  return (
    <SidePanel scrolls open onOpen={(open) => !open && closeAll()} title={help("title")}>
      <div className="flex flex-col gap-4">
        <section className="flex flex-col gap-2 text-sm">
          <p className="font-medium">{about}</p>
          {hints.length > 0 ? (
            <ul className="flex list-disc flex-col gap-1.5 ps-4 text-muted marker:text-faint">
              {hints.map((hint) => (
                <li key={hint}>{hint}</li>
              ))}
            </ul>
          ) : null}
        </section>
        <section className="flex flex-col gap-3">
          <div>
            <h2 className="text-sm font-semibold">{help("keysOf")}</h2>
            <p className="text-sm text-muted">{help("more")}</p>
          </div>
          {groups.map(({ title, actions: own }) =>
            own.length === 0 ? null : (
              <section key={title}>
                <h3 className="pb-1 text-xs font-medium text-faint">{title}</h3>
                <dl>
                  {own.map((action) => (
                    <div key={action.id} className="flex items-center justify-between gap-4 border-b border-line/60 py-1.5 text-sm">
                      <dt>{action.label}</dt>
                      <dd>
                        <span className="sr-only">{action.keys}</span>
                        <Kbd keys={action.keys ?? ""} />
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ),
          )}
        </section>
      </div>
    </SidePanel>
  );
}

/** Those that lists and tables bring themselves (`useRowKeys`). */
const rowKeys = [
  { id: "rowNext", keys: "j" },
  { id: "rowBefore", keys: "k" },
  { id: "rowChoose", keys: "x" },
  { id: "rowOpen", keys: "enter" },
] as const;
