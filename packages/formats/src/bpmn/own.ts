import type { Definition } from "@rondo/core/process";
import { parseJson } from "../json/index.ts";
import { definition } from "../rondo/definition.ts";
import { tags, textIn, type XmlTag } from "../xml/index.ts";
import { graphOf, spaces } from "./graph.ts";
import { drawProcess } from "./draw.ts";

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
  const drawn = drawProcess(read);
  const now = graphOf(process);
  const same =
    drawn.shapes.length === now.nodes.size &&
    drawn.shapes.every(({ id, kind, name }) => now.nodes.get(id)?.kind === kind && now.nodes.get(id)?.name === name) &&
    drawn.flows.length === now.flows.length &&
    drawn.flows.every((flow, index) => now.flows[index]?.from === flow.from && now.flows[index]?.to === flow.to);
  return same ? read : null;
}

function readDefinition(text: string): Definition | null {
  try {
    return definition(parseJson(text).value, "definition", () => undefined);
  } catch {
    return null;
  }
}
