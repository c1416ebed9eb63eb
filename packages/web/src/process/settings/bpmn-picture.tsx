import { useState } from "react";
import { useText } from "../../messages/index.ts";
import { processTexts } from "../en.ts";
import { type Picture, type PictureShape, pictureOf } from "./bpmn-shapes.ts";

/** The process as BPMN draws it, the source's own picture where it came from a file: read only, and only when looked at. */
export function BpmnPicture({ address, name }: { address: string; name: string }) {
  const t = useText(processTexts);
  const [picture, setPicture] = useState<Picture | "failed" | null>(null);
  const load = () => {
    if (picture !== null) return;
    fetch(address, { credentials: "same-origin" })
      .then(async (response) => setPicture(response.ok ? pictureOf(await response.text()) : "failed"))
      .catch(() => setPicture("failed"));
  };
  return (
    <details onToggle={load} className="mt-3">
      <summary className="cursor-pointer text-sm text-accent-strong">{t("bpmnPicture")}</summary>
      {picture === "failed" || (picture !== null && picture.shapes.length === 0) ? (
        <p className="mt-2 text-sm text-muted">{t("bpmnPictureNone")}</p>
      ) : null}
      {picture !== null && picture !== "failed" && picture.shapes.length > 0 ? (
        <div
          className="mt-2 max-h-160 overflow-auto rounded-md border border-line bg-surface"
          role="region"
          aria-label={t("bpmnPictureOf", { process: name })}
          tabIndex={0}
        >
          <svg
            width={picture.width}
            height={picture.height}
            viewBox={`${picture.x} ${picture.y} ${picture.width} ${picture.height}`}
            role="img"
            aria-label={t("bpmnPictureOf", { process: name })}
            className="text-ink"
          >
            <defs>
              <marker id="bpmn-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">
                <path d="M0 0 10 5 0 10z" fill="currentColor" />
              </marker>
            </defs>
            {picture.shapes.map((shape) => (
              <Shape key={shape.id} shape={shape} />
            ))}
            {picture.lines.map((line) => (
              <polyline
                key={line.id}
                points={line.points}
                fill="none"
                stroke="currentColor"
                strokeWidth={1.2}
                strokeDasharray={line.dashed ? "5 4" : undefined}
                markerEnd="url(#bpmn-arrow)"
              />
            ))}
          </svg>
        </div>
      ) : null}
    </details>
  );
}

function Shape({ shape }: { shape: PictureShape }) {
  const { x, y, width, height, form, name, strong } = shape;
  const [middle, centre] = [x + width / 2, y + height / 2];
  const outside = form === "circle" || form === "diamond";
  const stroke = {
    fill: form === "frame" ? "none" : "var(--color-surface, transparent)",
    stroke: "currentColor",
    strokeWidth: strong ? 3 : 1.2,
  };
  return (
    <g>
      {form === "circle" ? <circle cx={middle} cy={centre} r={width / 2} {...stroke} /> : null}
      {form === "diamond" ? (
        <polygon points={`${middle},${y} ${x + width},${centre} ${middle},${y + height} ${x},${centre}`} {...stroke} />
      ) : null}
      {form === "box" || form === "frame" ? (
        <rect x={x} y={y} width={width} height={height} rx={form === "box" ? 8 : 0} {...stroke} />
      ) : null}
      <foreignObject
        x={outside ? middle - 60 : x + 2}
        y={outside ? y + height + 2 : y + 2}
        width={outside ? 120 : Math.max(1, width - 4)}
        height={outside ? 40 : Math.max(1, height - 4)}
      >
        <div
          className={
            form === "frame"
              ? "text-start text-2xs font-semibold"
              : outside
                ? "text-center text-2xs"
                : "grid h-full place-items-center text-center text-2xs"
          }
        >
          {name}
        </div>
      </foreignObject>
    </g>
  );
}
