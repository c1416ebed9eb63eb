import { useNavigate } from "@tanstack/react-router";
import { Ellipsis, LayoutList } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Button, Checkbox, Dialog, Field, IconButton, Menu, TextInput } from "../ui/index.ts";
import type { Definition, View } from "./attributes.ts";
import { viewTexts } from "./en.ts";

type Props = { view: View | null; definition: Definition; changed: boolean; onDiscard: () => void };

/** Saves what is shown under a name, or over the view it began as. */
export function SaveView({ view, definition, changed, onDiscard }: Props) {
  const t = useText(viewTexts);
  const { id: w, slug } = useWorkspace();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<"new" | "rename" | null>(null);
  const touches = ["view"];
  const make = useChange({
    call: ({ name, shared }: { name: string; shared: boolean }) => requestIn(w, "POST /views", { body: { name, shared, definition } }),
    touches,
    said: ({ name }) => t("viewSaved", { name }),
    undo: (_, made) => requestIn(w, "DELETE /views/:v", { params: { v: made.id } }),
  });
  const change = useChange({
    call: ({ body }: { body: { name?: string; shared?: boolean; definition?: Definition }; before: View }) =>
      requestIn(w, "PATCH /views/:v", { params: { v: view?.id ?? "" }, version: view?.version ?? 1, body }),
    touches,
    said: ({ body, before }) => t("viewSaved", { name: body.name ?? before.name }),
    undo: ({ before }, now) =>
      requestIn(w, "PATCH /views/:v", {
        params: { v: before.id },
        version: now.version,
        body: { name: before.name, shared: before.shared, definition: before.definition },
      }),
  });
  const remove = useChange({
    call: (one: View) => requestIn(w, "DELETE /views/:v", { params: { v: one.id } }),
    touches,
    said: (one) => t("viewDeleted", { name: one.name }),
    undo: (one) =>
      requestIn(w, "POST /views", { body: { name: one.name, shared: one.shared, pinned: one.pinned, definition: one.definition } }),
  });
  const pin = useChange({
    call: (one: View) => requestIn(w, one.pinned ? "DELETE /views/:v/pin" : "PUT /views/:v/pin", { params: { v: one.id } }),
    touches,
  });
  const open = (id: string) =>
    void navigate({ to: "/w/$slug/views/$view" as "/", params: { slug, view: id } as never, search: {} as never });
  const views = useRead("GET /views", {}, { watch: ["view"] }).data?.items ?? [];
  return (
    <>
      {views.length > 0 ? (
        <Menu
          align="end"
          trigger={
            <Button kind="quiet" size="small" icon={<LayoutList size={14} />}>
              {t("views")}
            </Button>
          }
          entries={views.map((one) => ({
            label: one.name,
            chosen: one.id === view?.id,
            ...(one.mine ? {} : { hint: one.owner.name }),
            onSelect: () => open(one.id),
          }))}
        />
      ) : null}
      {changed && view !== null ? (
        <Button kind="quiet" size="small" onClick={onDiscard}>
          {t("discard")}
        </Button>
      ) : null}
      {view === null ? (
        <Button size="small" onClick={() => setAsking("new")}>
          {t("saveView")}
        </Button>
      ) : changed && view.mine ? (
        <Button
          size="small"
          kind="primary"
          busy={change.isPending}
          onClick={() => change.mutate({ body: { definition }, before: view }, { onSuccess: onDiscard })}
        >
          {t("saveChanges")}
        </Button>
      ) : null}
      {view === null ? null : (
        <Menu
          align="end"
          trigger={<IconButton label={t("viewMenu")} icon={<Ellipsis size={16} />} />}
          entries={[
            { label: t(view.pinned ? "unpin" : "pin"), onSelect: () => pin.mutate(view) },
            { label: t("saveAs"), onSelect: () => setAsking("new") },
            { label: t("viewRenamed"), why: view.mine ? null : view.owner.name, onSelect: () => setAsking("rename") },
            {
              label: t("viewDelete"),
              danger: true,
              why: view.mine ? null : view.owner.name,
              onSelect: () =>
                remove.mutate(view, {
                  onSuccess: () => void navigate({ to: "/w/$slug/tasks" as "/", params: { slug } as never, search: {} as never }),
                }),
            },
          ]}
        />
      )}
      {asking === null ? null : (
        <NameView
          name={asking === "rename" ? (view?.name ?? "") : ""}
          shared={asking === "rename" && (view?.shared ?? false)}
          onClose={() => setAsking(null)}
          onSave={(name, shared) => {
            setAsking(null);
            if (asking === "rename" && view) change.mutate({ body: { name, shared }, before: view });
            else make.mutate({ name, shared }, { onSuccess: (made) => open(made.id) });
          }}
        />
      )}
    </>
  );
}

function NameView({
  name: initial,
  shared: initiallyShared,
  onSave,
  onClose,
}: {
  name: string;
  shared: boolean;
  onSave: (name: string, shared: boolean) => void;
  onClose: () => void;
}) {
  const t = useText(viewTexts);
  const [name, setName] = useState(initial);
  const [shared, setShared] = useState(initiallyShared);
  const save = () => name.trim() !== "" && onSave(name.trim(), shared);
  return (
    <Dialog
      open
      onOpen={(open) => (open ? undefined : onClose())}
      title={t("saveView")}
      actions={
        <>
          <Button onClick={onClose}>{t("viewCancel")}</Button>
          <Button kind="primary" why={name.trim() === "" ? t("viewName") : null} onClick={save}>
            {t("saveView")}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label={t("viewName")}>
          <TextInput value={name} onValue={setName} maxLength={120} autoFocus />
        </Field>
        <Checkbox checked={shared} onChecked={setShared} label={t("viewShared")} help={t("viewSharedHelp")} />
      </form>
    </Dialog>
  );
}
