import { Eye, EyeOff, Globe } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Button, Checkbox, CopyField, Dialog, Field, Select, Skeleton, useFormat } from "../ui/index.ts";
import { outsideTexts } from "./en.ts";
import { Guests } from "./guests.tsx";
import { PublicThing } from "./public-thing.tsx";
import { type Thing, touches, useOutside } from "./thing.ts";

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
      <p className="text-sm text-muted">{thing.kind === "run" ? t("linksAboutRun") : t("linksAbout")}</p>
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
