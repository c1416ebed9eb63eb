/**
 * What a document holds, as a value: a tree of nodes from a closed list. It is the JSON of the editor (ProseMirror), of
 * the importers and of the exporters; on its way between browsers it is a Yjs fragment of the same names.
 */
export type Mark = { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> };
export type DocumentNode = {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly DocumentNode[];
  readonly text?: string;
  readonly marks?: readonly Mark[];
};

export function plainText(node: DocumentNode): string {
  if (node.text !== undefined) return node.text;
  if (node.type === "hardBreak") return "\n";
  return (node.content ?? []).map(plainText).join("");
}
