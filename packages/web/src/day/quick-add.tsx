import { Plus } from "lucide-react";
import { type Ref, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useDraft, useMe, useWorkspace } from "../session/index.ts";
import { Button, cx, Select } from "../ui/index.ts";
import { addDays, endOfDay, instantAt, nextWeekday, PersonPicker, useMoments } from "../task/index.ts";
import { dayTexts } from "./en.ts";

type Due = "none" | "today" | "tomorrow" | "nextWeek";

/** One line at the top: type, Enter. Who and when are asked only once something is typed. */
export function QuickAdd({ inputRef }: { inputRef: Ref<HTMLInputElement> }) {
  const t = useText(dayTexts);
  const { id: w } = useWorkspace();
  const me = useMe().person;
  const { today, zone } = useMoments();
  const [title, setTitle, forget] = useDraft("new task", "");
  const [owner, setOwner] = useState<{ id: string; name: string }>({ id: me.id, name: me.name });
  const [due, setDue] = useState<Due>("none");
  const dayOf: Readonly<Record<Due, string | null>> = { none: null, today, tomorrow: addDays(today, 1), nextWeek: nextWeekday(today, 1) };
  const add = useChange({
    call: ({ title, owner, dueAt }: { title: string; owner: { id: string; name: string }; dueAt: string | null }) => requestIn(w, "POST /tasks", { body: { title, ownerId: owner.id, dueAt } }),
    touches: ["task"],
    said: (made) => (made.owner.id === me.id ? t("added", { title: made.title }) : t("addedFor", { title: made.title, name: made.owner.name })),
    undo: (_, task) => requestIn(w, "DELETE /tasks/:t", { params: { t: task.id } }),
  });
  const typed = title.trim() !== "";
  const send = () => {
    if (!typed) return;
    const before = title;
    const day = dayOf[due];
    forget();
    void add.mutateAsync({ title: title.trim(), owner, dueAt: day === null ? null : instantAt(day, endOfDay, zone) }).catch(() => setTitle(before));
    setDue("none");
    setOwner({ id: me.id, name: me.name });
  };
  return (
    <form
      className="flex flex-col gap-2 border-b border-line px-4 py-2 sm:px-9"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="flex items-center gap-3">
        <Plus size={16} className="shrink-0 text-faint" aria-hidden="true" />
        <input
          ref={inputRef}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
          aria-label={t("addTask")}
          placeholder={t("addPlaceholder")}
          maxLength={300}
          className="h-8 min-w-0 flex-1 rounded-sm bg-transparent text-sm outline-offset-4 pointer-coarse:h-10 pointer-coarse:text-lg"
        />
      </div>
      <div className={cx("flex flex-wrap items-center gap-2 ps-7", !typed && "hidden")}>
        <div className="w-48 max-w-full">
          <PersonPicker label={t("addFor")} value={owner} onValue={(person) => person && setOwner(person)} required />
        </div>
        <div className="w-36">
          <Select
            label={t("addDue")}
            value={due}
            onValue={setDue}
            choices={[
              { value: "none", label: t("noDate") },
              { value: "today", label: t("today") },
              { value: "tomorrow", label: t("tomorrow") },
              { value: "nextWeek", label: t("nextWeek") },
            ]}
          />
        </div>
        <Button type="submit" kind="primary" why={typed ? null : t("addMissing")}>
          {t("addNow")}
        </Button>
      </div>
    </form>
  );
}
