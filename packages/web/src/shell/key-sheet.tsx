import { useText } from "../messages/index.ts";
import { Dialog, Kbd } from "../ui/index.ts";
import { useOfferedActions } from "./action.ts";
import { shellTexts } from "./en.ts";
import { closeAll } from "./palette-state.ts";

/** Every key that means something on this screen. */
export function KeySheet() {
  const t = useText(shellTexts);
  const actions = useOfferedActions().filter((action) => action.keys);
  const groups = [
    { title: t("groupHere"), actions: actions.filter((action) => (action.group ?? "here") === "here") },
    { title: t("groupRows"), actions: rowKeys.map(({ id, keys }) => ({ id, keys, label: t(id) })) },
    { title: t("groupGo"), actions: actions.filter((action) => action.group === "go") },
    { title: t("groupApp"), actions: actions.filter((action) => action.group === "app") },
  ];
  return (
    <Dialog open onOpen={(open) => !open && closeAll()} title={t("keysTitle")} about={t("keysAbout")} wide scrolls>
      <div className="grid gap-x-8 gap-y-4 pb-4 sm:grid-cols-2">
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
      </div>
    </Dialog>
  );
}

/** Those that lists and tables bring themselves (`useRowKeys`). */
const rowKeys = [
  { id: "rowNext", keys: "j" },
  { id: "rowBefore", keys: "k" },
  { id: "rowChoose", keys: "x" },
  { id: "rowOpen", keys: "enter" },
] as const;
