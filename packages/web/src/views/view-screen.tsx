import { parseFilter, testsOf } from "@rondo/core/view";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Columns3, Layers, ListTodo } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { useText } from "../messages/index.ts";
import { useRead } from "../session/index.ts";
import { ReadError, useGo } from "../shell/index.ts";
import { Button, EmptyState, Menu, PageHeader, SegmentedControl, Skeleton, Toolbar } from "../ui/index.ts";
import type { Attribute, CustomField, Definition, Row, View } from "./attributes.ts";
import { Board } from "./board.tsx";
import { Calendar } from "./calendar.tsx";
import { ChosenBar } from "./chosen-bar.tsx";
import { columnsOf, definitionOf, plainDefinition, readSearch, searchOf, sortOf, type ViewSearch } from "./definition.ts";
import { viewTexts } from "./en.ts";
import { FieldDialog } from "./field-dialog.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { Grid } from "./grid.tsx";
import { grouped, linesOf } from "./groups.ts";
import { type Speech, useSpeech } from "./language.ts";
import { comparing, ordered, type Ordered } from "./order.ts";
import { SaveView } from "./save-view.tsx";
import { Timeline, type Zoom } from "./timeline.tsx";
import { useRowChanges } from "./use-row-changes.ts";
import { readAhead, useRows } from "./use-rows.ts";
import { useWords } from "./words.ts";

const savedRoute = getRouteApi("/w/$slug/views/$view");

/** Everything there is to do, as one wants to see it. */
export function TasksScreen() {
  return <Viewing view={null} saved={plainDefinition} />;
}

export function readTasksAhead(workspaceId: string, search: object): void {
  readAhead(workspaceId, definitionOf(plainDefinition, readSearch(search as Record<string, unknown>)));
}

/** A saved view; what is changed in it stands in the address until it is saved. */
export function ViewScreen() {
  const { view } = savedRoute.useParams();
  const read = useRead("GET /views/:v", { params: { v: view } }, { watch: [`view:${view}`] });
  if (read.error && !read.data) return <ReadError error={read.error} onRetry={read.refetch} />;
  return read.data ? <Viewing key={view} view={read.data} saved={read.data.definition} /> : <Skeleton />;
}

function Viewing({ view, saved }: { view: View | null; saved: Definition }) {
  const t = useText(viewTexts);
  const navigate = useNavigate();
  const search = readSearch(getRouteApi("/w/$slug").useSearch() as Record<string, unknown>);
  const definition = useMemo(() => definitionOf(saved, search), [saved, JSON.stringify(search)]);
  const speech = useSpeech(definition.of);
  const seek = (next: ViewSearch) =>
    void navigate({ to: ".", replace: true, search: ((was: Record<string, unknown>) => ({ ...was, ...next })) as never });
  const set = (next: Partial<Definition>) => seek(searchOf(next, saved));
  const discard = () => void navigate({ to: ".", search: {} as never });
  const changed = Object.entries(search).some(([key, value]) => key !== "month" && key !== "zoom" && value !== undefined);
  const sort = sortOf(definition, speech.attributes);
  const columns = useMemo(() => columnsOf(definition, speech.attributes), [definition, speech.attributes]);
  const groupable = speech.attributes.filter((one) => one.type !== "duration" && one.key !== "title");
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title={view?.name ?? t("tasks")}
        actions={<SaveView view={view} definition={definition} changed={changed} onDiscard={discard} />}
      />
      <Toolbar label={t("show")}>
        <SegmentedControl
          label={t("as")}
          value={definition.as}
          onValue={(as) => set({ as })}
          choices={ways.map((way) => ({ value: way, label: t(way) }))}
        />
        <SegmentedControl
          label={t("show")}
          value={definition.of}
          onValue={(of) =>
            seek({
              ...Object.fromEntries(Object.keys(search).map((key) => [key, undefined])),
              as: search.as,
              of: of === saved.of ? undefined : of,
            } as ViewSearch)
          }
          choices={[
            { value: "tasks", label: t("tasks") },
            { value: "runs", label: t("runs") },
            { value: "projects", label: t("projects") },
          ]}
        />
        <span className="hidden flex-1 sm:block" />
        {definition.as === "board" ? (
          <>
            <ByMenu
              label={(name) => t("boardBy", { name })}
              attributes={groupable}
              value={boardBy(definition, speech.attributes)?.key ?? null}
              none={null}
              onValue={(group) => set({ group })}
            />
            <ByMenu
              label={(name) => (name === "" ? t("lanes") : t("lanesBy", { name }))}
              attributes={groupable}
              value={definition.lanes}
              none={t("lanesNone")}
              onValue={(lanes) => set({ lanes })}
            />
          </>
        ) : definition.as === "table" || definition.as === "timeline" ? (
          <ByMenu
            label={(name) => (name === "" ? t("group") : t("groupBy", { name }))}
            attributes={groupable}
            value={definition.group}
            none={t("groupNone")}
            onValue={(group) => set({ group })}
          />
        ) : null}
        {definition.as === "table" || definition.as === "board" ? (
          <ColumnMenu
            attributes={speech.attributes}
            columns={columns}
            place={placeOf(definition, speech)}
            onColumns={(next) => set({ columns: next })}
            label={t(definition.as === "board" ? "cardShows" : "columns")}
            title={t(definition.as === "board" ? "cardShows" : "columnsShown")}
          />
        ) : null}
      </Toolbar>
      <Toolbar label={t("filter")}>
        <FilterBar where={definition.where} speech={speech} onWhere={(where) => set({ where })} />
      </Toolbar>
      <Rows
        key={definition.of}
        definition={definition}
        speech={speech}
        columns={columns}
        sort={sort}
        onSort={(attribute) => set({ sort: nextSort(definition.sort, attribute.key) })}
        onSet={set}
        month={search.month}
        onMonth={(month) => seek({ month } as ViewSearch)}
        zoom={search.zoom ?? "weeks"}
        onZoom={(zoom) => seek({ zoom })}
      />
    </div>
  );
}

/** From the first on, from the last on, not at all. */
function nextSort(sort: string, key: string): string {
  return sort === key ? `-${key}` : sort === `-${key}` ? "" : key;
}

type RowsProps = {
  definition: Definition;
  speech: Speech;
  columns: readonly Attribute[];
  sort: ReturnType<typeof sortOf>;
  onSort: (attribute: Attribute) => void;
  onSet: (next: Partial<Definition>) => void;
  month: string | undefined;
  onMonth: (month: string | undefined) => void;
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
};

function Rows({ definition, speech, columns, sort, onSort, onSet, month, onMonth, zoom, onZoom }: RowsProps) {
  const navigate = useNavigate();
  const go = useGo();
  const { store, shown } = useRows({ of: definition.of, where: definition.where, sort: definition.sort });
  const words = useWords(shown.names);
  const { t } = words;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const change = useRowChanges(store);
  const fold = (key: string) =>
    setFolded((was) => (was.has(key) ? new Set([...was].filter((one) => one !== key)) : new Set([...was, key])));
  const before = useRef<Ordered | null>(null);
  const size = shown.rows.length > 20_000 ? "many" : "few";
  const compare = useMemo(
    () => comparing(sort, words.nameOf, words.locale, size === "many" ? Infinity : 0),
    [definition.sort, speech.attributes, shown.whole, words.locale, size],
  );
  // Until all pages are here the server's order stands: what comes goes behind what is shown.
  const rows = useMemo(() => {
    if (!shown.whole) return shown.rows;
    before.current = ordered(shown.rows, compare, before.current);
    return before.current.rows;
  }, [shown.rows, shown.whole, compare]);
  const groupBy = speech.attributes.find((one) => one.key === definition.group) ?? null;
  const summed = useMemo(() => columns.filter((one) => one.type === "number" || one.type === "duration"), [columns]);
  const groups = useMemo(
    () => (groupBy ? grouped(rows, groupBy, words.days, (key) => words.sayGroup(groupBy, key), summed) : null),
    [rows, groupBy, words, summed],
  );
  const lines = useMemo(() => linesOf(rows, groups, folded), [rows, groups, folded]);
  const boardColumns = useMemo(() => [...new Set(rows.flatMap((row) => row.column ?? []))].slice(0, 50), [rows]);
  // A board of one project has its columns, also those that nothing is in.
  const place = placeOf(definition, speech);
  const known =
    useRead(
      "GET /projects/:p",
      { params: { p: place ?? "" } },
      { watch: [`project:${place}`], enabled: place !== undefined && definition.as === "board" },
    ).data?.columns ?? none;
  const picked = useMemo(() => (chosen.size === 0 ? [] : rows.filter((row) => chosen.has(row.id))), [rows, chosen]);
  const open = (row: Row) => {
    if (row.kind === "task") void navigate({ to: ".", search: ((was: Record<string, unknown>) => ({ ...was, task: row.id })) as never });
    else go({ to: row.kind === "run" ? "/runs/$id" : "/projects/$id", params: { id: row.id } });
  };
  if (shown.error !== null && shown.rows.length === 0) return <ReadError error={shown.error} onRetry={() => void store.load()} />;
  if (!shown.whole && rows.length === 0) return <Skeleton />;
  const due = speech.attributes.find((one) => one.key === "due");
  if (shown.whole && rows.length === 0 && definition.as !== "calendar")
    return definition.where === "" || definition.where === "state is open" ? (
      <EmptyState picture={<ListTodo size={22} />} title={t("emptyAllTitle")} about={t("emptyAllAbout")} />
    ) : (
      <EmptyState
        picture={<ListTodo size={22} />}
        title={t("emptyTitle")}
        about={t("emptyAbout")}
        action={<Button onClick={() => onSet({ where: "" })}>{t("filterClear")}</Button>}
      />
    );
  const by = boardBy(definition, speech.attributes);
  return (
    <>
      {definition.as === "board" && by ? (
        <Board
          rows={rows}
          by={by}
          lanesBy={speech.attributes.find((one) => one.key === definition.lanes) ?? null}
          shows={columns}
          state={speech.attributes.find((one) => one.key === "state")}
          known={known}
          definition={definition}
          words={words}
          onDefinition={onSet}
          onChange={change}
          onOpen={open}
        />
      ) : definition.as === "calendar" && due ? (
        <Calendar rows={rows} month={month} due={due} words={words} onMonth={onMonth} onChange={change} onOpen={open} />
      ) : definition.as === "timeline" ? (
        <Timeline
          rows={rows}
          lines={lines}
          groupBy={groupBy}
          due={due}
          zoom={zoom}
          words={words}
          onZoom={onZoom}
          onFold={fold}
          onChange={change}
          onOpen={open}
        />
      ) : (
        <Grid
          label={t(definition.of)}
          rows={rows}
          lines={lines}
          columns={columns}
          groupBy={groupBy}
          sort={sort}
          words={words}
          speech={speech}
          boardColumns={boardColumns}
          chosen={chosen}
          onChosen={setChosen}
          onSort={onSort}
          onFold={fold}
          onChange={change}
          onOpen={open}
        />
      )}
      <p role="status" className="flex h-7 shrink-0 items-center border-t border-line px-4 text-xs text-faint tabular-nums">
        {shown.whole ? t("rows", { of: definition.of, count: rows.length }) : t("reading", { count: rows.length })}
      </p>
      {picked.length > 0 ? (
        <ChosenBar
          rows={picked}
          words={words}
          speech={speech}
          boardColumns={boardColumns}
          onChange={change}
          onNone={() => setChosen(new Set())}
        />
      ) : null}
    </>
  );
}

const ways = ["table", "board", "calendar", "timeline"] as const;
const none: readonly string[] = [];

/** What a board's columns are by: what was chosen, else what says how far something is. */
function boardBy(definition: Definition, attributes: readonly Attribute[]): Attribute | null {
  const wanted = definition.group ?? (definition.of === "runs" ? "step" : "state");
  return attributes.find((one) => one.key === wanted) ?? attributes.find((one) => one.key === "state") ?? null;
}

function ByMenu({
  label,
  attributes,
  value,
  none: noneLabel,
  onValue,
}: {
  label: (name: string) => string;
  attributes: readonly Attribute[];
  value: string | null;
  none: string | null;
  onValue: (key: string | null) => void;
}) {
  return (
    <Menu
      align="end"
      trigger={
        <Button size="small" kind="quiet" icon={<Layers size={14} />}>
          {label(attributes.find((one) => one.key === value)?.label ?? "")}
        </Button>
      }
      entries={[
        ...(noneLabel === null
          ? []
          : [{ label: noneLabel, chosen: value === null, onSelect: () => onValue(null) }, { kind: "line" as const }]),
        ...attributes.map((one) => ({ label: one.label, chosen: value === one.key, onSelect: () => onValue(one.key) })),
      ]}
    />
  );
}

/** The one project or process that the rows are of, if the filter says one. */
function placeOf(definition: Definition, speech: Speech): string | undefined {
  return testsOf(parseFilter(definition.where, speech.bare).filter).find(
    (one) => one.attribute === "in" && one.operator === "is" && one.values.length === 1,
  )?.values[0];
}

function ColumnMenu({
  attributes,
  columns,
  place,
  onColumns,
  label,
  title,
}: {
  attributes: readonly Attribute[];
  columns: readonly Attribute[];
  place: string | undefined;
  onColumns: (columns: string[]) => void;
  label: string;
  title: string;
}) {
  const t = useText(viewTexts);
  const fields = useRead("GET /custom-fields", {}, { watch: ["field"] }).data?.items ?? [];
  const [making, setMaking] = useState<CustomField | "new" | null>(null);
  const keys = columns.map((one) => one.key);
  const own = fields.filter((field) => attributes.some((one) => one.key === field.id));
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button size="small" kind="quiet" icon={<Columns3 size={14} />}>
            {label}
          </Button>
        }
        entries={[
          { kind: "title", label: title },
          ...attributes
            .filter((one) => one.key !== "title")
            .map((one) => ({
              label: one.label,
              chosen: keys.includes(one.key),
              several: true,
              onSelect: () => onColumns(keys.includes(one.key) ? keys.filter((key) => key !== one.key) : [...keys, one.key]),
            })),
          { kind: "line" },
          ...own.map((field) => ({ label: t("changeField", { name: field.name }), onSelect: () => setMaking(field) })),
          { label: t("addField"), onSelect: () => setMaking("new") },
        ]}
      />
      {making === null ? null : (
        <FieldDialog
          field={making === "new" ? null : making}
          place={place}
          onClose={() => setMaking(null)}
          onMade={(id) => onColumns([...keys, id])}
        />
      )}
    </>
  );
}
