import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, Trash2, Undo2 } from "lucide-react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { readQuery, useChange, useWorkspace } from "../session/index.ts";
import { Button, type Column, cx, IconButton, Table } from "../ui/index.ts";
import { type Figures, useFigureWords } from "./figures.ts";
import { useAdoption, useAlternatives, useRemoval } from "./use-what-if.ts";
import { useWords } from "./use-words.ts";
import { whatIfTexts } from "./what-if.en.ts";
import type { Alternative } from "./what-if.ts";
import { isEmpty } from "./what-if-strip.tsx";

type Line = { readonly id: string; readonly name: string; readonly figures: Figures | null; readonly alternative: Alternative | null };

const noWeek: never[] = [];
const nothing = () => undefined;

/** The plan as it is and each alternative, side by side; from here one is looked at, adopted or thrown away. */
export function WhatIfTable({ projectId: p, locked }: { projectId: string; locked: string | null }) {
  const words = useWords(noWeek);
  const { day } = words;
  const what = useText(whatIfTexts);
  const { id: w, slug } = useWorkspace();
  const list = useAlternatives(p);
  const read = useQueries({
    queries: (list.data?.items ?? []).map(({ id }) =>
      readQuery(w, "GET /projects/:p/alternatives/:a", { params: { p, a: id } }, { watch: [`project:${p}`, `alternative:${id}`] }),
    ),
  });
  const all = read.flatMap(({ data }) => (data ? [data as Alternative] : []));
  const say = useFigureWords(all[0]?.figures.currency ?? "EUR", words);
  const adopt = useAdoption(p, nothing);
  const remove = useRemoval(p, nothing);
  const revert = useChange({
    call: ({ id }: { id: string; name: string }) => requestIn(w, "DELETE /projects/:p/alternatives/:a/adoption", { params: { p, a: id } }),
    touches: [`project:${p}`, "task", "alternative"],
    said: ({ name }) => what("reverted", { name }),
  });
  const real = all.find((one) => one.adoption === null)?.figures.real ?? all[0]?.figures.real;
  if ((list.data?.items.length ?? 0) === 0)
    return (
      <p className="text-sm text-muted">
        {what("emptyList")}{" "}
        <Link to="/w/$slug/projects/$id/plan" params={{ slug, id: p }} search={{}} className="text-accent-ink underline">
          {what("toPlan")}
        </Link>
      </p>
    );
  const lines: readonly Line[] = [
    { id: "real", name: what("real"), figures: real ?? null, alternative: null },
    ...all.map((one) => ({ id: one.id, name: one.name, figures: one.figures.assumed, alternative: one })),
  ];
  const shown = say.cells.filter((cell) => lines.some((line) => line.figures && cell.shown(line.figures)));
  const columns: readonly Column<Line>[] = [
    {
      key: "name",
      title: what("plan"),
      names: true,
      cell: ({ name, alternative }) =>
        alternative === null ? (
          <span className="font-medium">{name}</span>
        ) : (
          <span className="flex min-w-0 flex-col">
            <Link
              to="/w/$slug/projects/$id/plan"
              params={{ slug, id: p }}
              search={{ alternative: alternative.id }}
              data-row-open
              className="hover:underline"
            >
              {name}
            </Link>
            {alternative.added.length + alternative.leftOut.length > 0 ? (
              <span className="text-xs text-muted">
                {what("others", { added: alternative.added.length, left: alternative.leftOut.length })}
              </span>
            ) : null}
          </span>
        ),
    },
    {
      key: "finish",
      title: what("finish"),
      width: "7rem",
      cell: ({ figures, alternative }) => (
        <span className={cx("whitespace-nowrap", figures && real && alternative && figures.finish > real.finish && "text-act")}>
          {figures ? day(figures.finish) : "…"}
        </span>
      ),
    },
    ...shown.map((cell): Column<Line> => ({
      key: cell.key,
      title: cell.name,
      wideOnly: true,
      cell: ({ figures, alternative }) => (
        <span className={figures && real && alternative && cell.size(figures) > cell.size(real) ? "text-act" : undefined}>
          {figures ? cell.text(figures) : "…"}
        </span>
      ),
    })),
    {
      key: "do",
      title: "",
      end: true,
      width: "9rem",
      cell: ({ alternative }) =>
        alternative === null ? null : (
          <span className="flex items-center justify-end gap-1">
            {alternative.adoption ? (
              <Button
                size="small"
                icon={<Undo2 size={14} />}
                why={locked}
                busy={revert.isPending}
                onClick={() => revert.mutate(alternative)}
              >
                {what("revert")}
              </Button>
            ) : (
              <Button
                size="small"
                icon={<Check size={14} />}
                why={locked ?? (isEmpty(alternative) ? what("empty") : null)}
                busy={adopt.isPending}
                onClick={() => adopt.mutate(alternative)}
              >
                {what("adopt")}
              </Button>
            )}
            <IconButton
              size="small"
              label={what("remove", { name: alternative.name })}
              icon={<Trash2 size={14} />}
              why={locked}
              onClick={() => remove.mutate(alternative)}
            />
          </span>
        ),
    },
  ];
  return <Table label={what("title")} columns={columns} rows={lines} idOf={(line) => line.id} />;
}
