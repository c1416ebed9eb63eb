import { Download } from "lucide-react";
import { useEffect, useState } from "react";
import { addressOf } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { buttonClass, Dialog, Skeleton } from "../ui/index.ts";
import { taskTexts } from "./en.ts";
import { relationTexts } from "./relation.en.ts";
import type { FileOf } from "./task.ts";

/** More of a text than anybody reads in a dialog is for the download. */
const shownLetters = 200_000;

/** A picture, a film, a sound or a text, large, over what one was at. */
export function FilePreview({ file, address, onClose }: { file: FileOf; address: string; onClose: () => void }) {
  const t = useText(taskTexts);
  const relation = useText(relationTexts);
  return (
    <Dialog
      open
      wide
      scrolls
      onOpen={(open) => !open && onClose()}
      title={file.name}
      actions={
        <a href={addressOf(address, {}, { download: true })} download={file.name} className={buttonClass("plain")}>
          <Download size={14} aria-hidden="true" /> {t("download")}
        </a>
      }
    >
      {file.preview === "image" ? (
        <img src={address} alt={file.name} className="mx-auto max-h-[60dvh] max-w-full rounded-md" />
      ) : file.preview === "video" ? (
        <video
          src={address}
          controls
          preload="metadata"
          aria-label={file.name}
          className="mx-auto max-h-[60dvh] max-w-full rounded-md bg-black"
        >
          {relation("cantPlay")}
        </video>
      ) : file.preview === "audio" ? (
        <audio src={address} controls preload="metadata" aria-label={file.name} className="w-full">
          {relation("cantPlay")}
        </audio>
      ) : (
        <TextOf address={address} />
      )}
    </Dialog>
  );
}

function TextOf({ address }: { address: string }) {
  const t = useText(taskTexts);
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    fetch(address, { signal: stop.signal })
      .then(async (answer) => setText(answer.ok ? await answer.text() : t("fileGone")))
      .catch(() => stop.signal.aborted || setText(t("fileGone")));
    return () => stop.abort();
  }, [address, t]);
  if (text === null) return <Skeleton rows={6} />;
  return (
    <>
      <pre className="rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
        {text.slice(0, shownLetters)}
      </pre>
      {text.length > shownLetters ? <p className="pt-2 text-sm text-muted">{t("fileLonger")}</p> : null}
    </>
  );
}
