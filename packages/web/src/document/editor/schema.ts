import { Node, mergeAttributes, type AnyExtension } from "@tiptap/core";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import { TableKit } from "@tiptap/extension-table";
import StarterKit from "@tiptap/starter-kit";
import { safeAddress } from "@rondo/core/document";

/** What differs between a page that is written and one that is only shown: how a part looks. */
export type Looks = { readonly taskItem?: AnyExtension; readonly embed?: AnyExtension };

export const PlainTaskItem = TaskItem.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      task: {
        default: null,
        parseHTML: (element: HTMLElement) => element.dataset["task"] ?? null,
        renderHTML: ({ task }: { task?: string | null }) => (task ? { "data-task": task } : {}),
      },
    };
  },
}).configure({ nested: true });

const Mention = Node.create({
  name: "mention",
  group: "inline",
  inline: true,
  atom: true,
  selectable: false,
  addAttributes: () => ({ id: { default: null }, label: { default: "" } }),
  parseHTML: () => [
    {
      tag: "span[data-person]",
      getAttrs: (element: HTMLElement) => ({ id: element.dataset["person"], label: (element.textContent ?? "").replace(/^@/, "") }),
    },
  ],
  renderHTML: ({ node }) => ["span", { "data-person": node.attrs["id"] as string, class: "mention" }, `@${String(node.attrs["label"])}`],
  renderText: ({ node }) => `@${String(node.attrs["label"])}`,
});

export const PlainEmbed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({ kind: { default: "task" }, id: { default: null } }),
  parseHTML: () => [
    { tag: "div[data-embed]", getAttrs: (element: HTMLElement) => ({ kind: element.dataset["embed"], id: element.dataset["id"] }) },
  ],
  renderHTML: ({ node, HTMLAttributes }) => [
    "div",
    mergeAttributes(HTMLAttributes, { "data-embed": node.attrs["kind"] as string, "data-id": node.attrs["id"] as string }),
    "",
  ],
});

/** Everything that a document holds: the list in `@rondo/core/document` says the same, and a test holds the two together. */
export function schemaOf({ taskItem = PlainTaskItem, embed = PlainEmbed }: Looks = {}): AnyExtension[] {
  return [
    StarterKit.configure({
      // Undo is of one's own changes, and comes with the shared document.
      undoRedo: false,
      // Everybody's editor would add its own.
      trailingNode: false,
      link: {
        openOnClick: false,
        autolink: true,
        defaultProtocol: "https",
        isAllowedUri: (url) => safeAddress(url) !== null,
        HTMLAttributes: { target: null, rel: "noopener noreferrer nofollow", class: null },
      },
    }),
    TaskList,
    taskItem,
    TableKit.configure({ table: { resizable: false, View: null } }),
    Mention,
    embed,
  ];
}
