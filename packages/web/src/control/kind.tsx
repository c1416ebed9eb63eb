import { outcomesOf } from "@rondo/core/control";
import { MoreHorizontal, Plus, RotateCcw, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Badge, Button, type Column, IconButton, Menu, type MenuEntry, Person, Section, Table, useFormat } from "../ui/index.ts";
import type { Entry, Kind as EntryKind } from "./control.ts";
import { controlTexts } from "./en.ts";
import { EntryForm } from "./entry-form.tsx";
import { SettleEntry } from "./settle-entry.tsx";

type Outcome = NonNullable<Entry["settlement"]>["outcome"];
type Props = { kind: Exclude<EntryKind, "report">; projectId: string; zone: string; entries: readonly Entry[]; why: string | null };

/** The entries of one kind, as a table; each opens to be changed, and says what became of it. */
export function Kind({ kind, projectId, zone, entries, why }: Props) {
  const t = useText(controlTexts);
  const { id: w } = useWorkspace();
  const format = useFormat(zone);
  const today = format.dayAt(new Date());
  const [open, setOpen] = useState<Entry | "new" | null>(null);
  const [settling, setSettling] = useState<{ entry: Entry; outcome: Outcome } | null>(null);
  const currency = useRead("GET /projects/:p/control", { params: { p: projectId } }, { watch: [`project:${projectId}`] }).data?.budget
    ?.currency;
  const touches = [`project:${projectId}`];
  const remove = useChange({
    call: (entry: Entry) => requestIn(w, "DELETE /projects/:p/register/:e", { params: { p: projectId, e: entry.id } }),
    touches,
    said: ({ title }) => t("removed", { title }),
    undo: ({ id: e }) => requestIn(w, "DELETE /projects/:p/register/:e/deletion", { params: { p: projectId, e } }),
  });
  const reopen = useChange({
    call: (entry: Entry) => requestIn(w, "DELETE /projects/:p/register/:e/settlement", { params: { p: projectId, e: entry.id } }),
    touches,
  });
  const day = (text: string | null) => (text === null ? <span className="text-faint">{t("none")}</span> : format.day(text, today));
  const menu = (entry: Entry): MenuEntry[] => [
    ...(entry.settlement === null
      ? outcomesOf[kind].map((outcome): MenuEntry => ({
          label: t("settle", { outcome }),
          why,
          onSelect: () => setSettling({ entry, outcome }),
        }))
      : [{ label: t("reopen"), icon: <RotateCcw size={14} />, why, onSelect: () => reopen.mutate(entry) }]),
    { label: t("remove"), icon: <Trash2 size={14} />, danger: true, why, onSelect: () => remove.mutate(entry) },
  ];
  const columns: Column<Entry>[] = [
    {
      key: "title",
      title: t("title", { kind }),
      names: true,
      cell: (entry) => (
        <span className="flex min-w-0 flex-col py-1">
          <button
            type="button"
            data-row-open
            onClick={() => setOpen(entry)}
            className="line-clamp-2 min-h-6 min-w-0 text-start hover:underline"
          >
            {entry.title}
          </button>
          <span className="line-clamp-2 text-xs font-normal text-muted">{aboutOf(entry)}</span>
        </span>
      ),
    },
    ...own(kind, t, { day, money: (amount) => format.money(amount / 100, currency), number: format.number }),
    {
      key: "owner",
      title: t("owner", { kind }),
      width: "11rem",
      wideOnly: true,
      cell: (entry) => <Person name={entry.owner?.name ?? null} nobody={t("nobody")} {...(entry.owner ? { id: entry.owner.id } : {})} />,
    },
    ...(outcomesOf[kind].length === 0
      ? []
      : [
          {
            key: "state",
            title: t("state"),
            width: "10rem",
            cell: (entry: Entry) =>
              entry.settlement ? (
                <span className="flex flex-col items-start gap-0.5 py-1" title={entry.settlement.note}>
                  <Badge tone={entry.settlement.outcome === "happened" || entry.settlement.outcome === "waived" ? "act" : "accent"}>
                    {t("outcome", { outcome: entry.settlement.outcome })}
                  </Badge>
                  <span className="text-xs text-faint">
                    {t("settledBy", {
                      name: entry.settlement.by?.name ?? t("nobody"),
                      day: format.day(format.dayAt(entry.settlement.at), today),
                    })}
                  </span>
                </span>
              ) : (
                <Badge>{t("open")}</Badge>
              ),
          },
        ]),
    {
      key: "menu",
      title: "",
      width: "3rem",
      end: true,
      cell: (entry) => (
        <Menu
          align="end"
          trigger={<IconButton size="small" label={t("more", { title: entry.title })} icon={<MoreHorizontal size={15} />} />}
          entries={menu(entry)}
        />
      ),
    },
  ];
  return (
    <Section
      title={t("kinds", { kind })}
      about={t("about", { kind })}
      aside={
        <Button icon={<Plus size={15} />} why={why} onClick={() => setOpen("new")}>
          {t("add", { kind })}
        </Button>
      }
    >
      {entries.length === 0 ? (
        <p className="text-sm text-faint">{t("empty", { kind })}</p>
      ) : (
        <Table
          label={t("kinds", { kind })}
          rows={
            kind === "risk"
              ? entries.toSorted(
                  (a, b) => Number(a.settlement !== null) - Number(b.settlement !== null) || (b.exposure ?? 0) - (a.exposure ?? 0),
                )
              : entries
          }
          idOf={(entry) => entry.id}
          columns={columns}
        />
      )}
      {open ? (
        <EntryForm
          kind={kind}
          entry={open === "new" ? null : open}
          projectId={projectId}
          currency={currency}
          why={why}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {settling ? <SettleEntry {...settling} projectId={projectId} onClose={() => setSettling(null)} /> : null}
    </Section>
  );
}

type Translate = ReturnType<typeof useText<typeof controlTexts.texts extends Record<infer Key, string> ? Key & string : never>>;

/** What only entries of this kind show. */
function own(
  kind: Props["kind"],
  t: Translate,
  { day, money, number }: { day: (text: string | null) => ReactNode; money: (amount: number) => string; number: (value: number) => string },
): Column<Entry>[] {
  const when: Column<Entry> = {
    key: "day",
    title: t("day", { kind }),
    width: "9rem",
    end: true,
    wideOnly: true,
    cell: (entry) => day(entry.day),
  };
  switch (kind) {
    case "risk":
      return [
        {
          key: "response",
          title: t("response"),
          width: "9rem",
          wideOnly: true,
          cell: ({ said }) => (said.kind === "risk" ? t("responses", { response: said.response ?? "none" }) : null),
        },
        {
          key: "exposure",
          title: t("exposure"),
          width: "7rem",
          end: true,
          cell: (entry) => (
            <span className={(entry.exposure ?? 0) >= 12 && entry.settlement === null ? "font-medium text-act" : ""}>
              {t("exposureOf", { exposure: number(entry.exposure ?? 0) })}
            </span>
          ),
        },
      ];
    case "gate":
    case "deliverable":
      return [
        {
          key: "milestone",
          title: t("milestone"),
          width: "12rem",
          wideOnly: true,
          cell: (entry) => entry.taskTitle ?? <span className="text-faint">{t("none")}</span>,
        },
        {
          key: "criteria",
          title: t("criteria", { kind }),
          width: "9rem",
          end: true,
          cell: ({ said }) =>
            said.kind === "gate" || said.kind === "deliverable"
              ? t("criteriaMet", { met: said.criteria.filter((one) => one.met).length, total: said.criteria.length })
              : null,
        },
        ...(kind === "deliverable" ? [when] : []),
      ];
    case "stakeholder":
      return [
        {
          key: "rhythm",
          title: t("rhythm"),
          width: "10rem",
          cell: ({ said }) => (said.kind === "stakeholder" ? t("rhythms", { rhythm: said.rhythm ?? "none" }) : null),
        },
      ];
    case "scope":
      return [
        {
          key: "inside",
          title: t("inside"),
          width: "9rem",
          cell: ({ said }) => (said.kind === "scope" ? t("insideOf", { inside: said.inside ? "yes" : "no" }) : null),
        },
      ];
    case "lesson":
      return [
        {
          key: "keep",
          title: t("keep"),
          width: "9rem",
          cell: ({ said }) => (said.kind === "lesson" ? t("keepOf", { keep: said.keep ? "yes" : "no" }) : null),
        },
      ];
    case "cost":
      return [
        when,
        {
          key: "amount",
          title: t("amount"),
          width: "9rem",
          end: true,
          cell: ({ said }) => (said.kind === "cost" ? money(said.amount) : null),
        },
      ];
    case "decision":
      return [when];
  }
}

/** The sentence that belongs below the title. */
function aboutOf({ said, notes }: Entry): string {
  const own =
    said.kind === "risk"
      ? said.plan || said.trigger
      : said.kind === "decision"
        ? said.reason
        : said.kind === "stakeholder"
          ? said.wants
          : said.kind === "lesson"
            ? said.advice
            : "";
  return own || notes;
}
