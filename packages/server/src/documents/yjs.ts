import { type DocumentNode, type Mark, documentLimits, problemOf } from "@rondo/core/document";
import { Refusal } from "@rondo/core/kernel";
import * as Y from "yjs";

/** The one shared type of a document; browsers call it the same. */
const root = "content";

export function docOf(updates: readonly Uint8Array[]): Y.Doc {
  return withMore(new Y.Doc(), updates);
}

/** What was kept was taken before, and is not asked again. */
export function withMore(doc: Y.Doc, updates: readonly Uint8Array[]): Y.Doc {
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

export function stateOf(doc: Y.Doc): Uint8Array {
  return Y.encodeStateAsUpdate(doc);
}

/**
 * Takes an update that somebody sent: refused when it is none, builds on what never came, or makes of the document what
 * documents are not. False where it brings nothing new. After a refusal the document is spoilt and must be thrown away.
 */
export function take(doc: Y.Doc, update: Uint8Array): boolean {
  let news = false;
  const hear = (): void => void (news = true);
  doc.on("update", hear);
  try {
    Y.applyUpdate(doc, update);
  } catch {
    throw new Refusal("update_unreadable");
  } finally {
    doc.off("update", hear);
  }
  const { pendingStructs, pendingDs } = doc.store;
  if (pendingStructs !== null || pendingDs !== null) throw new Refusal("update_incomplete");
  if (!news) return false;
  for (const name of doc.share.keys()) if (name !== root) throw new Refusal("document_refused", { reason: "a part beside the text" });
  const problem = problemOf(treeOf(doc));
  if (problem !== null)
    throw problem.startsWith("more than") || problem.startsWith("tables of")
      ? new Refusal("document_full", {
          limit: `${documentLimits.nodes} paragraphs, cells and pieces of text, and ${documentLimits.letters} letters`,
        })
      : new Refusal("document_refused", { reason: problem });
  return true;
}

export function treeOf(doc: Y.Doc): DocumentNode {
  const content = doc
    .getXmlFragment(root)
    .toArray()
    .flatMap((child) => nodesOf(child, 1));
  return { type: "doc", ...(content.length > 0 && { content }) };
}

function nodesOf(item: unknown, depth: number): DocumentNode[] {
  if (depth > documentLimits.depth + 1)
    throw new Refusal("document_refused", { reason: `parts nested more than ${documentLimits.depth} deep` });
  if (item instanceof Y.XmlText) return (item.toDelta() as Piece[]).flatMap(textOf);
  if (!(item instanceof Y.XmlElement)) throw new Refusal("document_refused", { reason: "a part of a kind that documents don't have" });
  const attrs = item.getAttributes() as Record<string, unknown>;
  const content = item.toArray().flatMap((child) => nodesOf(child, depth + 1));
  return [{ type: item.nodeName, ...(Object.keys(attrs).length > 0 && { attrs }), ...(content.length > 0 && { content }) }];
}

type Piece = { readonly insert: unknown; readonly attributes?: Readonly<Record<string, unknown>> };

function textOf({ insert, attributes }: Piece): DocumentNode[] {
  if (typeof insert !== "string") throw new Refusal("document_refused", { reason: "something in the text that is no text" });
  const marks: Mark[] = Object.entries(attributes ?? {}).map(([type, value]) => ({
    type,
    ...(typeof value === "object" && value !== null && Object.keys(value).length > 0 && { attrs: value as Record<string, unknown> }),
  }));
  return [{ type: "text", text: insert, ...(marks.length > 0 && { marks }) }];
}

/** An update that makes a new document of the tree. */
export function updateOf(tree: DocumentNode): Uint8Array {
  const doc = new Y.Doc();
  write(doc, tree);
  return Y.encodeStateAsUpdate(doc);
}

/** An update after which the document says what the tree says; what somebody writes at the same moment stays. */
export function rewriting(doc: Y.Doc, tree: DocumentNode): Uint8Array {
  const before = Y.encodeStateVector(doc);
  write(doc, tree);
  return Y.encodeStateAsUpdate(doc, before);
}

function write(doc: Y.Doc, tree: DocumentNode): void {
  const fragment = doc.getXmlFragment(root);
  doc.transact(() => {
    fragment.delete(0, fragment.length);
    fragment.insert(0, itemsOf(tree.content ?? []));
  });
}

/** Texts that stand side by side are one shared text, as the editor has them. */
function itemsOf(nodes: readonly DocumentNode[]): (Y.XmlElement | Y.XmlText)[] {
  const items: (Y.XmlElement | Y.XmlText)[] = [];
  let run: { insert: string; attributes: Record<string, unknown> }[] = [];
  const endRun = (): void => {
    if (run.length === 0) return;
    const text = new Y.XmlText();
    text.applyDelta(run);
    items.push(text);
    run = [];
  };
  for (const node of nodes) {
    if (node.text !== undefined) {
      run.push({ insert: node.text, attributes: Object.fromEntries((node.marks ?? []).map((mark) => [mark.type, mark.attrs ?? {}])) });
      continue;
    }
    endRun();
    const element = new Y.XmlElement(node.type);
    for (const [name, value] of Object.entries(node.attrs ?? {}))
      if (value !== null && value !== undefined) element.setAttribute(name, value as string);
    element.insert(0, itemsOf(node.content ?? []));
    items.push(element);
  }
  endRun();
  return items;
}
