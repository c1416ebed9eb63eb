import type { Calendar } from "@rondo/core/calendar";
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import { watchBox } from "./box.ts";
import { useCanvas } from "./canvas.ts";
import { useColors } from "./colors.ts";
import { hitAt } from "./hit.ts";
import type { Arrows, Bars, Gesture, Ghosts } from "./model.ts";
import { paint, paintAxis } from "./paint.ts";
import type { Picture } from "./picture.ts";
import type { Unit } from "./ticks.ts";
import type { TimeScale } from "./time-scale.ts";
import type { Zoom } from "./zoom.ts";

type Shared = {
  scale: TimeScale;
  zoom: Zoom;
  calendar: Calendar;
  now: number;
  /** The box that scrolls both the table and the picture. */
  scroller: RefObject<HTMLElement | null>;
  /** Where the picture begins in it. */
  offset: number;
};

type Props = Shared & {
  bars: Bars;
  arrows: Arrows;
  rowHeight: number;
  chosen: number;
  /** Bars as they would stand after the gesture that goes on. */
  ghosts: Ghosts | null;
  refused: boolean;
  onPress: (row: number, part: "body" | "row", at: { x: number; y: number }) => void;
  /** While the hand moves; null when it lets go without dropping. */
  onGesture: (gesture: Gesture | null) => void;
  onDrop: (gesture: Gesture) => void;
  notes?: boolean;
  progress?: boolean | undefined;
};

/**
 * The bars, on one canvas a little larger than what one sees. It lies in the page like any element and so scrolls with
 * the rows beside it to the pixel; only when the view leaves it is it moved and drawn again, about 2 ms at any size.
 */
export function Gantt(props: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colors = useColors();
  const [under, setUnder] = useState(-1);
  const [hand, setHand] = useState<Hand | null>(null);
  const [cursor, setCursor] = useState("default");
  const {
    bars,
    arrows,
    scale,
    zoom,
    rowHeight,
    calendar,
    now,
    chosen,
    ghosts,
    refused,
    scroller,
    offset,
    notes = true,
    progress = false,
  } = props;
  const cord = hand?.part === "handle" ? { from: hand.row, x: hand.x, y: hand.y, refused } : null;
  const picture: Picture = { bars, arrows, scale, zoom, rowHeight, calendar, colors, now, chosen, under, ghosts, cord, notes, progress };
  useCanvas(
    canvas,
    scroller,
    offset,
    axisHeight,
    scale.width,
    Math.max(bars.length * rowHeight, 1),
    (pen, x, y) => paint(pen, picture, x, y),
    [bars, arrows, scale, zoom, rowHeight, calendar, colors, now, chosen, under, ghosts, notes, progress, cord?.x, cord?.y, refused],
  );

  // Asked once for each scroll and gesture: to ask for each move of the hand lays the page out in the middle of a frame.
  const origin = useRef<{ x: number; y: number } | null>(null);
  useEffect(() => {
    const box = scroller.current;
    return box ? watchBox(box, () => (origin.current = null)) : undefined;
  }, [scroller]);
  const point = (event: PointerEvent) => {
    if (origin.current === null || event.type !== "pointermove") {
      const box = event.currentTarget.getBoundingClientRect();
      origin.current = { x: box.left, y: box.top };
    }
    return { x: event.clientX - origin.current.x, y: event.clientY - origin.current.y };
  };
  const gestureOf = (now: Hand): Gesture | null => {
    const bar = bars.at(now.row);
    if (!bar?.movable || !now.moved) return null;
    if (now.part === "handle") return { kind: "link", id: bar.id, toId: bars.at(Math.floor(now.y / rowHeight))?.id ?? null };
    if (now.part === "split") return { kind: "split", id: bar.id, at: scale.minuteAt(now.fromX), to: scale.minuteAt(now.x) };
    const by = scale.minuteAt(now.x) - scale.minuteAt(now.fromX);
    return now.part === "end"
      ? { kind: "stretch", id: bar.id, to: bar.finish + by }
      : now.part === "body"
        ? { kind: "move", id: bar.id, to: bar.start + by }
        : null;
  };
  const sameRow = (gesture: Gesture | null) => gesture?.kind === "link" && gesture.toId === gesture.id;

  return (
    <div
      dir="ltr"
      className="relative touch-pan-x touch-pan-y select-none"
      style={{ width: scale.width, height: bars.length * rowHeight, cursor }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        const at = point(event);
        const hit = hitAt(bars, scale, rowHeight, at.x, at.y);
        if (!hit) return;
        // A finger scrolls; its tap still asks why.
        if (event.pointerType !== "touch") event.currentTarget.setPointerCapture(event.pointerId);
        // With Alt the hand tears the bar apart where it holds it.
        const part = event.altKey && hit.part === "body" && bars.at(hit.row)?.kind === "bar" ? "split" : hit.part;
        setHand({ row: hit.row, part, ...at, fromX: at.x, fromY: at.y, moved: false });
      }}
      onPointerMove={(event) => {
        const at = point(event);
        if (!hand) {
          const hit = hitAt(bars, scale, rowHeight, at.x, at.y);
          setUnder(hit?.row ?? -1);
          const movable = hit !== null && bars.at(hit.row)?.movable;
          setCursor(
            !hit || hit.part === "row"
              ? "default"
              : hit.part === "handle"
                ? "crosshair"
                : hit.part === "end"
                  ? "ew-resize"
                  : movable
                    ? "grab"
                    : "pointer",
          );
          return;
        }
        if (event.pointerType === "touch") return;
        const moved = hand.moved || Math.abs(at.x - hand.fromX) + Math.abs(at.y - hand.fromY) > 4;
        const next = { ...hand, ...at, moved };
        setHand(next);
        const gesture = gestureOf(next);
        if (moved) props.onGesture(sameRow(gesture) ? null : gesture);
      }}
      onPointerUp={(event) => {
        if (!hand) return;
        const gesture = gestureOf({ ...hand, ...point(event) });
        setHand(null);
        if (gesture && !sameRow(gesture)) props.onDrop(gesture);
        else {
          props.onGesture(null);
          if (!hand.moved) props.onPress(hand.row, hand.part === "row" ? "row" : "body", { x: event.clientX, y: event.clientY });
        }
      }}
      onPointerCancel={() => {
        setHand(null);
        props.onGesture(null);
      }}
      onPointerLeave={() => {
        origin.current = null;
        setUnder(-1);
      }}
    >
      <canvas ref={canvas} aria-hidden="true" className="absolute top-0 left-0 will-change-transform" />
    </div>
  );
}

type Hand = {
  row: number;
  part: "body" | "end" | "handle" | "row" | "split";
  x: number;
  y: number;
  fromX: number;
  fromY: number;
  moved: boolean;
};

export const axisHeight = 48;

/** The time axis above the bars, drawn the same way. */
export function GanttAxis({
  scale,
  zoom,
  calendar,
  now,
  scroller,
  offset,
  label,
}: Shared & { label: (unit: Unit, day: number, minute?: number) => string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colors = useColors();
  useCanvas(
    canvas,
    scroller,
    offset,
    null,
    scale.width,
    axisHeight,
    (pen, x, _y, left) => paintAxis(pen, { scale, zoom, calendar, colors, now }, x, axisHeight, left, label),
    [scale, zoom, calendar, colors, now, label],
  );
  return (
    <div dir="ltr" className="relative" style={{ width: scale.width, height: axisHeight }}>
      <canvas ref={canvas} aria-hidden="true" className="absolute top-0 left-0 will-change-transform" />
    </div>
  );
}
