import { FileUp } from "lucide-react";
import { useRef } from "react";
import { useText } from "../messages/index.ts";
import { useDroppedFiles } from "../shell/index.ts";
import { Button, cx } from "../ui/index.ts";
import { importTexts } from "./en.ts";

type Texts = { readonly drop: string; readonly dropNow: string; readonly dropAbout: string; readonly choose: string };

/** The place for files. They may be dropped anywhere in the window; what is no file is left to the browser. */
export function DropZone({ onFiles, why, texts }: { onFiles: (files: readonly File[]) => void; why: string | null; texts?: Texts }) {
  const t = useText(importTexts);
  const said: Texts = texts ?? { drop: t("drop"), dropNow: t("dropNow"), dropAbout: t("dropAbout"), choose: t("choose") };
  const input = useRef<HTMLInputElement>(null);
  const over = useDroppedFiles((files) => why === null && onFiles(files));
  return (
    <div
      className={cx(
        "flex flex-col items-center gap-3 rounded-lg border-2 border-dashed px-6 py-10 text-center transition-colors",
        over ? "border-accent bg-accent-soft" : "border-line bg-ground",
      )}
    >
      <span
        className={cx(
          "flex size-12 items-center justify-center rounded-full",
          over ? "bg-accent text-on-accent" : "bg-accent-soft text-accent-strong",
        )}
      >
        <FileUp size={22} aria-hidden="true" />
      </span>
      <div className="flex max-w-lg flex-col gap-1">
        <p className="text-lg font-semibold">{over ? said.dropNow : said.drop}</p>
        <p className="text-sm text-pretty text-muted">{said.dropAbout}</p>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        className="sr-only"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <Button kind="primary" why={why} onClick={() => input.current?.click()}>
        {said.choose}
      </Button>
      <p className="max-w-lg text-xs text-pretty text-faint">
        {t("formats")} {t("unverified")} {t("nothingLeaves")}
      </p>
    </div>
  );
}
