import { block, leaf, silent, type Tree } from "@rondo/core/mining";
import { unreadable } from "../draft/refuse.ts";
import { readXml, type XmlElement } from "../xml/index.ts";

/** Inclusive choices among more than this many become parallel optional parts. */
const mostInclusive = 4;

/** Reads a process tree (PTML, the format of ProM). */
export function readPtml(bytes: Uint8Array): Tree {
  const found: XmlElement[] = [];
  readXml(bytes, { collect: (path) => path === "ptml/processTree", element: (element) => void found.push(element) });
  const [whole] = found;
  if (whole === undefined) throw unreadable("This is no process tree: the file has no <ptml> with a <processTree>");
  const nodes = new Map<string, XmlElement>();
  const children = new Map<string, string[]>();
  for (const element of whole.children) {
    if (element.name !== "parentsNode") {
      nodes.set(element.attributes["id"] ?? "", element);
      continue;
    }
    const [parent, inner] = [element.attributes["sourceId"] ?? "", element.attributes["targetId"] ?? ""];
    const known = children.get(parent);
    if (known === undefined) children.set(parent, [inner]);
    else known.push(inner);
  }
  let built = 0;
  const build = (id: string, above: ReadonlySet<string>): Tree => {
    const node = nodes.get(id);
    if (node === undefined) throw unreadable(`The tree names a part "${id}" that it does not have`);
    if (above.has(id) || above.size > 300) throw unreadable("The tree contains itself, or is deeper than 300", node.at);
    if ((built += 1) > 50_000) throw unreadable("The tree has more than 50,000 parts");
    const name = node.attributes["name"] ?? "";
    if (node.name === "automaticTask") return silent;
    if (node.name === "manualTask") return /^(?:tau|τ)?$/i.test(name) ? silent : leaf(name);
    const inner = new Set(above).add(id);
    const parts = (children.get(id) ?? []).map((part) => build(part, inner));
    if (parts.length === 0) throw unreadable(`A ${node.name} in the tree has no parts`, node.at);
    switch (node.name) {
      case "sequence":
      case "seq":
        return block("sequence", parts);
      case "xor":
      case "def":
        return block("choice", parts);
      case "and":
        return block("parallel", parts);
      case "or":
        return inclusive(parts);
      case "xorLoop":
      case "defLoop": {
        const [body, back = silent, exit = silent] = parts as [Tree, Tree?, Tree?];
        return block("sequence", [block("loop", [body, back]), exit]);
      }
      default:
        throw unreadable(`Rondo does not know the tree's operator "${node.name}"`, node.at);
    }
  };
  return build(whole.attributes["root"] ?? "", new Set());
}

function inclusive(parts: readonly Tree[]): Tree {
  if (parts.length > mostInclusive)
    return block(
      "parallel",
      parts.map((part) => block("choice", [part, silent])),
    );
  return block(
    "choice",
    Array.from({ length: (1 << parts.length) - 1 }, (_, set) =>
      block(
        "parallel",
        parts.filter((__, at) => ((set + 1) >> at) & 1),
      ),
    ),
  );
}
