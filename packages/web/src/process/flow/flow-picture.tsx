import "@xyflow/react/dist/style.css";
import "./flow.css";
import type { FlowMark, FlowNode } from "@rondo/core/process";
import {
  BaseEdge,
  Background,
  Controls,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  type ReactFlowInstance,
} from "@xyflow/react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useText } from "../../messages/index.ts";
import { Count, cx, Progress } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { kindIcon, kinds } from "../procedure/step-kinds.tsx";
import { atOnce, type MarkedEdge, pathThrough, place, type Placed, placeInParts } from "./layout.ts";

type Props = {
  flow: { nodes: readonly FlowNode[]; edges: readonly MarkedEdge[] };
  /** Of two flows compared: what became of each step. */ marks?: ReadonlyMap<string, FlowMark>;
  short?: boolean;
  roles: ReadonlyMap<string, string>;
  counts: ReadonlyMap<string, number>;
  /** In how many runs a step was done otherwise than written down. */ otherwise?: ReadonlyMap<string, number>;
  selected: string | null;
  onStep: (stepId: string | null) => void;
};
type Data = {
  kind: FlowNode["kind"];
  title: string;
  role: string | undefined;
  count: number;
  otherwise: number;
  stepId: string | null;
  chosen: boolean;
  mark: FlowMark | undefined;
};
type Drawn = Node<Data>;

/** The flow from top to bottom. Nodes are reached with Tab and opened with Enter. */
export function FlowPicture({ flow, marks = noMarks, short = false, roles, counts, otherwise = noCounts, selected, onStep }: Props) {
  const t = useText(processTexts);
  const { placed, done } = usePlaced(flow);
  const frame = useRef<HTMLDivElement>(null);
  const instance = useRef<ReactFlowInstance<Drawn> | null>(null);
  /** The chosen node stays visible beside the panel that opens over the picture. */
  const bringIntoSight = () => {
    const node = placed.nodes.find((one) => one.stepId === selected && one.title !== "");
    const picture = instance.current;
    if (!node || !picture || window.innerWidth < 640) return;
    const zoom = picture.getZoom();
    void picture.setCenter(node.x + node.width / 2 + panelWidth / 2 / zoom, node.y + node.height / 2, { zoom, duration: 200 });
  };
  useEffect(bringIntoSight, [selected]);
  const nodes = useMemo(
    () =>
      placed.nodes.map((node): Drawn => {
        const isStep = node.title !== "" || (kinds as readonly string[]).includes(node.kind);
        return {
          id: node.id,
          type: "step",
          position: { x: node.x, y: node.y },
          width: node.width,
          height: node.height,
          // Told beforehand, so that only what is in sight is drawn at first too.
          measured: { width: node.width, height: node.height },
          handles: [
            { type: "target", position: Position.Top, x: node.width / 2, y: 0 },
            { type: "source", position: Position.Bottom, x: node.width / 2, y: node.height },
          ],
          draggable: false,
          connectable: false,
          selectable: isStep,
          focusable: isStep,
          ariaRole: isStep ? "button" : "img",
          ariaLabel: isStep
            ? `${t("kindName", { kind: node.kind })}: ${node.title || t("untitled")}${marks.has(node.stepId ?? "") ? `, ${t(marks.get(node.stepId ?? "") as FlowMark)}` : ""}`
            : t("flowNode", { kind: node.kind }),
          data: {
            kind: node.kind,
            title: node.title,
            role: node.stepId ? roles.get(node.stepId) : undefined,
            count: node.stepId && isStep ? (counts.get(node.stepId) ?? 0) : 0,
            otherwise: node.stepId && isStep ? (otherwise.get(node.stepId) ?? 0) : 0,
            stepId: isStep ? node.stepId : null,
            chosen: isStep && node.stepId !== null && node.stepId === selected,
            mark: isStep ? marks.get(node.stepId ?? "") : undefined,
          },
        };
      }),
    [placed, t, roles, counts, otherwise, marks, selected],
  );
  /** The picture itself only selects with Enter; here it opens, as a click does. */
  const openByKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    const id = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(".react-flow__node")?.dataset["id"] : undefined;
    const stepId = nodes.find((node) => node.id === id)?.data.stepId;
    if (!stepId) return;
    event.preventDefault();
    onStep(stepId);
  };
  const edges = useMemo(
    () =>
      placed.edges.map((edge, index): Edge => ({
        id: `${index}`,
        source: edge.from,
        target: edge.to,
        type: "way",
        focusable: false,
        selectable: false,
        data: {
          label: edge.way === undefined ? edge.label : edge.way === "rejected" ? t("wayBack") : "",
          way: edge.way !== undefined,
          path: pathThrough(edge.points),
          at: edge.at,
          mark: edge.mark ?? null,
        },
        markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: colourOf(edge.mark) },
      })),
    [placed, t],
  );
  return (
    <div
      data-chart
      ref={frame}
      onKeyDown={openByKey}
      className={cx("min-h-80 bg-ground", short ? "h-[60dvh] rounded-md border border-line" : "h-[calc(100dvh-11rem)] flex-1")}
      role="region"
      aria-label={t("flowPicture")}
    >
      {done !== null ? (
        <div className="mx-auto max-w-sm p-6">
          <Progress label={t("drawingFlow")} done={done} total={flow.nodes.length} />
        </div>
      ) : (
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onInit={(picture) => {
            instance.current = picture;
            const [width, height] = [frame.current?.clientWidth ?? 800, frame.current?.clientHeight ?? 600];
            // Readable rather than whole: a long procedure is scrolled, from its start on.
            const zoom = Math.max(0.75, Math.min(1, (width - 32) / placed.width, (height - 32) / placed.height));
            void picture
              .setViewport({ zoom, x: (width - placed.width * zoom) / 2, y: Math.max(8, (height - placed.height * zoom) / 2) })
              .then(bringIntoSight);
          }}
          onlyRenderVisibleElements={nodes.length > atOnce}
          panOnScroll
          minZoom={0.15}
          maxZoom={1.5}
          nodesDraggable={false}
          nodesConnectable={false}
          elementsSelectable
          proOptions={{ hideAttribution: true }}
          onNodeClick={(_, node) => onStep(node.data.stepId)}
          onPaneClick={() => onStep(null)}
        >
          <Background gap={20} size={1} color="var(--line)" />
          <Controls showInteractive={false} aria-label={t("zoom")} />
        </ReactFlow>
      )}
    </div>
  );
}

/** Where everything is, at once where it is little; else part by part, with how far that has come. What was drawn stays until then. */
function usePlaced(flow: Props["flow"]): { placed: Placed; done: number | null } {
  const small = useMemo(() => (flow.nodes.length <= atOnce ? place(flow) : null), [flow]);
  const [large, setLarge] = useState<Placed | null>(null);
  const [done, setDone] = useState(0);
  useEffect(() => {
    if (small) return setLarge(null);
    let isOff = false;
    void placeInParts(flow, () => isOff, setDone).then((placed) => placed && setLarge(placed));
    return () => {
      isOff = true;
    };
  }, [flow, small]);
  return { placed: small ?? large ?? nothing, done: small || large ? null : done };
}

const nothing: Placed = { width: 0, height: 0, nodes: [], edges: [] };

function StepNode({ data }: NodeProps<Drawn>) {
  const t = useText(processTexts);
  const handles = (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </>
  );
  if (data.kind === "start") return <div className="size-7 rounded-full border-2 border-accent bg-surface">{handles}</div>;
  if (data.kind === "end")
    return (
      <div className="flex size-7 items-center justify-center rounded-full border-2 border-accent bg-surface">
        <span className="size-3.5 rounded-full bg-accent" />
        {handles}
      </div>
    );
  if (data.kind === "merge")
    return (
      <div className="size-4 rotate-45 rounded-[3px] border border-line-strong bg-surface">
        <span className="absolute inset-0 -rotate-45">{handles}</span>
      </div>
    );
  if (data.kind === "close" || data.kind === "around" || data.kind === "again" || data.kind === "sink")
    return <div className="size-4 rounded-full border border-line-strong bg-surface">{handles}</div>;
  if (data.kind === "join") return <div className="h-2 w-18 rounded-full bg-line-strong">{handles}</div>;
  const branching = !["task", "approval", "project", "action", "wait"].includes(data.kind);
  return (
    <div
      className={cx(
        "flex h-full w-full items-center gap-2.5 rounded-lg border px-3 text-start shadow-sm",
        data.chosen && "outline-2 outline-accent",
        edgeOf(data, branching),
      )}
    >
      {handles}
      <span className={cx("shrink-0", branching ? "text-muted" : "text-accent")}>{kindIcon(data.kind as "task", 16)}</span>
      <span className="min-w-0 flex-1">
        <span className={cx("line-clamp-2 text-sm leading-[18px] font-medium", data.mark === "removed" && "line-through")}>
          {data.title || t("untitled")}
        </span>
        {data.role ? <span className="block truncate text-2xs text-faint">{data.role}</span> : null}
      </span>
      {data.mark ? (
        <span
          className={cx(
            "shrink-0 text-2xs font-semibold",
            data.mark === "removed" ? "text-act" : data.mark === "added" ? "text-accent" : "text-muted",
          )}
        >
          {t(data.mark)}
        </span>
      ) : null}
      <Count value={data.otherwise} tone="act" label={t("otherwiseCount", { count: data.otherwise })} />
      <Count value={data.count} tone="accent" label={t("openRunsCount", { count: data.count })} />
    </div>
  );
}

/** What became of it says more than that it is chosen, and that more than its kind. */
function edgeOf({ mark, chosen, kind }: Data, branching: boolean): string {
  if (mark === "added") return "border-accent bg-accent-soft";
  if (mark === "removed") return "border-dashed border-act bg-surface opacity-75";
  if (mark === "changed" || mark === "moved") return "border-ink bg-surface";
  if (chosen) return "border-accent bg-surface";
  if (kind === "approval") return "border-accent/60 bg-surface";
  return branching ? "border-dashed border-line-strong bg-surface" : "border-line bg-surface";
}

const noMarks: ReadonlyMap<string, FlowMark> = new Map();

function colourOf(mark: MarkedEdge["mark"]): string {
  return mark === "added" ? "var(--accent)" : mark === "removed" ? "var(--act)" : "var(--line-strong)";
}

/** Along the way that the layout found, which goes around the nodes. */
function Way({
  id,
  data,
  markerEnd,
}: EdgeProps<Edge<{ label: string; way: boolean; path: string; at: { x: number; y: number } | null; mark: MarkedEdge["mark"] }>>) {
  return (
    <>
      <BaseEdge
        id={id}
        path={data?.path ?? ""}
        {...(markerEnd ? { markerEnd } : {})}
        style={{
          stroke: colourOf(data?.mark),
          strokeWidth: 1.25,
          ...((data?.mark === "removed" || data?.way) && { strokeDasharray: "4 3" }),
        }}
      />
      {data?.at && data.label ? (
        <EdgeLabelRenderer>
          <span
            className="absolute rounded-sm bg-ground px-1 text-2xs font-medium whitespace-nowrap text-muted"
            style={{ transform: `translate(-50%, -50%) translate(${data.at.x}px, ${data.at.y}px)` }}
          >
            {data.label}
          </span>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
}

const noCounts: ReadonlyMap<string, number> = new Map();
/** Of `SidePanel` on a wide screen. */
const panelWidth = 480;
const nodeTypes = { step: StepNode };
const edgeTypes = { way: Way };
