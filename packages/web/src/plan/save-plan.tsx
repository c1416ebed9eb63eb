import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass, IconButton, Popover } from "../ui/index.ts";
import type { Words } from "./use-words.ts";

export type PlanFile = "mspdi" | "ical" | "csv";

const formats = ["mspdi", "ical", "csv"] as const satisfies readonly PlanFile[];

/** The plan out of here: as a file for another program, and what else its picture can become. */
export function SavePlan({
  fileOf,
  words: { t },
  children,
}: {
  fileOf: ((format: PlanFile) => string) | null;
  words: Words;
  children: ReactNode;
}) {
  return (
    <Popover title={t("save")} align="end" trigger={<IconButton label={t("save")} icon={<Download size={16} />} />}>
      <div className="flex flex-col gap-3">
        {children}
        {fileOf === null ? null : (
          <div className="flex flex-col gap-2 border-line not-first:border-t not-first:pt-3">
            <p className="text-sm text-muted">{t("saveFor")}</p>
            <div className="flex flex-wrap gap-2">
              {formats.map((format) => (
                <a key={format} href={fileOf(format)} download className={buttonClass("plain", "small")}>
                  {t(`save_${format}`)}
                </a>
              ))}
            </div>
          </div>
        )}
      </div>
    </Popover>
  );
}
