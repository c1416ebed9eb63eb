export type PictureShape = {
  readonly id: string;
  readonly form: "box" | "circle" | "diamond" | "frame";
  readonly strong: boolean;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};
export type Picture = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly PictureShape[];
  readonly lines: readonly { readonly id: string; readonly points: string; readonly dashed: boolean }[];
};

/** The places that a file of BPMN gives its elements. */
export function pictureOf(text: string): Picture {
  const file = new DOMParser().parseFromString(text, "application/xml");
  const byId = new Map([...file.querySelectorAll("[id]")].map((element) => [element.getAttribute("id") ?? "", element]));
  const meant = (element: Element): Element | undefined => byId.get((element.getAttribute("bpmnElement") ?? "").replace(/^.*:/u, ""));
  const shapes = tagged(file, "BPMNShape").flatMap((shape, index): PictureShape[] => {
    const bounds = tagged(shape, "Bounds").find((one) => one.parentElement === shape);
    if (bounds === undefined) return [];
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(bounds.getAttribute(name))) as [
      number,
      number,
      number,
      number,
    ];
    const element = meant(shape);
    const kind = element?.localName ?? "";
    return [
      {
        id: `s${index}`,
        form: formOf(kind),
        strong: kind === "endEvent" || kind === "callActivity",
        name: element?.getAttribute("name") ?? "",
        x,
        y,
        width,
        height,
      },
    ];
  });
  const edges = tagged(file, "BPMNEdge").map((edge, index) => ({
    id: `e${index}`,
    dashed: meant(edge)?.localName !== "sequenceFlow",
    places: tagged(edge, "waypoint").map((point) => [Number(point.getAttribute("x")), Number(point.getAttribute("y"))] as const),
  }));
  const across = [...shapes.flatMap(({ x, width }) => [x, x + width]), ...edges.flatMap(({ places }) => places.map(([x]) => x))];
  const down = [...shapes.flatMap(({ y, height }) => [y, y + height]), ...edges.flatMap(({ places }) => places.map(([, y]) => y))];
  const [left, top] = [least(across) - 40, least(down) - 20];
  return {
    x: left,
    y: top,
    width: most(across) + 60 - left,
    height: most(down) + 60 - top,
    // What holds others lies underneath them.
    shapes: shapes.toSorted((a, b) => b.width * b.height - a.width * a.height),
    lines: edges.map(({ places, ...edge }) => ({ ...edge, points: places.map((place) => place.join(",")).join(" ") })),
  };
}

function tagged(within: Document | Element, name: string): Element[] {
  return [...within.getElementsByTagNameNS("*", name)];
}

function formOf(kind: string): PictureShape["form"] {
  if (kind.endsWith("Event")) return "circle";
  if (kind.endsWith("Gateway")) return "diamond";
  return kind === "participant" || kind === "lane" || kind === "subProcess" || kind === "group" || kind === "transaction" ? "frame" : "box";
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), numbers[0] ?? 0);
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), numbers[0] ?? 0);
}
