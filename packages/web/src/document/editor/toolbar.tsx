import { type Editor, useEditorState } from "@tiptap/react";
import { redo, undo } from "@tiptap/y-tiptap";
import {
  Bold,
  ChevronDown,
  Code,
  Italic,
  Link2,
  List,
  ListChecks,
  ListOrdered,
  Plus,
  Quote,
  Redo2,
  SquareCode,
  Strikethrough,
  Table2,
  Underline,
  Undo2,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import { useText } from "../../messages/index.ts";
import { Button, cx, Menu } from "../../ui/index.ts";
import { documentTexts } from "../en.ts";
import { Choose, type Choosing } from "./choose.tsx";
import { LinkDialog } from "./link-dialog.tsx";

/** What one can do to the text; everything is also a key or a sign that one types, as in Markdown. */
export function Toolbar({ editor }: { editor: Editor }) {
  const t = useText(documentTexts);
  const [linking, setLinking] = useState(false);
  const [choosing, setChoosing] = useState<Choosing | null>(null);
  const on = useEditorState({
    editor,
    selector: ({ editor }) => ({
      bold: editor.isActive("bold"),
      italic: editor.isActive("italic"),
      underline: editor.isActive("underline"),
      strike: editor.isActive("strike"),
      code: editor.isActive("code"),
      link: editor.isActive("link"),
      bulletList: editor.isActive("bulletList"),
      orderedList: editor.isActive("orderedList"),
      taskList: editor.isActive("taskList"),
      quote: editor.isActive("blockquote"),
      codeBlock: editor.isActive("codeBlock"),
      table: editor.isActive("table"),
      level: ([1, 2, 3] as const).find((level) => editor.isActive("heading", { level })) ?? 0,
    }),
  });
  const run = () => editor.chain().focus();
  const level = on.level === 0 ? t("paragraph") : t("heading", { level: on.level });
  return (
    <div
      role="toolbar"
      aria-label={t("toolbar")}
      className="sticky top-0 z-20 flex items-center gap-0.5 overflow-x-auto border-b border-line bg-surface px-2 py-1 [scrollbar-width:none] print:hidden"
    >
      <Menu
        trigger={
          <Button kind="quiet" size="small" aria-label={t("kindOfBlock")}>
            {level} <ChevronDown size={12} aria-hidden="true" />
          </Button>
        }
        entries={[
          { label: t("paragraph"), chosen: on.level === 0, onSelect: () => run().setParagraph().run() },
          ...([1, 2, 3] as const).map((one) => ({
            label: t("heading", { level: one }),
            chosen: on.level === one,
            onSelect: () => run().setHeading({ level: one }).run(),
          })),
        ]}
      />
      <Line />
      <Tool label={t("bold")} on={on.bold} icon={<Bold size={15} />} onPress={() => run().toggleBold().run()} />
      <Tool label={t("italic")} on={on.italic} icon={<Italic size={15} />} onPress={() => run().toggleItalic().run()} />
      <Tool label={t("underline")} on={on.underline} icon={<Underline size={15} />} onPress={() => run().toggleUnderline().run()} />
      <Tool label={t("strike")} on={on.strike} icon={<Strikethrough size={15} />} onPress={() => run().toggleStrike().run()} />
      <Tool label={t("code")} on={on.code} icon={<Code size={15} />} onPress={() => run().toggleCode().run()} />
      <Tool label={t("link")} on={on.link} icon={<Link2 size={15} />} onPress={() => setLinking(true)} />
      <Line />
      <Tool label={t("bulletList")} on={on.bulletList} icon={<List size={15} />} onPress={() => run().toggleBulletList().run()} />
      <Tool label={t("orderedList")} on={on.orderedList} icon={<ListOrdered size={15} />} onPress={() => run().toggleOrderedList().run()} />
      <Tool label={t("taskList")} on={on.taskList} icon={<ListChecks size={15} />} onPress={() => run().toggleTaskList().run()} />
      <Tool label={t("quote")} on={on.quote} icon={<Quote size={15} />} onPress={() => run().toggleBlockquote().run()} />
      <Tool label={t("codeBlock")} on={on.codeBlock} icon={<SquareCode size={15} />} onPress={() => run().toggleCodeBlock().run()} />
      <Line />
      <Menu
        trigger={
          <Button kind="quiet" size="small" icon={<Plus size={14} />}>
            {t("insert")}
          </Button>
        }
        entries={[
          { label: t("insertTable"), onSelect: () => run().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run() },
          { label: t("insertLine"), onSelect: () => run().setHorizontalRule().run() },
          { kind: "line" },
          { label: t("insertTask"), onSelect: () => setChoosing("task") },
          { label: t("insertPlan"), onSelect: () => setChoosing("plan") },
          { label: t("insertProgress"), onSelect: () => setChoosing("progress") },
          { label: t("insertMeasures"), onSelect: () => setChoosing("measures") },
        ]}
      />
      {on.table ? (
        <Menu
          trigger={
            <Button kind="quiet" size="small" icon={<Table2 size={14} />}>
              {t("table")}
            </Button>
          }
          entries={[
            { label: t("rowBelow"), onSelect: () => run().addRowAfter().run() },
            { label: t("columnAfter"), onSelect: () => run().addColumnAfter().run() },
            { kind: "line" },
            { label: t("deleteRow"), onSelect: () => run().deleteRow().run() },
            { label: t("deleteColumn"), onSelect: () => run().deleteColumn().run() },
            { label: t("deleteTable"), danger: true, onSelect: () => run().deleteTable().run() },
          ]}
        />
      ) : null}
      <span className="ms-auto" />
      <Tool label={t("undo")} icon={<Undo2 size={15} />} onPress={() => undo(editor.state)} />
      <Tool label={t("redo")} icon={<Redo2 size={15} />} onPress={() => redo(editor.state)} />
      {linking ? <LinkDialog editor={editor} onClose={() => setLinking(false)} /> : null}
      {choosing === null ? null : (
        <Choose
          what={choosing}
          onClose={() => setChoosing(null)}
          onChoose={(id) => {
            setChoosing(null);
            const { $to } = editor.state.selection;
            // After the whole list or table that one is in, not inside it.
            run()
              .insertContentAt($to.depth === 0 ? $to.pos : $to.after(1), { type: "embed", attrs: { kind: choosing, id } })
              .run();
          }}
        />
      )}
    </div>
  );
}

function Tool({ label, icon, on, onPress }: { label: string; icon: ReactNode; on?: boolean; onPress: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...(on === undefined ? {} : { "aria-pressed": on })}
      // The selection stays where it is.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
      className={cx(
        "flex size-7 shrink-0 items-center justify-center rounded-md hover:bg-hover hover:text-ink pointer-coarse:size-10",
        on === true ? "bg-pressed text-ink" : "text-muted",
      )}
    >
      {icon}
    </button>
  );
}

function Line() {
  return <span aria-hidden="true" className="mx-1 h-4 w-px shrink-0 bg-line" />;
}
