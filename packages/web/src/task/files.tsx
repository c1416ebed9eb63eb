import { CloudOff, Download, FileText, FileType, FileUp, Film, Music, Paperclip, ShieldAlert, Trash2 } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { addressOf, DiscardedChange, doneOrWaiting, formOf, isProblem, requestIn, v7 } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError, useDroppedFiles, WaitsMark } from "../shell/index.ts";
import { refresh, useChange, useRead, useWaitingOn, useWorkspace } from "../session/index.ts";
import { Button, cx, IconButton, notify, Spinner, Tooltip, useFormat } from "../ui/index.ts";
import { useQueryClient } from "@tanstack/react-query";
import { taskTexts } from "./en.ts";
import { FilePreview } from "./file-preview.tsx";
import { useMoments } from "./moments.ts";
import { relationTexts } from "./relation.en.ts";
import type { FileOf } from "./task.ts";

/** The server refuses more; saying so before a slow upload is kinder. */
const largest = 25 * 1_048_576;

/** The files on a task: dropped, pasted or chosen, shown without leaving the task, taken away with Undo. */
export function Files({ taskId }: { taskId: string }) {
  const t = useText(taskTexts);
  const { id: w } = useWorkspace();
  const read = useRead("GET /tasks/:t/attachments", { params: { t: taskId } }, { watch: [`task:${taskId}`] });
  const { upload, sending } = useUpload(taskId);
  const [near, setOver] = useState(false);
  // With a task open, files go onto it wherever they are let go.
  const over = useDroppedFiles(upload) || near;
  const [shown, setShown] = useState<FileOf | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const remove = useChange({
    call: (file: FileOf) => requestIn(w, "DELETE /tasks/:t/attachments/:a", { params: { t: taskId, a: file.id } }),
    paint: (file, paint) =>
      paint("GET /tasks/:t/attachments", (list) => ({ ...list, items: list.items.filter((one) => one.id !== file.id) }), {
        params: { t: taskId },
      }),
    touches: [`task:${taskId}`],
    said: (file) => t("fileTaken", { name: file.name }),
    undo: (file) => requestIn(w, "DELETE /tasks/:t/attachments/:a/deletion", { params: { t: taskId, a: file.id } }),
  });
  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return (
    <section
      aria-label={t("files")}
      className={cx("flex flex-col gap-2 rounded-md outline-2 outline-offset-4 outline-transparent", over && "outline-accent")}
      onDragOver={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(false);
        upload(event.dataTransfer.files);
      }}
    >
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">{t("files")}</h3>
        <Button size="small" kind="quiet" icon={<Paperclip size={14} />} onClick={() => input.current?.click()}>
          {t("attach")}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t("attach")}
          onChange={(event) => {
            if (event.target.files) upload(event.target.files);
            event.target.value = "";
          }}
        />
      </div>
      {read.error && !read.data ? <ReadError error={read.error} onRetry={read.refetch} /> : null}
      {read.data?.items.length === 0 && sending.length === 0 ? <p className="text-sm text-faint">{t("filesEmpty")}</p> : null}
      <ul className="flex flex-col">
        {read.data?.items.map((file) => (
          <FileRow
            key={file.id}
            taskId={taskId}
            file={file}
            onShow={setShown}
            onRemove={remove.mutate}
            onNewVersion={(files) => upload(files, file.id)}
          />
        ))}
        <WaitingFiles taskId={taskId} />
        {sending.map(({ key, name }) => (
          <li key={key} className="flex min-h-11 items-center gap-3 text-sm text-muted">
            <span className="flex size-9 items-center justify-center">
              <Spinner />
            </span>
            {t("fileSending", { name })}
          </li>
        ))}
      </ul>
      {shown ? <FilePreview file={shown} address={fileAddress(w, taskId, shown.id)} onClose={() => setShown(null)} /> : null}
    </section>
  );
}

type RowProps = {
  taskId: string;
  file: FileOf;
  onShow: (file: FileOf) => void;
  onRemove: (file: FileOf) => void;
  onNewVersion?: (files: FileList) => void;
};

function FileRow({ taskId, file, onShow, onRemove, onNewVersion }: RowProps) {
  const t = useText(taskTexts);
  const relation = useText(relationTexts);
  const [versions, setVersions] = useState(false);
  const newer = useRef<HTMLInputElement>(null);
  const held =
    file.scan === "waiting"
      ? relation("scanWaiting")
      : file.scan === "failed"
        ? relation("scanFailed")
        : file.scan === "infected"
          ? relation("scanInfected")
          : null;
  const { id: w } = useWorkspace();
  const moments = useMoments();
  const format = useFormat();
  const address = fileAddress(w, taskId, file.id);
  const download = addressOf(address, {}, { download: true });
  const picture =
    file.preview === "image" && held === null ? (
      <img src={address} alt="" loading="lazy" className="size-9 rounded-sm border border-line object-cover" />
    ) : (
      <span className="flex size-9 items-center justify-center rounded-sm bg-sunken text-faint" aria-hidden="true">
        {held !== null ? (
          <ShieldAlert size={16} />
        ) : file.preview === null ? (
          <FileType size={16} />
        ) : file.preview === "video" ? (
          <Film size={16} />
        ) : file.preview === "audio" ? (
          <Music size={16} />
        ) : (
          <FileText size={16} />
        )}
      </span>
    );
  const nameClass = "truncate text-start font-medium underline-offset-2 hover:underline";
  return (
    <li className="group/file flex min-h-11 items-center gap-3 py-1 text-sm">
      {picture}
      <div className="flex min-w-0 flex-1 flex-col">
        {held !== null ? (
          <span className="truncate font-medium text-muted">{file.name}</span>
        ) : file.preview !== null && file.preview !== "pdf" ? (
          <button type="button" onClick={() => onShow(file)} className={nameClass}>
            {file.name}
          </button>
        ) : (
          // A PDF is shown by the browser itself, in a page of its own.
          <a
            href={file.preview === "pdf" ? address : download}
            target={file.preview === "pdf" ? "_blank" : undefined}
            rel="noreferrer"
            className={nameClass}
          >
            {file.name}
          </a>
        )}
        <Tooltip text={moments.long(file.addedAt)}>
          <span className="w-fit text-xs text-faint">
            {format.bytes(file.size)} · {t("fileBy", { name: file.addedBy?.name ?? t("somebody"), when: moments.ago(file.addedAt) })}
            {file.scan === null ? ` · ${relation("scanNone")}` : null}
          </span>
        </Tooltip>
        {held === null ? null : <span className={cx("text-xs", file.scan === "waiting" ? "text-muted" : "text-act")}>{held}</span>}
        {file.number > 1 && onNewVersion ? (
          <button
            type="button"
            aria-expanded={versions}
            onClick={() => setVersions(!versions)}
            className="w-fit text-xs text-muted underline underline-offset-2 hover:text-ink"
          >
            {relation("versions", { count: file.number })}
          </button>
        ) : null}
        {versions ? <Versions taskId={taskId} file={file} onShow={onShow} onRemove={onRemove} /> : null}
      </div>
      <span className="flex opacity-0 group-focus-within/file:opacity-100 group-hover/file:opacity-100 pointer-coarse:opacity-100">
        {onNewVersion ? (
          <>
            <IconButton
              size="small"
              label={relation("newVersion", { name: file.name })}
              icon={<FileUp size={14} />}
              onClick={() => newer.current?.click()}
            />
            <input
              ref={newer}
              type="file"
              hidden
              aria-label={relation("newVersion", { name: file.name })}
              onChange={(event) => {
                if (event.target.files) onNewVersion(event.target.files);
                event.target.value = "";
              }}
            />
          </>
        ) : null}
        <a
          href={download}
          download={file.name}
          aria-label={t("fileDownload", { name: file.name })}
          title={t("fileDownload", { name: file.name })}
          className="flex size-8 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink pointer-coarse:size-10"
        >
          <Download size={14} aria-hidden="true" />
        </a>
        <IconButton size="small" label={t("fileRemove", { name: file.name })} icon={<Trash2 size={14} />} onClick={() => onRemove(file)} />
      </span>
    </li>
  );
}

/** What stood in the file's place before, the newest first. */
function Versions({ taskId, file, onShow, onRemove }: RowProps) {
  const relation = useText(relationTexts);
  const read = useRead("GET /tasks/:t/attachments/:a/versions", { params: { t: taskId, a: file.id } }, { watch: [`task:${taskId}`] });
  return (
    <ul aria-label={relation("versionsOf", { name: file.name })} className="mt-1 flex flex-col border-s-2 border-line ps-3">
      {read.data?.items
        .filter((one) => one.id !== file.id)
        .map((one) => (
          <FileRow key={one.id} taskId={taskId} file={one} onShow={onShow} onRemove={onRemove} />
        ))}
    </ul>
  );
}

function fileAddress(w: string, t: string, a: string): string {
  return addressOf("/api/workspaces/:w/tasks/:t/attachments/:a", { w, t, a });
}

/** Sends files one after the other; what is on its way is shown by name, a refusal says which file and why. */
export function useUpload(taskId: string) {
  const t = useText(taskTexts);
  const { id: w } = useWorkspace();
  const client = useQueryClient();
  const waiting = useWaitingOn(taskId);
  const [sending, setSending] = useState<readonly { readonly key: string; readonly name: string }[]>([]);
  const put = async (file: File, key: string, newVersionOf?: string) => {
    try {
      await requestIn(w, "POST /tasks/:t/attachments", {
        params: { t: taskId },
        query: { newVersionOf },
        body: formOf(file),
        idempotencyKey: key,
      });
    } catch (error) {
      if (!(error instanceof DiscardedChange))
        notify({
          tone: "problem",
          title: t("fileFailed", { name: file.name }),
          about: isProblem(error) ? `${error.title}. ${error.next}` : t("fileFailedNext"),
        });
    }
    // It leaves the line when it stands in the list, so that it is always seen somewhere.
    await refresh(client, w, [`task:${taskId}`]);
    setSending((before) => before.filter((one) => one.key !== key));
  };
  const send = (file: File, newVersionOf?: string): Promise<void> => {
    if (file.size > largest) {
      notify({ tone: "problem", title: t("fileTooLarge", { name: file.name }), about: t("fileTooLargeNext") });
      return Promise.resolve();
    }
    const key = v7();
    setSending((before) => [...before, { key, name: file.name }]);
    return doneOrWaiting(put(file, key, newVersionOf));
  };
  const upload = (files: FileList | readonly File[], newVersionOf?: string) =>
    void [...files].reduce((before, file) => before.then(() => send(file, newVersionOf)), Promise.resolve());
  return { upload, sending: sending.filter(({ key }) => waiting.every((one) => one.call.idempotencyKey !== key)) };
}

/** Chosen without a connection: kept on this device with its size, and sent when there is one. */
function WaitingFiles({ taskId }: { taskId: string }) {
  const format = useFormat();
  return useWaitingOn(taskId).flatMap((one) =>
    one.file === undefined
      ? []
      : [
          <li key={one.id} className="flex min-h-11 items-center gap-3 py-1 text-sm">
            <span className="flex size-9 items-center justify-center rounded-sm bg-sunken text-faint" aria-hidden="true">
              <CloudOff size={16} />
            </span>
            <span className="flex min-w-0 flex-1 flex-col items-start">
              <span className="max-w-full truncate font-medium">{one.file.name}</span>
              <span className="text-xs text-faint">{format.bytes(one.file.size)}</span>
            </span>
            <WaitsMark refused={one.refused !== undefined} />
          </li>,
        ],
  );
}
