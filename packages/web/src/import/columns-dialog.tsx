import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Answer, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError } from "../shell/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Button, Dialog, Select, Skeleton, Table } from "../ui/index.ts";
import { importTexts } from "./en.ts";

type Shape = Answer<"POST /imports/columns">["tables"][number];
type Meaning = keyof Shape["columns"];

const meanings: readonly Meaning[] = [
  "title",
  "notes",
  "list",
  "status",
  "assignee",
  "email",
  "labels",
  "start",
  "due",
  "created",
  "completedAt",
  "project",
  "parent",
  "id",
  "url",
  "comments",
  "checklists",
  "attachments",
  "duration",
  "predecessors",
];

/** Which column means what: guessed, changed by hand, and remembered for every later table with the same column names. */
export function ColumnsDialog({
  file,
  first,
  onDone,
}: {
  file: File;
  /** Nothing was made of it yet. */ first: boolean;
  onDone: (chosen: boolean) => void;
}) {
  const { id: w } = useWorkspace();
  const read = useQuery({
    queryKey: ["w", w, "columns", file.name, file.size, file.lastModified],
    staleTime: 0,
    queryFn: () => {
      const body = new FormData();
      body.set("file", file);
      return requestIn(w, "POST /imports/columns", { body });
    },
  });
  const t = useText(importTexts);
  if (read.data?.tables[0] !== undefined)
    return <Choosing shape={read.data.tables[0]} first={first} fileName={file.name} onDone={onDone} />;
  return (
    <Dialog open onOpen={(open) => open || onDone(false)} title={t("columnsOf", { name: file.name })}>
      {read.error && !read.data ? (
        <ReadError error={read.error} onRetry={read.refetch} />
      ) : read.data ? (
        <p className="text-sm text-muted">{t("noTable")}</p>
      ) : (
        <Skeleton rows={4} />
      )}
    </Dialog>
  );
}

function Choosing({
  shape,
  first,
  fileName,
  onDone,
}: {
  shape: Shape;
  first: boolean;
  fileName: string;
  onDone: (chosen: boolean) => void;
}) {
  const t = useText(importTexts);
  const { id: w } = useWorkspace();
  const [columns, setColumns] = useState(shape.columns);
  const save = useChange({
    call: () => requestIn(w, "PUT /imports/columns", { body: { header: shape.header, columns } }),
    touches: ["columns"],
  });
  const of = (at: number): Meaning | null => meanings.find((meaning) => columns[meaning] === at) ?? null;
  const put = (at: number, meaning: Meaning | "field") => {
    const rest = Object.fromEntries(Object.entries(columns).filter(([own, place]) => place !== at && own !== meaning));
    setColumns(meaning === "field" ? rest : { ...rest, [meaning]: at });
  };
  const choices = [
    { value: "field" as const, label: t("meaning", { meaning: "field" }) },
    ...meanings.map((value) => ({ value, label: t("meaning", { meaning: value }) })),
  ];
  return (
    <Dialog
      open
      onOpen={(open) => open || onDone(false)}
      title={t("columnsOf", { name: fileName })}
      about={t(first ? "columnsFirst" : shape.chosen ? "columnsChosen" : "columnsGuessed")}
      actions={
        <>
          <Button
            kind="primary"
            why={columns.title === undefined ? t("titleMissing") : null}
            busy={save.isPending}
            onClick={() => save.mutate(undefined, { onSuccess: () => onDone(true) })}
          >
            {t("rememberAndRead")}
          </Button>
          <Button onClick={() => onDone(false)}>{t("leaveColumns")}</Button>
        </>
      }
    >
      <Table
        label={t("columnsOf", { name: fileName })}
        rows={shape.header.map((name, at) => ({ name, at }))}
        idOf={({ at }) => String(at)}
        columns={[
          { key: "name", title: t("column"), names: true, cell: ({ name }) => <span className="[overflow-wrap:anywhere]">{name}</span> },
          {
            key: "samples",
            title: t("samples"),
            wideOnly: true,
            cell: ({ at }) => (
              <span className="line-clamp-2 text-muted [overflow-wrap:anywhere]">
                {shape.samples
                  .map((row) => row[at] ?? "")
                  .filter((cell) => cell !== "")
                  .slice(0, 3)
                  .join(" · ")}
              </span>
            ),
          },
          {
            key: "meaning",
            title: t("means"),
            width: "11rem",
            cell: ({ name, at }) => (
              <Select
                label={t("meaningOf", { column: name })}
                value={of(at) ?? "field"}
                onValue={(value) => put(at, value)}
                choices={choices}
              />
            ),
          },
        ]}
      />
    </Dialog>
  );
}
