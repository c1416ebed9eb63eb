import { formatDay, type CalendarDefinition, type CalendarException, type Shift } from "@rondo/core/calendar";

type Node = { readonly name: string; readonly values: Readonly<Record<string, string>>; readonly children: readonly Node[] };

/** Day 0 of Primavera's day numbers, 1899-12-30, as ours. */
const epoch = -25_569;

/**
 * `clndr_data`: nodes `(0||name(key|value…)(children…))`. Days of the week are numbered from Sunday 1; exceptions carry `d|day number`
 * and their shifts. Null where it holds no week.
 */
export function readCalendarData(text: string): CalendarDefinition | null {
  const root = parse(text);
  const week = find(root, "DaysOfWeek");
  if (!week) return null;
  const shifts = new Map(week.children.map((day) => [Number(day.name), shiftsOf(day)]));
  const exceptions = (find(root, "Exceptions")?.children ?? []).flatMap((node): CalendarException[] => {
    const number = Number(node.values["d"]);
    if (!Number.isInteger(number) || number < -30_000 || number > 200_000) return [];
    const day = formatDay(number + epoch);
    return [{ from: day, to: day, name: "", shifts: shiftsOf(node) }];
  });
  return { week: Array.from({ length: 7 }, (_, weekday) => shifts.get(((weekday + 1) % 7) + 1) ?? []), exceptions };
}

function shiftsOf(node: Node): Shift[] {
  const shifts = node.children.flatMap((shift): Shift[] => {
    const [from, to] = [minuteOf(shift.values["s"] ?? ""), minuteOf(shift.values["f"] ?? "")];
    return from === null || to === null ? [] : [{ from, to: to === 0 ? 1440 : to }];
  });
  return shifts.filter((shift) => shift.from < shift.to).toSorted((a, b) => a.from - b.from);
}

function minuteOf(text: string): number | null {
  const parts = /^(\d{1,2}):(\d\d)/.exec(text);
  return parts && Number(parts[1]) < 24 && Number(parts[2]) < 60 ? Number(parts[1]) * 60 + Number(parts[2]) : null;
}

function find(nodes: readonly Node[], name: string): Node | undefined {
  for (const node of nodes) {
    const found = node.name === name ? node : find(node.children, name);
    if (found) return found;
  }
  return undefined;
}

/** Never fails: what is no node ends the reading of its list. Depth is bounded, so that a hostile text can't exhaust the stack. */
function parse(text: string): Node[] {
  let at = 0;
  const list = (depth: number): Node[] => {
    const nodes: Node[] = [];
    while (depth < 20) {
      while (at < text.length && /[\s\u007f]/.test(text[at]!)) at++;
      const head = /^\(\d*\|\|([^()|]*)\(([^()]*)\)\(/.exec(text.slice(at, at + 400));
      if (!head) break;
      at += head[0].length;
      const cells = head[2]!.split("|");
      const values = Object.create(null) as Record<string, string>;
      for (let index = 0; index + 1 < cells.length; index += 2) values[cells[index]!] = cells[index + 1]!;
      const children = list(depth + 1);
      while (at < text.length && text[at] !== ")") at++;
      at++;
      while (at < text.length && text[at] !== ")") at++;
      at++;
      nodes.push({ name: head[1]!, values, children });
    }
    return nodes;
  };
  return list(0);
}
