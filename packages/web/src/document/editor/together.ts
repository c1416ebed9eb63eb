import { Extension } from "@tiptap/core";
import { Plugin, PluginKey, TextSelection } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import {
  absolutePositionToRelativePosition,
  redo,
  relativePositionToAbsolutePosition,
  undo,
  yCursorPlugin,
  ySyncPlugin,
  ySyncPluginKey,
  yUndoPlugin,
} from "@tiptap/y-tiptap";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

/** Binds the editor to the shared document: its content, everybody's cursors, and an undo that takes back one's own alone. */
export function together(doc: Y.Doc, awareness: Awareness) {
  return Extension.create({
    name: "together",
    priority: 1_000,
    addProseMirrorPlugins: () => [
      ySyncPlugin(doc.getXmlFragment("content")),
      yCursorPlugin(awareness, { cursorBuilder, selectionBuilder }),
      yUndoPlugin(),
    ],
    addKeyboardShortcuts() {
      return {
        "Mod-z": () => undo(this.editor.state),
        "Mod-y": () => redo(this.editor.state),
        "Mod-Shift-z": () => redo(this.editor.state),
      };
    },
  });
}

type User = { readonly name: string; readonly color: string };

function cursorBuilder({ name, color }: User): HTMLElement {
  const cursor = document.createElement("span");
  cursor.className = "cursor-of";
  cursor.style.borderColor = color;
  const label = document.createElement("span");
  label.textContent = name;
  label.style.backgroundColor = color;
  cursor.append("\u2060", label, "\u2060");
  return cursor;
}

function selectionBuilder({ color }: User): { style: string } {
  return { style: `background-color: ${color}33` };
}

export type Anchor = { readonly from: Record<string, unknown>; readonly to: Record<string, unknown> };
type Bound = { readonly doc: Y.Doc; readonly type: Y.XmlFragment; readonly binding: { readonly mapping: Map<unknown, unknown> } | null };

/** The selection as positions that move with the text; null where nothing is selected. */
export function anchorOf(view: EditorView): { anchor: Anchor; quote: string } | null {
  const { selection, doc } = view.state;
  const bound = ySyncPluginKey.getState(view.state) as Bound | undefined;
  if (selection.empty || !bound?.binding) return null;
  const place = (at: number) =>
    JSON.parse(JSON.stringify(absolutePositionToRelativePosition(at, bound.type as never, bound.binding?.mapping as never))) as Record<
      string,
      unknown
    >;
  return {
    anchor: { from: place(selection.from), to: place(selection.to) },
    quote: doc.textBetween(selection.from, selection.to, " ").slice(0, 300),
  };
}

/** Where an anchor's passage is now; null where it is gone. */
export function placeOf(view: EditorView, anchor: Anchor): { from: number; to: number } | null {
  const bound = ySyncPluginKey.getState(view.state) as Bound | undefined;
  return bound === undefined ? null : found(bound, anchor);
}

function found(bound: Bound, anchor: Anchor): { from: number; to: number } | null {
  if (!bound.binding || bound.binding.mapping.size === 0) return null;
  try {
    const at = (place: unknown) =>
      relativePositionToAbsolutePosition(
        bound.doc,
        bound.type as never,
        Y.createRelativePositionFromJSON(place),
        bound.binding?.mapping as never,
      );
    const [from, to] = [at(anchor.from), at(anchor.to)];
    return from === null || to === null || to <= from ? null : { from, to };
  } catch {
    // What somebody else's program wrote there is no position.
    return null;
  }
}

export type Passage = { readonly id: string; readonly anchor: Anchor; readonly chosen: boolean };
const passagesKey = new PluginKey<readonly Passage[]>("passages");

/** Shows the passages that comments are about. They are not in the text: who may comment need not be able to write. */
export function passages(onOpen: (id: string) => void) {
  return Extension.create({
    name: "passages",
    addProseMirrorPlugins: () => [
      new Plugin<readonly Passage[]>({
        key: passagesKey,
        state: { init: () => [], apply: (tr, before) => (tr.getMeta(passagesKey) as readonly Passage[] | undefined) ?? before },
        props: {
          decorations(state) {
            const bound = ySyncPluginKey.getState(state) as Bound | undefined;
            const all = passagesKey.getState(state) ?? [];
            if (bound === undefined || all.length === 0) return null;
            const size = state.doc.content.size;
            return DecorationSet.create(
              state.doc,
              all.flatMap((one) => {
                const place = found(bound, one.anchor);
                return place === null || place.to > size
                  ? []
                  : [Decoration.inline(place.from, place.to, { class: one.chosen ? "passage chosen" : "passage", "data-comment": one.id })];
              }),
            );
          },
          handleClick(_view, _at, event) {
            const id = (event.target as HTMLElement).closest<HTMLElement>("[data-comment]")?.dataset["comment"];
            if (id !== undefined) onOpen(id);
            return false;
          },
        },
      }),
    ],
  });
}

export function showPassages(view: EditorView, all: readonly Passage[]): void {
  view.dispatch(view.state.tr.setMeta(passagesKey, all).setMeta("addToHistory", false));
}

/** Brings a passage before the eyes. */
export function goTo(view: EditorView, anchor: Anchor): boolean {
  const place = placeOf(view, anchor);
  if (place === null) return false;
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, place.from, place.to)).scrollIntoView());
  return true;
}
