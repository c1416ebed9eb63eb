import type { Tree } from "@rondo/core/mining";
import type { Drawing, Line, Shape } from "./draw.ts";

type Place = readonly [x: number, y: number];
type Kind = "startEvent" | "endEvent" | "task" | "exclusiveGateway" | "parallelGateway";

/** How much room a block takes; it is entered and left at the middle of its first row, `axis` from its top. */
type Room = { readonly width: number; readonly height: number; readonly axis: number };

const sizes = {
  task: [120, 80],
  exclusiveGateway: [50, 50],
  parallelGateway: [50, 50],
  startEvent: [36, 36],
  endEvent: [36, 36],
} as const satisfies Record<Kind, readonly [number, number]>;
const gap = { x: 50, y: 30 };

/** A discovered process as BPMN's elements with their places, from left to right: parts that exclude each other or go on together are stacked between two gateways. */
export function drawTree(tree: Tree): Drawing {
  const { shapes, flows } = new Artist(tree);
  return { shapes, flows, undrawn: [] };
}

class Artist {
  readonly shapes: Shape[] = [];
  readonly flows: Line[] = [];

  constructor(tree: Tree) {
    const room = roomOf(tree);
    const y = 40 + Math.max(room.axis, 18);
    const start = this.#shape("startEvent", "", 40, y);
    const [from, x] = this.#draw(tree, { shape: start, at: [76, y] }, 76 + gap.x, y);
    const end = this.#shape("endEvent", "", x, y);
    this.#line(from, end, [x, y]);
  }

  /** Draws a block with its left edge at `x` and its axis at `y`; returns where it is left and where the next may begin. */
  #draw(tree: Tree, from: Leave, x: number, y: number): [Leave, number] {
    if (tree.kind === "silent") return [from, x];
    if (tree.kind === "activity") {
      const task = this.#shape("task", tree.activity, x, y);
      this.#line(from, task, [x, y]);
      return [{ shape: task, at: [x + 120, y] }, x + 120 + gap.x];
    }
    if (tree.kind === "sequence")
      return tree.children.reduce<[Leave, number]>(([leave, at], child) => this.#draw(child, leave, at, y), [from, x]);
    return tree.kind === "loop" ? this.#drawLoop(tree.children, from, x, y) : this.#drawStack(tree.kind, tree.children, from, x, y);
  }

  #drawStack(kind: "choice" | "parallel", children: readonly Tree[], from: Leave, x: number, y: number): [Leave, number] {
    const gateway = kind === "choice" ? "exclusiveGateway" : "parallelGateway";
    const open = this.#shape(gateway, "", x, y);
    this.#line(from, open, [x, y]);
    const rooms = children.map(roomOf);
    const closeX = x + 50 + gap.x + Math.max(...rooms.map(({ width }) => width)) + gap.x;
    const close = this.#shape(gateway, "", closeX, y);
    let top = y - rooms[0]!.axis;
    children.forEach((child, at) => {
      const axis = top + rooms[at]!.axis;
      const corner: Place[] =
        at === 0
          ? [[x + 50, y]]
          : [
              [x + 25, y + 25],
              [x + 25, axis],
            ];
      const [leave] = this.#draw(child, { shape: open, at: corner[0]!, via: corner.slice(1) }, x + 50 + gap.x, axis);
      if (at === 0) this.#line(leave, close, [closeX, y]);
      else this.#line(leave, close, [closeX + 25, axis], [closeX + 25, y + 25]);
      top += rooms[at]!.height + gap.y;
    });
    return [{ shape: close, at: [closeX + 50, y] }, closeX + 50 + gap.x];
  }

  #drawLoop([body, ...back]: readonly Tree[], from: Leave, x: number, y: number): [Leave, number] {
    const open = this.#shape("exclusiveGateway", "", x, y);
    this.#line(from, open, [x, y]);
    const rooms = [body!, ...back].map(roomOf);
    const width = Math.max(...rooms.map((room) => room.width));
    const closeX = x + 50 + gap.x + width + gap.x;
    const close = this.#shape("exclusiveGateway", "", closeX, y);
    const [leave] = this.#draw(body!, { shape: open, at: [x + 50, y] }, x + 50 + gap.x, y);
    this.#line(leave, close, [closeX, y]);
    let top = y - rooms[0]!.axis + rooms[0]!.height + gap.y;
    back.forEach((child, at) => {
      const axis = top + rooms[at + 1]!.axis;
      // Ways back are drawn from left to right too, so that they read; the lines lead around.
      const [done] = this.#draw(
        child,
        {
          shape: close,
          at: [closeX + 25, y + 25],
          via: [
            [closeX + 25, axis - rooms[at + 1]!.axis - gap.y / 2],
            [x + 75, axis - rooms[at + 1]!.axis - gap.y / 2],
            [x + 75, axis],
          ],
        },
        x + 50 + gap.x,
        axis,
      );
      const low = axis - rooms[at + 1]!.axis + rooms[at + 1]!.height + gap.y / 3;
      this.#line(
        done,
        open,
        done.at[0] === closeX + 25 ? [x + 25, axis] : [done.at[0] + 15, axis],
        ...(done.at[0] === closeX + 25
          ? []
          : ([
              [done.at[0] + 15, low],
              [x + 25, low],
            ] as const)),
        [x + 25, y + 25],
      );
      top += rooms[at + 1]!.height + gap.y * 2;
    });
    return [{ shape: close, at: [closeX + 50, y] }, closeX + 50 + gap.x];
  }

  #shape(kind: Kind, name: string, x: number, axis: number): string {
    const [width, height] = sizes[kind];
    const id = `${kind}_${this.shapes.length + 1}`;
    this.shapes.push({ id, kind, name, x, y: axis - height / 2, width, height, step: null });
    return id;
  }

  #line(from: Leave, to: string, ...points: Place[]): void {
    const all = [from.at, ...(from.via ?? []), ...points];
    this.flows.push({
      id: `flow_${this.flows.length + 1}`,
      from: from.shape,
      to,
      name: "",
      condition: null,
      isDefault: false,
      points: all.map(([x, y]) => ({ x, y })),
    });
  }
}

type Leave = { readonly shape: string; readonly at: Place; readonly via?: readonly Place[] };

function roomOf(tree: Tree): Room {
  if (tree.kind === "silent") return { width: 0, height: 20, axis: 10 };
  if (tree.kind === "activity") return { width: 120, height: 80, axis: 40 };
  const rooms = tree.children.map(roomOf);
  if (tree.kind === "sequence") {
    const axis = Math.max(...rooms.map((room) => room.axis));
    return {
      width: rooms.reduce((sum, { width }) => sum + width + gap.x, -gap.x),
      height: axis + Math.max(...rooms.map((room) => room.height - room.axis)),
      axis,
    };
  }
  const between = tree.kind === "loop" ? gap.y * 2 : gap.y;
  return {
    width: Math.max(...rooms.map(({ width }) => width)) + 2 * (50 + gap.x),
    height: rooms.reduce((sum, { height }) => sum + height + between, -between) + (tree.kind === "loop" ? gap.y : 0),
    axis: Math.max(rooms[0]!.axis, 25),
  };
}
