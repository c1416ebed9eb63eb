import type { Definition } from "@rondo/core/process";
import { parseJson } from "../json/index.ts";
import { definition } from "../rondo/definition.ts";
import { tags, textIn, type XmlTag } from "../xml/index.ts";
import { graphOf, spaces } from "./graph.ts";
import { type Drawing, drawProcess } from "./draw.ts";

/**
 * The definition that Rondo put into a process it wrote, if the process is still the one that it wrote: another tool
 * may have changed it since, and then what it drew counts.
 */
export function ownDefinition(process: XmlTag): Definition | null {
  const kept = tags(process, "extensionElements")
    .flatMap((tag) => tags(tag, "definition"))
    .find((tag) => tag.space === spaces.rondo);
  if (kept === undefined) return null;
  const read = readDefinition(textIn(kept));
  if (read === null) return null;
  return isDrawn(drawProcess(read), process) ? read : null;
}

/** Whether what is in a process, or in a sub-process, is what was drawn there. */
function isDrawn(drawing: Drawing, around: XmlTag, parent?: string): boolean {
  const [shapes, flows] = [drawing.shapes.filter((one) => one.parent === parent), drawing.flows.filter((one) => one.parent === parent)];
  const now = graphOf(around);
  return (
    shapes.length === now.nodes.size &&
    shapes.every(({ id, kind, name }) => {
      const node = now.nodes.get(id);
      return node?.kind === kind && node.name === name && (kind !== "subProcess" || isDrawn(drawing, node.tag, id));
    }) &&
    flows.length === now.flows.length &&
    flows.every((flow, index) => now.flows[index]?.from === flow.from && now.flows[index]?.to === flow.to)
  );
}

function readDefinition(text: string): Definition | null {
  try {
    return definition(parseJson(text).value, "definition", () => undefined);
  } catch {
    return null;
  }
}
