import { Maximize, Minus, Plus, Waypoints } from "lucide-react";
import { type KeyboardEvent, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useCanvas, useColors } from "../chart/index.ts";
import { type Action, useActions } from "../shell/index.ts";
import { EmptyState, IconButton } from "../ui/index.ts";
import type { PlanEdit } from "./edit.ts";
import { LinkDialog } from "./link-dialog.tsx";
import { writeLinks } from "./links-text.ts";
import { type Plan, rowsOf } from "./model.ts";
import { networkOf, type Node, nodeAt, rememberedLayers, size, stepFrom } from "./network.ts";
import { onlyRows } from "./only-rows.ts";
import { paintNetwork } from "./paint-network.ts";
import type { Shown } from "./shown.ts";
import type { Looked } from "./use-lines.ts";
import type { Words } from "./use-words.ts";
import { type WhyAsked, WhyPopover } from "./why-popover.tsx";

type Props = {
  plan: Plan;
  shown: Shown;
  looked: Looked;
  me: string | null;
  now: string;
  words: Words;
  canChange: boolean;
  onEdit: (edit: PlanEdit) => void;
  onOpen: (taskId: string) => void;
};

const scales = [0.2, 0.35, 0.5, 0.75, 1, 1.25] as const;

/** The plan as boxes and arrows: what waits for what, from left to right, with the path that decides the finish. */
export function NetworkView({ plan, shown, looked, me, now, words, canChange, onEdit, onOpen }: Props) {
  const { t } = words;
  const colors = useColors();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  /** A press chooses what it is on; only keys that come begin somewhere by themselves. */
  const pressed = useRef(false);
  const layers = useRef(rememberedLayers()).current;
  const [scale, setScale] = useState(1);
  const [chosenId, setChosen] = useState<string | null>(null);
  const [why, setWhy] = useState<WhyAsked | null>(null);
  const [linking, setLinking] = useState<string | null>(null);
  const network = useMemo(
    () => networkOf(plan, onlyRows(rowsOf(plan), shown.only, me, now), layers, now),
    [plan, shown.only, me, now, layers],
  );
  const chosen = useMemo(
    () => (chosenId === null ? -1 : network.nodes.findIndex((node) => node.row.task.id === chosenId)),
    [network, chosenId],
  );
  const node = network.nodes[chosen];
  const said = ({ row: { number, entry } }: Node) =>
    entry
      ? `${number} · ${words.day(entry.start, now)}${words.day(entry.start, now) === words.day(entry.finish, now) ? "" : ` – ${words.day(entry.finish, now)}`}`
      : number;
  const { colors: traits } = looked;
  const [width, height] = [network.width * scale, network.height * scale];
  useCanvas(
    canvas,
    scroller,
    0,
    0,
    width,
    height,
    (pen, x, y) =>
      paintNetwork(
        pen,
        {
          network,
          colors,
          scale,
          chosen,
          said,
          tintOf: traits ? (one) => traits.of(one.row).tint : null,
          linkSaid: (link) => writeLinks([{ ...link, number: "" }], words.units),
          looseTitle: t("networkLoose"),
        },
        x,
        y,
      ),
    [network, colors, scale, chosen, traits, words],
  );

  const show = (at: number) => {
    const next = network.nodes[at];
    const box = scroller.current;
    if (!next || !box) return;
    setChosen(next.row.task.id);
    const [left, top] = [next.x * scale, next.y * scale];
    if (left < box.scrollLeft + 20 || left + size.width * scale > box.scrollLeft + box.clientWidth - 20)
      box.scrollLeft = left - (box.clientWidth - size.width * scale) / 2;
    if (top < box.scrollTop + 20 || top + size.height * scale > box.scrollTop + box.clientHeight - 20)
      box.scrollTop = top - (box.clientHeight - size.height * scale) / 2;
  };
  // It opens at the first task of the path that decides the finish.
  useLayoutEffect(() => {
    const first = network.columns.flat().find((at) => network.nodes[at]?.critical) ?? -1;
    if (first >= 0 && scroller.current) scroller.current.scrollTo({ left: 0, top: Math.max(0, (network.nodes[first] as Node).y - 120) });
  }, [plan.project.id]);
  const zoomTo = (next: number) => {
    const box = scroller.current;
    if (!box) return;
    const [x, y] = [(box.scrollLeft + box.clientWidth / 2) / scale, (box.scrollTop + box.clientHeight / 2) / scale];
    setScale(next);
    requestAnimationFrame(() => box.scrollTo({ left: x * next - box.clientWidth / 2, top: y * next - box.clientHeight / 2 }));
  };
  const zoomBy = (by: 1 | -1) =>
    zoomTo((by > 0 ? scales.find((one) => one > scale + 0.001) : scales.findLast((one) => one < scale - 0.001)) ?? scale);
  const fit = () => {
    const box = scroller.current;
    if (box) zoomTo(Math.max(scales[0], Math.min(1, box.clientWidth / network.width, box.clientHeight / network.height)));
  };
  const explain = (at: number) => {
    const next = network.nodes[at];
    const place = scroller.current?.getBoundingClientRect();
    if (!next || !place || !scroller.current) return;
    setWhy({
      id: next.row.task.id,
      x: place.left + (next.x + size.width / 2) * scale - scroller.current.scrollLeft,
      y: place.top + (next.y + size.height) * scale - scroller.current.scrollTop,
    });
  };
  const critical = useMemo(() => network.columns.flat().filter((at) => network.nodes[at]?.critical), [network]);
  const nothingChosen = node ? null : t("noRow");
  const actions: Action[] = [
    { id: "network.open", label: t("openTask"), keys: "o", why: nothingChosen, run: () => node && onOpen(node.row.task.id) },
    { id: "network.why", label: t("keysWhy"), keys: "w", why: nothingChosen, run: () => explain(chosen) },
    {
      id: "network.link",
      label: t("linkTo"),
      keys: "l",
      why: canChange ? nothingChosen : t("mayNot"),
      run: () => node && setLinking(node.row.task.id),
    },
    {
      id: "network.critical",
      label: t("networkCritical"),
      keys: "p",
      why: critical.length === 0 ? t("networkNoCritical") : null,
      run: () => show(critical[(critical.indexOf(chosen) + 1) % critical.length] ?? -1),
    },
    { id: "network.larger", label: t("networkLarger"), keys: "+", run: () => zoomBy(1) },
    { id: "network.smaller", label: t("networkSmaller"), keys: "-", run: () => zoomBy(-1) },
    { id: "network.fit", label: t("networkFit"), keys: "0", run: fit },
  ];
  useActions(actions);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
    const way = ({ ArrowRight: "right", ArrowLeft: "left", ArrowUp: "up", ArrowDown: "down" } as const)[event.key];
    if (way) show(stepFrom(network, chosen, way));
    else if (event.key === "Home") show(network.columns.flat()[0] ?? -1);
    else if (event.key === "Enter" && node) onOpen(node.row.task.id);
    else return;
    event.preventDefault();
  };
  if (network.nodes.length === 0)
    return <EmptyState picture={<Waypoints size={22} />} title={t("networkEmpty")} about={t("networkEmptyAbout")} />;
  return (
    <div className="relative min-h-80 min-w-0 flex-1">
      <div
        ref={scroller}
        dir="ltr"
        role="tree"
        aria-label={t("networkOf", { name: plan.project.name })}
        aria-describedby={`${id}-keys`}
        aria-activedescendant={node ? `${id}-node` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={(event) =>
          event.target === event.currentTarget && chosen < 0 && !pressed.current && show(critical[0] ?? network.columns.flat()[0] ?? -1)
        }
        onPointerUp={() => void (pressed.current = false)}
        onPointerDown={(event) => {
          pressed.current = true;
          const place = event.currentTarget.getBoundingClientRect();
          const at = nodeAt(
            network,
            (event.clientX - place.left + event.currentTarget.scrollLeft) / scale,
            (event.clientY - place.top + event.currentTarget.scrollTop) / scale,
          );
          setChosen(network.nodes[at]?.row.task.id ?? null);
          if (at >= 0 && event.button === 0) explain(at);
        }}
        onDoubleClick={() => node && onOpen(node.row.task.id)}
        className="absolute inset-0 overflow-auto overscroll-contain bg-surface outline-none"
      >
        <div style={{ width, height }} role="presentation">
          <canvas ref={canvas} aria-hidden="true" className="absolute top-0 left-0 will-change-transform" />
          {node ? (
            <div role="treeitem" id={`${id}-node`} aria-selected className="sr-only">
              {sayNode(node, network.nodes, words)}
            </div>
          ) : null}
        </div>
      </div>
      <p id={`${id}-keys`} className="sr-only">
        {t("networkKeys")}
      </p>
      <div className="absolute end-4 bottom-4 flex rounded-md border border-line bg-raised p-0.5 shadow-sm">
        <IconButton size="small" label={t("networkSmaller")} keys="-" icon={<Minus size={14} />} onClick={() => zoomBy(-1)} />
        <IconButton size="small" label={t("networkFit")} keys="0" icon={<Maximize size={14} />} onClick={fit} />
        <IconButton size="small" label={t("networkLarger")} keys="+" icon={<Plus size={14} />} onClick={() => zoomBy(1)} />
      </div>
      {why ? (
        <WhyPopover
          plan={plan}
          asked={why}
          words={words}
          canChange={canChange}
          onGo={(to) => {
            setWhy(null);
            show(network.nodes.findIndex((one) => one.row.task.id === to));
          }}
          onEdit={onEdit}
          onOpen={onOpen}
          onClose={() => setWhy(null)}
        />
      ) : null}
      {linking ? (
        <LinkDialog plan={plan} rows={rowsOf(plan)} from={linking} words={words} onEdit={onEdit} onClose={() => setLinking(null)} />
      ) : null}
    </div>
  );
}

/** A box in words: the task, its dates, and what it waits for and holds up. */
function sayNode({ row, critical, before, after }: Node, nodes: readonly Node[], { t, day, format }: Words): string {
  const titles = (at: readonly number[]) => format.list(at.map((one) => nodes[one]?.row.task.title ?? ""));
  return [
    `${row.number} ${row.task.title}`,
    ...(row.entry ? [t("computed", { start: day(row.entry.start), finish: day(row.entry.finish) })] : []),
    ...(critical ? [t("critical")] : []),
    before.length > 0 ? `${t("linksIn")}: ${titles(before)}` : "",
    after.length > 0 ? `${t("linksOut")}: ${titles(after)}` : "",
  ]
    .filter((part) => part !== "")
    .join(". ");
}
