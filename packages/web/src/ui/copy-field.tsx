import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useText } from "../messages/index.ts";
import { Button } from "./button.tsx";
import { useCopy } from "./copy.ts";
import { uiTexts } from "./en.ts";

/** Something that is shown once, whole and selectable, with a button that copies it. */
export function CopyField({ label, value, press }: { label: string; value: string; press?: string }) {
  const t = useText(uiTexts);
  const copy = useCopy();
  const [copied, setCopied] = useState(false);
  return (
    <div className="flex flex-col gap-1">
      <span className="text-xs font-medium text-muted">{label}</span>
      <div className="flex flex-wrap items-start gap-2">
        <code className="min-w-0 flex-1 basis-60 rounded-md border border-line bg-sunken px-2.5 py-1.5 font-mono text-sm break-all select-all">
          {value}
        </code>
        <Button icon={copied ? <Check size={14} /> : <Copy size={14} />} onClick={() => void copy(value).then(setCopied)}>
          {copied ? t("copied") : (press ?? t("copy"))}
        </Button>
      </div>
    </div>
  );
}
