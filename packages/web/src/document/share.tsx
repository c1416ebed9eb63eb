import { Globe } from "lucide-react";
import { Suspense, useState } from "react";
import type { SpaceRole } from "@rondo/core/access";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { outsideTexts, ShowOutside } from "../outside/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { usePeople } from "../talk/index.ts";
import { Avatar, Button, Combobox, Dialog, Field, Menu, Select, Skeleton } from "../ui/index.ts";
import { type Document, mayAs } from "./document.ts";
import { documentTexts } from "./en.ts";

const roles = ["viewer", "contributor", "editor", "manager"] as const satisfies readonly SpaceRole[];

/** Who sees a document: of one in a project or process, whoever sees that; of one on its own, whom it says. */
export function ShareDocument({ document, onClose }: { document: Document; onClose: () => void }) {
  const t = useText(documentTexts);
  const outside = useText(outsideTexts);
  const [showing, setShowing] = useState(false);
  if (showing)
    return (
      <Suspense>
        <ShowOutside kind="document" id={document.id} title={document.title} onClose={onClose} />
      </Suspense>
    );
  const own = document.home.kind === "workspace";
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t("everyone")}
      {...(own ? { about: t("everyoneHelp") } : { about: document.home.kind === "project" ? t("seenInProject") : t("seenInProcess") })}
    >
      {own ? <Own document={document} /> : null}
      {mayAs(document, "manager") ? (
        <div className="pb-4">
          <Button icon={<Globe size={14} />} onClick={() => setShowing(true)}>
            {outside("show")}
          </Button>
        </div>
      ) : null}
    </Dialog>
  );
}

function Own({ document }: { document: Document }) {
  const t = useText(documentTexts);
  const { id: w } = useWorkspace();
  const people = usePeople();
  const manages = mayAs(document, "manager");
  const why = manages ? null : t("notYours");
  const shares = useRead("GET /documents/:d/shares", { params: { d: document.id } }, { watch: [`document:${document.id}`] });
  const [who, setWho] = useState<string | null>(null);
  const [role, setRole] = useState<(typeof roles)[number]>("contributor");
  const touches = [`document:${document.id}`, "document"];
  const open = useChange({
    call: (everyone: SpaceRole | null) =>
      requestIn(w, "PATCH /documents/:d", { params: { d: document.id }, version: document.version, body: { everyone } }),
    paint: (everyone, paint) => paint("GET /documents/:d", (shown) => ({ ...shown, everyone }), { params: { d: document.id } }),
    touches,
  });
  const share = useChange({
    call: ({ id, role }: { id: string; role: SpaceRole | null }) =>
      role === null
        ? requestIn(w, "DELETE /documents/:d/shares/:m", { params: { d: document.id, m: id } })
        : requestIn(w, "PUT /documents/:d/shares/:m", { params: { d: document.id, m: id }, body: { role } }),
    paint: ({ id, role }, paint) =>
      paint(
        "GET /documents/:d/shares",
        (shown) => ({
          ...shown,
          items: shown.items.flatMap((one) => (one.person.id !== id ? [one] : role === null ? [] : [{ ...one, role }])),
        }),
        { params: { d: document.id } },
      ),
    touches,
  });
  const items = shares.data?.items;
  const roleChoices = roles.map((one) => ({ value: one, label: t("roleName", { role: one }) }));
  return (
    <div className="flex flex-col gap-4 pb-4">
      <Field label={t("everyone")}>
        <Select
          disabled={!manages}
          value={document.everyone ?? "nobody"}
          onValue={(value) => open.mutate(value === "nobody" ? null : (value as SpaceRole))}
          choices={[
            { value: "editor", label: t("everyoneEditor") },
            { value: "viewer", label: t("everyoneViewer") },
            { value: "nobody", label: t("everyoneNobody") },
            ...(document.everyone === "contributor" || document.everyone === "manager"
              ? [{ value: document.everyone, label: t("everyoneEditor") }]
              : []),
          ]}
        />
      </Field>
      <h3 className="text-sm font-semibold">{t("sharedWith")}</h3>
      {!items ? (
        <Skeleton rows={2} />
      ) : items.length === 0 ? (
        <p className="text-sm text-faint">{t("noShares")}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {items.map(({ person, role }) => (
            <li key={person.id} className="flex min-h-8 items-center gap-2 text-sm">
              <Avatar name={person.name} id={person.id} />
              <span className="min-w-0 flex-1 truncate">{person.name}</span>
              {manages ? (
                <Menu
                  align="end"
                  trigger={
                    <Button kind="quiet" size="small" aria-label={t("roleOf", { name: person.name })}>
                      {t("roleName", { role })}
                    </Button>
                  }
                  entries={[
                    ...roles.map((one) => ({
                      label: t("roleName", { role: one }),
                      chosen: one === role,
                      onSelect: () => share.mutate({ id: person.id, role: one }),
                    })),
                    { kind: "line" as const },
                    { label: t("unshare"), danger: true, onSelect: () => share.mutate({ id: person.id, role: null }) },
                  ]}
                />
              ) : (
                <span className="text-xs text-muted">{t("roleName", { role })}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {manages ? (
        <div className="flex flex-wrap items-end gap-2">
          <div className="min-w-40 flex-1">
            <Field label={t("person")}>
              <Combobox
                value={who}
                onValue={setWho}
                choices={people
                  .filter((person) => !items?.some((one) => one.person.id === person.id))
                  .map((person) => ({ value: person.id, label: person.name }))}
              />
            </Field>
          </div>
          <div className="w-32">
            <Field label={t("role")}>
              <Select value={role} onValue={setRole} choices={roleChoices} />
            </Field>
          </div>
          <Button
            why={who === null ? t("person") : why}
            onClick={() => {
              if (who !== null) share.mutate({ id: who, role });
              setWho(null);
            }}
          >
            {t("addPerson")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
