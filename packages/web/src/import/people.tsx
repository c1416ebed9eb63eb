import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useMembers } from "../run/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { type Column, Combobox, Table, useFormat } from "../ui/index.ts";
import { importTexts } from "./en.ts";
import type { Report } from "./queue.ts";

type Found = Report["people"][number];

/** Who was in the file, and which member each is. A choice gives them their work here, and later files know it. */
export function People({ report }: { report: Report }) {
  const t = useText(importTexts);
  const format = useFormat();
  const { id: w } = useWorkspace();
  const { choices } = useMembers();
  const match = useChange({
    call: ({ number, personId }: { number: number; personId: string | null; name: string; before: string | null }) =>
      requestIn(w, "PATCH /imports/:i/people/:n", { params: { i: report.id, n: String(number) }, body: { personId } }),
    touches: ["import", "task"],
    said: ({ name, personId }) => (personId === null ? t("unmatchedSaid", { name }) : t("matchedSaid", { name })),
    undo: ({ number, before }) =>
      requestIn(w, "PATCH /imports/:i/people/:n", { params: { i: report.id, n: String(number) }, body: { personId: before } }),
  });
  const columns: readonly Column<Found>[] = [
    {
      key: "name",
      title: t("inTheFile"),
      names: true,
      cell: (one) => (
        <span className="block [overflow-wrap:anywhere]">
          {one.name}
          {(one.email ?? one.username) ? <span className="block text-xs text-faint">{one.email ?? `@${one.username}`}</span> : null}
        </span>
      ),
    },
    { key: "tasks", title: t("theirTasks"), end: true, width: "5rem", wideOnly: true, cell: (one) => format.number(one.tasks) },
    {
      key: "person",
      title: t("memberHere"),
      width: "11rem",
      cell: (one) => (
        <span className="block">
          <Combobox
            label={t("memberFor", { name: one.name })}
            placeholder={t("nobodyHere")}
            choices={choices}
            value={one.person?.id ?? null}
            onValue={(personId) =>
              personId !== (one.person?.id ?? null) &&
              match.mutate({ number: one.number, personId, name: one.name, before: one.person?.id ?? null })
            }
          />
          {one.how === null || one.how === "hand" ? null : (
            <span className="mt-0.5 block text-xs text-faint">{t(one.how === "mail" ? "byMail" : "byBefore")}</span>
          )}
        </span>
      ),
    },
  ];
  return <Table label={t("people")} columns={columns} rows={report.people} idOf={(one) => String(one.number)} />;
}
