import { roleKey } from "@rondo/core/plan";
import { UsersRound } from "lucide-react";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { Combobox, cx, EmptyState, Popover } from "../ui/index.ts";
import type { Person } from "./cell-editor.tsx";
import type { PlanEdit } from "./edit.ts";
import { useView } from "./grid-view.ts";
import { idOf, isHead, type Line } from "./lines.ts";
import { MatrixCell } from "./matrix-cell.tsx";
import { isClosed, type Plan, placeOf, type PlanTask } from "./model.ts";
import { TakerPicker } from "./role-picker.tsx";
import { percentOf, placeIn, placeSet, placesOf, rolesAsked, shareSet, sharesOf } from "./shares.ts";
import type { Looked } from "./use-lines.ts";
import { type Able, useRoles } from "./use-roles.ts";
import type { Words } from "./use-words.ts";

type Props = {
  plan: Plan;
  looked: Looked;
  people: readonly Person[];
  locked: string | null;
  narrow: boolean;
  words: Words;
  onEdit: (edit: PlanEdit) => void;
  onOpen: (taskId: string) => void;
};
type At = { readonly line: number; readonly person: number };

const rowHeight = 32;
const cellWidth = 96;

/** Who works on what, and with how much of the day: tasks down, people across, a percentage where they meet. */
export function Matrix({ plan, looked: { lines, onToggle }, people, locked, narrow, words, onEdit, onOpen }: Props) {
  const { t, format } = words;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [added, setAdded] = useState<readonly string[]>([]);
  const [at, setAt] = useState<At>({ line: 0, person: 0 });
  const [editing, setEditing] = useState<string | null>(null);
  const view = useView(scroller, rowHeight, lines.length, false);
  const facts = useMemo(() => factsOf(plan, people), [plan, people]);
  const known = useRoles(plan);
  const across = useMemo((): readonly Column[] => {
    const more: Column[] = [...people, ...known.roles.map(({ role }) => roleColumn(role))].filter(
      (one) => added.includes(one.id) && !facts.there.some((here) => here.id === one.id),
    );
    return [...facts.there, ...more].toSorted((a, b) => Number(a.role !== undefined) - Number(b.role !== undefined));
  }, [facts, people, known, added]);
  const nameOf = (person: string) => across.find((one) => one.id === person)?.name ?? t("traitSomebody");
  const titleWidth = narrow ? 150 : 340;
  const on = lines[at.line];
  const whyNot = (line: Line | undefined): string | null =>
    line === undefined || isHead(line)
      ? t("noRow")
      : line.inside > 0
        ? t("refusedSummary", { title: line.task.title })
        : isClosed(line.task)
          ? t("refusedDone", { title: line.task.title })
          : locked;
  const give = (percent: number | null) => {
    const person = across[at.person];
    setEditing(null);
    scroller.current?.focus({ preventScroll: true });
    if (!on || isHead(on) || whyNot(on) !== null || !person || percentIn(on.task, person) === percent) return;
    const { role } = person;
    const set =
      role === undefined
        ? shareSet(on.task, person, percent, nameOf)
        : placeSet(on.task, role, percent === null ? null : { role, percent, count: placeIn(on.task, role)?.count ?? 1 });
    onEdit({ kind: "set", id: on.task.id, set });
  };
  const go = (line: number, person: number) => {
    const next = { line: Math.max(0, Math.min(lines.length - 1, line)), person: Math.max(0, Math.min(across.length - 1, person)) };
    setAt(next);
    const box = scroller.current;
    if (!box) return;
    const [top, left] = [next.line * rowHeight, next.person * cellWidth];
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + 2 * rowHeight + 12 > box.scrollTop + box.clientHeight - 44) box.scrollTop = top + 2 * rowHeight + 56 - box.clientHeight;
    if (left < box.scrollLeft) box.scrollLeft = left;
    else if (left + cellWidth > box.scrollLeft + box.clientWidth - titleWidth)
      box.scrollLeft = left + cellWidth - box.clientWidth + titleWidth;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 3);
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(at.line + 1, at.person),
      ArrowUp: () => go(at.line - 1, at.person),
      ArrowRight: () => go(at.line, at.person + 1),
      ArrowLeft: () => go(at.line, at.person - 1),
      PageDown: () => go(at.line + page, at.person),
      PageUp: () => go(at.line - page, at.person),
      Home: () => go(0, at.person),
      End: () => go(lines.length - 1, at.person),
      Enter: () => (on && (isHead(on) || on.inside > 0) ? onToggle(idOf(on)) : begin()),
      F2: () => begin(),
      Delete: () => give(null),
      Backspace: () => give(null),
      o: () => on && !isHead(on) && onOpen(on.task.id),
    };
    const step = steps[event.key];
    if (step) step();
    else if (/^\d$/.test(event.key)) begin(event.key);
    else return;
    event.preventDefault();
  };
  const begin = (text?: string) => {
    const person = across[at.person];
    if (!on || isHead(on) || !person || whyNot(on) !== null) return;
    setEditing(text ?? String(percentIn(on.task, person) ?? 100));
  };
  if (lines.length === 0) return <EmptyState picture={<UsersRound size={22} />} title={t("networkEmpty")} about={t("networkEmptyAbout")} />;
  const { from, to } = view.rows;
  const width = titleWidth + Math.max(across.length, 1) * cellWidth + 200;
  return (
    <div className="relative min-h-80 min-w-0 flex-1">
      <div
        ref={scroller}
        role="grid"
        aria-label={t("matrixOf", { name: plan.project.name })}
        aria-describedby={`${id}-keys`}
        aria-rowcount={lines.length + 1}
        aria-colcount={across.length + 1}
        aria-activedescendant={on && across[at.person] ? `${id}-${at.line}-${at.person}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="group/grid absolute inset-0 overflow-auto overscroll-contain bg-surface outline-none"
      >
        <div
          role="row"
          aria-rowindex={1}
          className="sticky top-0 z-20 flex h-11 items-end border-b border-line bg-surface text-xs text-faint"
          style={{ width }}
        >
          <div
            role="columnheader"
            aria-colindex={1}
            className="sticky start-0 z-10 flex h-full items-end border-e border-line bg-surface px-3 pb-1.5 font-medium"
            style={{ width: titleWidth }}
          >
            {t("title")}
          </div>
          {across.map((person, index) => (
            <div
              key={person.id}
              role="columnheader"
              aria-colindex={index + 2}
              title={person.name}
              className="flex min-w-0 flex-col px-2 pb-1 text-end leading-tight"
              style={{ width: cellWidth }}
            >
              {person.role === undefined || locked !== null ? (
                <span className={cx("truncate font-medium text-ink", person.role !== undefined && "italic")}>{person.name}</span>
              ) : (
                <RoleHead
                  role={person.role}
                  people={known.people}
                  words={words}
                  onTaker={(to) => onEdit({ kind: "fill", role: person.name, from: null, to, ids: askedIn(plan, person.name) })}
                />
              )}
              <span className="truncate tabular-nums">
                {(facts.minutes.get(person.id) ?? 0) > 0 ? format.work(facts.minutes.get(person.id) ?? 0) : "–"}
              </span>
            </div>
          ))}
          {locked === null ? (
            <div role="columnheader" aria-colindex={across.length + 2} className="w-48 self-center px-2">
              <Combobox
                label={t("matrixAdd")}
                value={null}
                placeholder={t("matrixAdd")}
                onValue={(person) => person && setAdded((was) => [...was, person])}
                choices={[
                  ...people.map((one) => ({ value: one.id, label: one.name })),
                  ...known.roles.map(({ role }) => ({ value: roleColumn(role).id, label: role, hint: t("matrixAddRole") })),
                ].filter((one) => !across.some((here) => here.id === one.value))}
              />
            </div>
          ) : null}
        </div>
        <div role="rowgroup" className="relative" style={{ width, height: (lines.length + 1) * rowHeight }}>
          {lines.slice(from, to).map((line, offset) => {
            const index = from + offset;
            const summary = isHead(line) || line.inside > 0;
            return (
              <div
                key={index % Math.max(1, to - from)}
                role="row"
                aria-rowindex={index + 2}
                className={cx(
                  "absolute start-0 flex border-b border-line/70 text-sm",
                  summary && "font-medium",
                  isHead(line) && "bg-sunken",
                )}
                style={{ top: index * rowHeight, height: rowHeight, width }}
              >
                <div
                  role="rowheader"
                  aria-colindex={1}
                  className={cx(
                    "sticky start-0 z-10 flex items-center border-e border-line px-3",
                    isHead(line) ? "bg-sunken" : "bg-surface",
                  )}
                  style={{ width: titleWidth, paddingInlineStart: 12 + (isHead(line) ? 0 : Math.min(line.depth, 8) * (narrow ? 8 : 16)) }}
                  onDoubleClick={() => (isHead(line) ? onToggle(line.id) : onOpen(line.task.id))}
                >
                  <span className={cx("min-w-0 truncate", !isHead(line) && isClosed(line.task) && "text-faint line-through")}>
                    {isHead(line) ? line.trait.label : line.task.title}
                  </span>
                </div>
                {across.map((person, column) => (
                  <MatrixCell
                    key={person.id}
                    id={`${id}-${index}-${column}`}
                    column={column + 2}
                    width={cellWidth}
                    percent={summary ? null : percentIn(line.task, person)}
                    count={summary || person.role === undefined ? 1 : (placeIn(line.task, person.role)?.count ?? 1)}
                    owns={!isHead(line) && line.task.owner?.id === person.id}
                    label={
                      summary
                        ? ""
                        : person.role !== undefined
                          ? t("matrixPlace", {
                              role: person.role,
                              title: line.task.title,
                              count: placeIn(line.task, person.role)?.count ?? 0,
                              percent: placeIn(line.task, person.role)?.percent ?? 0,
                            })
                          : t("matrixCell", { name: person.name, title: line.task.title, percent: percentOf(line.task, person.id) ?? 0 })
                    }
                    on={at.line === index && at.person === column}
                    text={at.line === index && at.person === column ? editing : null}
                    words={words}
                    onPress={() => {
                      setAt({ line: index, person: column });
                      setEditing(null);
                      scroller.current?.focus({ preventScroll: true });
                    }}
                    onBegin={() => begin()}
                    onText={setEditing}
                    onGive={give}
                    onCancel={() => {
                      setEditing(null);
                      scroller.current?.focus({ preventScroll: true });
                    }}
                  />
                ))}
              </div>
            );
          })}
        </div>
      </div>
      <p id={`${id}-keys`} className="sr-only">
        {t("matrixKeys")}
      </p>
    </div>
  );
}

type Column = Person & { readonly role?: string };

function roleColumn(role: string): Column {
  return { id: `role:${roleKey(role)}`, name: role, role };
}

function percentIn(task: PlanTask, { id, role }: Column): number | null {
  return role === undefined ? percentOf(task, id) : (placeIn(task, role)?.percent ?? null);
}

function askedIn(plan: Plan, role: string): readonly string[] {
  return rolesAsked(plan).find((one) => roleKey(one.role) === roleKey(role))?.ids ?? [];
}

/** The name of a role, which opens who could take all its places. */
function RoleHead({
  role,
  people,
  words: { t },
  onTaker,
}: {
  role: string;
  people: readonly Able[];
  words: Words;
  onTaker: (person: Able) => void;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpen={setOpen}
      title={t("placeGiveAll", { role })}
      trigger={
        <button
          type="button"
          className="truncate rounded-sm text-end font-medium text-ink italic underline decoration-dashed hover:bg-hover"
        >
          {role}
        </button>
      }
    >
      <TakerPicker
        role={role}
        label={t("placeGive", { role })}
        people={people}
        onTaker={(to) => {
          setOpen(false);
          onTaker(to);
        }}
      />
    </Popover>
  );
}

/** Who is on the plan, by name, and how much work each has in it; behind them the roles that it asks for. */
function factsOf(plan: Plan, people: readonly Person[]) {
  const names = new Map(
    [...people, ...plan.tasks.flatMap((task) => (task.owner ? [task.owner] : []))].map((person) => [person.id, person.name]),
  );
  const minutes = new Map<string, number>();
  const summaries = new Set(plan.tasks.map((task) => placeOf(task).parentId));
  for (const task of plan.tasks)
    for (const { personId, percent } of sharesOf(task))
      minutes.set(
        personId,
        (minutes.get(personId) ?? 0) + (summaries.has(task.id) || isClosed(task) ? 0 : (placeOf(task).workingMinutes * percent) / 100),
      );
  const there = [...minutes.keys()]
    .map((id): Column => ({ id, name: names.get(id) ?? "" }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const roles = rolesAsked(plan).map(({ role }) => roleColumn(role));
  for (const task of plan.tasks)
    if (!summaries.has(task.id) && !isClosed(task))
      for (const { role, percent, count } of placesOf(task)) {
        const { id } = roleColumn(role);
        minutes.set(id, (minutes.get(id) ?? 0) + (placeOf(task).workingMinutes * percent * count) / 100);
      }
  return { minutes, there: [...there, ...roles] };
}
