import { Eye, EyeOff, Globe, X } from "lucide-react";
import { useState } from "react";
import { requestIn, seeAs } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ScreenLink } from "../shell/index.ts";
import { useChange, useRead, useReadMore, useWorkspace } from "../session/index.ts";
import { Button, Checkbox, Combobox, CopyField, Dialog, Field, IconButton, Person, Select, Skeleton, useFormat } from "../ui/index.ts";
import { outsideTexts } from "./en.ts";
import { PublicThing } from "./public-thing.tsx";

type Kind = "task" | "project" | "process" | "document";
type Thing = { readonly kind: Kind; readonly id: string; readonly title: string };
type Role = "viewer" | "contributor";

/** To whom outside a thing is shown: guests by name, and addresses for anybody. */
export function ShowOutside({ kind, id, title, onClose }: Thing & { onClose: () => void }) {
  const t = useText(outsideTexts);
  return (
    <Dialog open onOpen={(open) => !open && onClose()} title={t("title")} about={t("about")} wide>
      <div className="flex flex-col gap-7 pb-5">
        <Guests kind={kind} id={id} title={title} />
        <Links kind={kind} id={id} title={title} />
      </div>
    </Dialog>
  );
}

const touches = ["outside", "task", "project", "process", "document"];

function useOutside({ kind, id }: Thing) {
  return useRead("GET /outside/:kind/:id", { params: { kind, id } }, { watch: [`${kind}:${id}`, "outside", "publicLink"] });
}

function Guests(thing: Thing) {
  const t = useText(outsideTexts);
  const { id: w, slug } = useWorkspace();
  const outside = useOutside(thing);
  const members = useReadMore("GET /members", { query: { limit: 200 } }, { watch: ["member"] });
  const share = useChange({
    call: ({ person, role }: { person: { id: string; name: string }; role: Role | null }) => shareCall(w, thing, person.id, role),
    touches,
    said: ({ person, role }) => (role === null ? t("takenAway", { name: person.name }) : ""),
  });
  const guests = outside.data?.guests;
  const free = (members.items ?? []).filter((one) => one.role === "guest" && !guests?.some((guest) => guest.person.id === one.id));
  const see = () =>
    seeAs(
      { w, as: `${thing.kind} ${thing.id} viewer`, title: thing.title, back: location.pathname + location.search },
      `/w/${slug}${screenOf(thing)}`,
    );
  return (
    <section className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">{t("guests")}</h3>
        <Button size="small" icon={<Eye size={14} />} onClick={see}>
          {t("seeAs")}
        </Button>
      </div>
      <p className="text-sm text-muted">{thing.kind === "task" ? t("guestsOfTask") : t("seeAsHelp")}</p>
      {!guests ? (
        <Skeleton rows={1} />
      ) : guests.length === 0 ? (
        <p className="text-sm text-faint">{t("noGuests")}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line/70 border-y border-line/70">
          {guests.map(({ person, role }) => (
            <li key={person.id} className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1 text-sm">
              <span className="min-w-0 flex-1 basis-32">
                <Person name={person.name} id={person.id} nobody="" />
              </span>
              <span className="w-48">
                <Select
                  label={t("roleOf", { name: person.name })}
                  value={role}
                  onValue={(next) => share.mutate({ person, role: next as Role })}
                  choices={(["viewer", "contributor", ...(role === "editor" || role === "manager" ? [role] : [])] as const).map((one) => ({
                    value: one,
                    label: t("role", { role: one }),
                  }))}
                />
              </span>
              <IconButton
                size="small"
                label={t("takeAway", { name: person.name })}
                icon={<X size={14} />}
                onClick={() => share.mutate({ person, role: null })}
              />
            </li>
          ))}
        </ul>
      )}
      {free.length > 0 ? (
        <div className="max-w-72">
          <Combobox
            key={guests?.length}
            label={t("addGuest")}
            placeholder={t("addGuestChoose")}
            value={null}
            choices={free.map((one) => ({ value: one.id, label: one.name }))}
            onValue={(id) => {
              const person = free.find((one) => one.id === id);
              if (person) share.mutate({ person, role: "viewer" });
            }}
          />
        </div>
      ) : members.items && guests?.length === 0 ? (
        <p className="text-sm">
          {t.rich("nobodyYet", {
            link: (inside) => (
              <ScreenLink to="/people" className="text-accent underline underline-offset-2">
                {inside}
              </ScreenLink>
            ),
          })}
        </p>
      ) : null}
    </section>
  );
}

function shareCall(w: string, { kind, id }: Thing, m: string, role: Role | null): Promise<unknown> {
  if (kind === "task")
    return role === null
      ? requestIn(w, "DELETE /tasks/:t/shares/:m", { params: { t: id, m } })
      : requestIn(w, "PUT /tasks/:t/shares/:m", { params: { t: id, m }, body: { role } });
  if (kind === "project")
    return role === null
      ? requestIn(w, "DELETE /projects/:p/shares/:m", { params: { p: id, m } })
      : requestIn(w, "PUT /projects/:p/shares/:m", { params: { p: id, m }, body: { role } });
  if (kind === "process")
    return role === null
      ? requestIn(w, "DELETE /processes/:p/shares/:m", { params: { p: id, m } })
      : requestIn(w, "PUT /processes/:p/shares/:m", { params: { p: id, m }, body: { role } });
  return role === null
    ? requestIn(w, "DELETE /documents/:d/shares/:m", { params: { d: id, m } })
    : requestIn(w, "PUT /documents/:d/shares/:m", { params: { d: id, m }, body: { role } });
}

function screenOf({ kind, id }: Thing): string {
  return `/${{ task: "tasks", project: "projects", process: "processes", document: "documents" }[kind]}/${id}`;
}

const day = 86_400_000;

function Links(thing: Thing) {
  const t = useText(outsideTexts);
  const format = useFormat(useWorkspace().zone);
  const { id: w } = useWorkspace();
  const outside = useOutside(thing);
  const holdsFiles = thing.kind === "task" || thing.kind === "project";
  const [files, setFiles] = useState(false);
  const [long, setLong] = useState<"week" | "month" | "noEnd">("noEnd");
  const [looking, setLooking] = useState(false);
  const params = { kind: thing.kind, id: thing.id };
  const make = useChange({
    call: (_: undefined) =>
      requestIn(w, "POST /outside/:kind/:id/links", {
        params,
        body: {
          files: holdsFiles && files,
          expiresAt: long === "noEnd" ? null : new Date(Date.now() + (long === "week" ? 7 : 30) * day).toISOString(),
        },
      }),
    touches,
  });
  const end = useChange({
    call: (l: string) => requestIn(w, "DELETE /outside/:kind/:id/links/:l", { params: { ...params, l } }),
    paint: (l, paint) =>
      paint("GET /outside/:kind/:id", (shown) => ({ ...shown, links: shown.links.filter((one) => one.id !== l) }), { params }),
    touches,
    said: () => t("ended"),
  });
  const links = outside.data?.links ?? [];
  return (
    <section className="flex flex-col gap-2.5">
      <h3 className="text-sm font-semibold">{t("links")}</h3>
      <p className="text-sm text-muted">{t("linksAbout")}</p>
      {links.map((link) => (
        <div key={link.id} className="flex flex-col gap-1.5 rounded-lg border border-line p-3">
          <CopyField label={[t("link"), ...(link.files ? [t("files")] : [])].join(", ")} value={link.url} />
          <div className="flex flex-wrap items-center justify-between gap-2 text-xs text-muted">
            <span>
              {link.madeBy ? t("madeBy", { name: link.madeBy.name }) : ""} · {format.day(format.dayAt(link.madeAt))} ·{" "}
              {link.expiresAt ? t("until", { when: format.long(link.expiresAt) }) : t("forever")}
            </span>
            <Button size="small" kind="danger" onClick={() => end.mutate(link.id)}>
              {t("end")}
            </Button>
          </div>
        </div>
      ))}
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-40">
          <Field label={t("howLong")}>
            <Select
              value={long}
              onValue={setLong}
              choices={[
                { value: "noEnd", label: t("noEnd") },
                { value: "month", label: t("month") },
                { value: "week", label: t("week") },
              ]}
            />
          </Field>
        </div>
        {holdsFiles ? (
          <span className="flex min-h-8 items-center">
            <Checkbox label={t("withFiles")} checked={files} onChecked={setFiles} />
          </span>
        ) : null}
        <Button kind="primary" icon={<Globe size={14} />} busy={make.isPending} onClick={() => make.mutate(undefined)}>
          {t("make")}
        </Button>
        <Button kind="quiet" icon={looking ? <EyeOff size={14} /> : <Eye size={14} />} onClick={() => setLooking(!looking)}>
          {looking ? t("hidePreview") : t("preview")}
        </Button>
      </div>
      {looking ? <Preview thing={thing} files={holdsFiles && files} /> : null}
    </section>
  );
}

function Preview({ thing, files }: { thing: Thing; files: boolean }) {
  const read = useRead(
    "GET /outside/:kind/:id/view",
    { params: { kind: thing.kind, id: thing.id }, query: { files } },
    { watch: [`${thing.kind}:${thing.id}`], keep: true },
  );
  return (
    <div className="rounded-lg border border-dashed border-line-strong p-5">
      {read.data ? (
        <PublicThing view={read.data} fileAddress={null} />
      ) : read.error ? (
        <p className="text-sm text-muted">{(read.error as Error).message}</p>
      ) : (
        <Skeleton rows={4} />
      )}
    </div>
  );
}
