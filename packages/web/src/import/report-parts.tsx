import { CircleCheck, FolderKanban, Info, Repeat2, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useFinding, useText } from "../messages/index.ts";
import { Button, type Column, cx, Meter, Table, useFormat } from "../ui/index.ts";
import { ThingLink } from "../task/index.ts";
import { importTexts } from "./en.ts";
import type { Summary } from "./queue.ts";

/** What a file became, each as a link. */
export function MadeList({ made }: { made: Summary["made"] }) {
  const t = useText(importTexts);
  if (made.length === 0) return <p className="text-sm text-muted">{t("nothingMade")}</p>;
  return (
    <ul className="flex flex-col gap-1.5">
      {made.map((one) => (
        <li key={one.id}>
          <ThingLink
            kind={one.kind}
            id={one.id}
            className="flex items-center gap-2.5 rounded-md border border-line bg-surface px-3 py-2 hover:border-line-strong hover:bg-hover"
          >
            <span className="text-accent" aria-hidden="true">
              {one.kind === "process" ? <Repeat2 size={16} /> : <FolderKanban size={16} />}
            </span>
            <span className="min-w-0 flex-1">
              <span className="block font-medium [overflow-wrap:anywhere]">{one.name}</span>
              <span className="block text-xs text-muted">{one.kind === "process" ? t("draftProcess") : t("newProject")}</span>
            </span>
          </ThingLink>
        </li>
      ))}
    </ul>
  );
}

type Count = Summary["counts"][number];

/** Both sides: what the file had, and what Rondo has of it. */
export function Counts({ counts }: { counts: Summary["counts"] }) {
  const t = useText(importTexts);
  const format = useFormat();
  const short = counts.filter((count) => count.carried < count.read).length;
  const columns: readonly Column<Count>[] = [
    { key: "noun", title: t("noun"), names: true, cell: (count) => t("nouns", { noun: count.noun, name: count.noun }) },
    { key: "read", title: t("inFile"), end: true, width: "6rem", cell: (count) => format.number(count.read) },
    {
      key: "carried",
      title: t("inRondo"),
      end: true,
      width: "6rem",
      cell: (count) => <span className={cx(count.carried < count.read && "font-medium text-act")}>{format.number(count.carried)}</span>,
    },
    {
      key: "share",
      title: t("carried"),
      end: true,
      width: "11rem",
      wideOnly: true,
      cell: (count) => (
        <span className="inline-flex items-center gap-2 text-muted">
          {count.carried >= count.read ? t("complete") : t("carriedOf", count)}
          <Meter share={count.read === 0 ? 1 : count.carried / count.read} />
        </span>
      ),
    },
  ];
  return (
    <div className="flex flex-col gap-2">
      <p className="flex items-center gap-2 text-sm">
        {short === 0 ? (
          <CircleCheck size={16} className="text-accent" aria-hidden="true" />
        ) : (
          <TriangleAlert size={16} className="text-act" aria-hidden="true" />
        )}
        {short === 0 ? t("allCarried") : t("notAll", { count: short })}
      </p>
      <Table label={t("counts")} columns={columns} rows={counts} idOf={(count) => count.noun} />
    </div>
  );
}

const shownAtOnce = 12;

/** What could not be carried over first, then what is worth knowing, each with its place in the file. */
export function Findings({ findings }: { findings: Summary["findings"] }) {
  const say = useFinding();
  const t = useText(importTexts);
  const [all, setAll] = useState(false);
  if (findings.length === 0) return <p className="text-sm text-muted">{t("noFindings")}</p>;
  const sorted = findings.toSorted((a, b) => weight(a) - weight(b));
  const shown = all ? sorted : sorted.slice(0, shownAtOnce);
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface">
        {shown.map((finding, index) => (
          <li key={index} className="flex gap-2.5 px-3.5 py-2.5 text-sm">
            <span className="mt-0.5 shrink-0" role="img" aria-label={finding.severity === "info" ? t("worthKnowing") : t("notCarried")}>
              {finding.severity === "info" ? <Info size={16} className="text-faint" /> : <TriangleAlert size={16} className="text-act" />}
            </span>
            <p className="min-w-0 flex-1">
              {say(finding)}
              {finding.at?.line !== undefined ? (
                <span className="text-faint">
                  {" "}
                  {finding.at.column === undefined
                    ? t("atLine", { line: finding.at.line })
                    : t("atLineColumn", { line: finding.at.line, column: finding.at.column })}
                </span>
              ) : finding.at?.path ? (
                <code className="ms-1 font-mono text-xs text-faint">{finding.at.path}</code>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
      {sorted.length > shown.length ? (
        <div>
          <Button size="small" onClick={() => setAll(true)}>
            {t("showAll", { count: sorted.length - shown.length })}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function weight({ severity }: Summary["findings"][number]): number {
  return severity === "error" ? 0 : severity === "warning" ? 1 : 2;
}
