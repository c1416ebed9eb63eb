import { CircleHelp, FolderKanban, Repeat2 } from "lucide-react";
import { requestIn } from "../api/index.ts";
import { useFinding, useText } from "../messages/index.ts";
import { ScreenLink } from "../shell/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Badge, Button, buttonClass, type Column, cx, Table, useFormat } from "../ui/index.ts";
import { ThingLink } from "../task/index.ts";
import type { Audit, AuditFile, Container } from "./audit.ts";
import { auditTexts } from "./en.ts";

const pictures = { process: Repeat2, project: FolderKanban, unclear: CircleHelp };

/** Every container with its kind, how sure that is, and why. */
export function Inventory({ audit }: { audit: Audit }) {
  const t = useText(auditTexts);
  const format = useFormat();
  const { id: w } = useWorkspace();
  const take = useChange({
    call: (one: Container) => requestIn(w, "POST /audits/:a/files/:n/adoption", { params: { a: audit.id, n: String(one.file ?? 0) } }),
    touches: ["audit", "project", "process"],
    said: (one) => t("adopted", { name: one.name }),
  });
  const logs = new Set(audit.fileList.flatMap((file) => (file.log === null ? [] : [file.number as number | null])));
  const families = new Map(audit.families.map((family) => [family.id, family]));
  const firstWith = (one: Container) => audit.containers.find((other) => sameReasons(one, other)) ?? one;
  /** Runs a month of what it holds, else of what it is one of; nothing where that is only assumed. */
  const often = (one: Container): string => {
    const family = families.get(one.contains ?? "") ?? families.get(one.family ?? "");
    const own = family?.adjusted.frequency ?? (family?.basis.frequency === "dates" ? family.frequency : null);
    return own === null ? "" : format.number(own);
  };
  const further = (one: Container) =>
    one.adopted !== null ? (
      <ThingLink kind={one.adopted.kind} id={one.adopted.id} className={buttonClass("quiet", "small")}>
        {t("openAdopted", { name: one.adopted.name })}
      </ThingLink>
    ) : logs.has(one.file) ? (
      <ScreenLink
        to="/audit/$id/log/$n"
        params={{ id: audit.id, n: String(one.file) }}
        className={cx(buttonClass("quiet", "small"), "print:hidden")}
      >
        {t("lookInto")}
      </ScreenLink>
    ) : one.family === null && one.file !== null ? (
      <span className="print:hidden">
        <Button size="small" kind="quiet" busy={take.isPending && take.variables?.id === one.id} onClick={() => take.mutate(one)}>
          {t("adoptProject")}
        </Button>
      </span>
    ) : null;
  const columns: readonly Column<Container>[] = [
    {
      key: "name",
      title: t("thing"),
      names: true,
      cell: (one) => (
        <div className="flex flex-col gap-1">
          <span className="[overflow-wrap:anywhere]">{one.name}</span>
          <span className="font-normal sm:hidden">
            <Judged one={one} />
          </span>
          <details className="text-xs font-normal text-muted print:hidden">
            <summary className="cursor-pointer text-faint">{t("why")}</summary>
            <Reasons reasons={one.reasons} />
          </details>
          <div className="hidden text-xs font-normal print:block">
            <p className="text-muted">
              {[
                ...(one.family === null ? [] : [`${t("familyShort")}: ${families.get(one.family)?.name ?? ""}`]),
                ...(one.owner === null ? [] : [`${t("owner")}: ${one.owner}`]),
              ].join(" · ")}
            </p>
            {firstWith(one) === one ? (
              <Reasons reasons={one.reasons} />
            ) : (
              <span className="text-muted">{t("asFor", { name: firstWith(one).name })}</span>
            )}
          </div>
          {/* Where the table has no room for the column. */}
          <span className="-ms-2 font-normal sm:hidden">{further(one)}</span>
        </div>
      ),
    },
    { key: "kind", title: t("kind"), width: "7rem", wideOnly: true, cell: (one) => <Judged one={one} /> },
    {
      key: "family",
      title: t("familyShort"),
      width: "9rem",
      wideOnly: true,
      screenOnly: true,
      cell: (one) =>
        one.family === null ? null : (
          <a href={`#family-${one.family}`} className="text-muted underline-offset-2 [overflow-wrap:anywhere] hover:underline">
            {families.get(one.family)?.name}
          </a>
        ),
    },
    {
      key: "owner",
      title: t("owner"),
      width: "7rem",
      wideOnly: true,
      screenOnly: true,
      cell: (one) => <span className="text-muted">{one.owner ?? ""}</span>,
    },
    { key: "size", title: t("size"), end: true, width: "3.5rem", wideOnly: true, cell: (one) => format.number(one.size) },
    { key: "often", title: t("often"), end: true, width: "4.5rem", wideOnly: true, cell: often },
    {
      key: "since",
      title: t("since"),
      end: true,
      width: "6.5rem",
      wideOnly: true,
      screenOnly: true,
      cell: (one) => <span className="whitespace-nowrap text-muted">{one.since === null ? "" : format.day(one.since.slice(0, 10))}</span>,
    },
    {
      key: "adopt",
      title: "",
      width: "8rem",
      end: true,
      wideOnly: true,
      screenOnly: true,
      cell: further,
    },
  ];
  return <Table label={t("inventory")} columns={columns} rows={audit.containers} idOf={(one) => one.id} />;
}

/** The members of a family have their reasons in common: on paper they are said once. */
function sameReasons(one: Container, other: Container): boolean {
  return one.family === other.family && one.reasons.length > 0 && textOf(one) === textOf(other);
}

function textOf({ reasons }: Container): string {
  return reasons.map(({ message }) => message).join("\n");
}

function Reasons({ reasons }: Pick<Container, "reasons">) {
  const say = useFinding();
  return (
    <ul className="mt-1 flex list-disc flex-col gap-0.5 ps-4">
      {reasons.map((reason) => (
        <li key={reason.message}>{say(reason)}</li>
      ))}
    </ul>
  );
}

function Judged({ one: { kind, confidence } }: { one: Container }) {
  const t = useText(auditTexts);
  const format = useFormat();
  const Picture = pictures[kind];
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <Badge tone={kind === "process" ? "accent" : "plain"} icon={<Picture size={12} aria-hidden="true" />}>
        {t("kindName", { kind })}
      </Badge>
      <span className="text-xs whitespace-nowrap text-muted">{t("sure", { share: format.percent(confidence) })}</span>
    </span>
  );
}

type Gap = { readonly code: string; readonly says: Container["gaps"][number]["says"]; readonly names: readonly string[] };

/** What is said of several things is said once, with their names. */
export function Gaps({ audit }: { audit: Audit }) {
  const t = useText(auditTexts);
  const say = useFinding();
  const found = audit.containers.flatMap(({ name, gaps }) => gaps.map((gap) => ({ ...gap, name })));
  const rows = [...Map.groupBy(found, ({ code, says }) => `${code} ${says.message}`).values()]
    .map((same): Gap => ({ code: same[0]!.code, says: same[0]!.says, names: same.map(({ name }) => name) }))
    .toSorted((a, b) => b.names.length - a.names.length || (a.code < b.code ? -1 : 1));
  if (rows.length === 0) return <p className="text-sm text-muted">{t("gapsNone")}</p>;
  const columns: readonly Column<Gap>[] = [
    {
      key: "gap",
      title: t("gapWhat"),
      names: true,
      width: "40%",
      cell: ({ code, says, names }) => (
        <>
          {t("gap", { code })}
          <span className="block font-normal text-muted">{say(says)}</span>
          {/* Where the table has no room for the column. */}
          <div className="mt-1 font-normal sm:hidden">
            <Names names={names} />
          </div>
        </>
      ),
    },
    {
      key: "count",
      title: t("gapOf"),
      end: true,
      width: "5rem",
      wideOnly: true,
      cell: ({ names }) => t("gapCount", { count: names.length, of: audit.containers.length }),
    },
    { key: "where", title: t("gapWhere"), wideOnly: true, cell: ({ names }) => <Names names={names} /> },
  ];
  return <Table label={t("gaps")} columns={columns} rows={rows} idOf={({ code, says }) => `${code} ${says.message}`} />;
}

const namesShown = 6;

/** The first of them; the others unfold, and are printed in any case. */
function Names({ names }: { names: readonly string[] }) {
  const t = useText(auditTexts);
  const format = useFormat();
  const rest = names.slice(namesShown);
  return (
    <div className="[overflow-wrap:anywhere] text-muted">
      {rest.length === 0 ? format.list(names) : names.slice(0, namesShown).join(", ")}
      {rest.length === 0 ? null : (
        <>
          <details className="print:hidden">
            <summary className="cursor-pointer text-faint">{t("gapMore", { count: rest.length })}</summary>
            {format.list(rest)}
          </details>
          <span className="hidden print:inline">, {format.list(rest)}</span>
        </>
      )}
    </div>
  );
}

export function Files({ audit }: { audit: Audit }) {
  const say = useFinding();
  const t = useText(auditTexts);
  const columns: readonly Column<AuditFile>[] = [
    { key: "file", title: t("file"), names: true, cell: (file) => <span className="[overflow-wrap:anywhere]">{file.fileName}</span> },
    {
      key: "holds",
      title: t("holds"),
      cell: (file) =>
        file.state !== "read" ? (
          <span className="text-muted">{t("fileState", { state: file.state })}</span>
        ) : file.refused !== null ? (
          <span>
            <span className="font-medium text-act">{t("leftOut")}.</span> <span className="text-muted">{file.refused.next}</span>
          </span>
        ) : (
          <span className="text-muted">
            {file.log === null ? (
              t("holdsWords", { containers: file.containers, items: file.items })
            ) : (
              <>
                {t("holdsLog", file.log)}{" "}
                <ScreenLink
                  to="/audit/$id/log/$n"
                  params={{ id: audit.id, n: String(file.number) }}
                  className="text-accent underline-offset-2 hover:underline"
                >
                  {t("lookInto")}
                </ScreenLink>
              </>
            )}
          </span>
        ),
    },
    {
      key: "notes",
      title: "",
      end: true,
      width: "6rem",
      wideOnly: true,
      cell: (file) =>
        file.findings.length === 0 ? null : (
          <span className="text-muted" title={file.findings.map(say).join("\n")}>
            {t("notes", { count: file.findings.length })}
          </span>
        ),
    },
  ];
  return <Table label={t("files")} columns={columns} rows={audit.fileList} idOf={(file) => String(file.number)} />;
}
