import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Button, ErrorNote, Progress } from "../ui/index.ts";
import type { Audit } from "./audit.ts";
import { auditTexts } from "./en.ts";
import type { Sending } from "./sending.ts";

/** What is being sent, read and compared; and what was left undone, with the way to go on. */
export function StateOfWork({ audit, sending }: { audit: Audit; sending: Sending | null }) {
  const t = useText(auditTexts);
  const { id: w } = useWorkspace();
  const params = { a: audit.id };
  const stop = useChange({ call: () => requestIn(w, "DELETE /audits/:a/comparison", { params }), touches: [`audit:${audit.id}`, "audit"] });
  const goOn = useChange({ call: () => requestIn(w, "POST /audits/:a/comparison", { params }), touches: [`audit:${audit.id}`, "audit"] });
  const stopped = audit.fileList.filter((file) => file.state === "stopped").length;
  const isSending = sending !== null && sending.name !== null;
  return (
    <>
      {isSending ? <Progress label={t("sending", { name: sending.name ?? "" })} done={sending.sent} total={sending.total} /> : null}
      {audit.unread > 0 || audit.comparing ? (
        <div className="flex flex-wrap items-end gap-x-4 gap-y-2 print:hidden">
          <div className="flex min-w-60 flex-1 flex-col gap-1">
            <Underway audit={audit} />
            <p className="text-xs text-faint">{isSending ? t("stayToSend") : t("mayLeave")}</p>
          </div>
          <Button size="small" busy={stop.isPending} onClick={() => stop.mutate(undefined)}>
            {t("stop")}
          </Button>
        </div>
      ) : null}
      {stopped > 0 && !audit.comparing ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
          <p className="text-sm">{t("stopped", { count: stopped })}</p>
          <Button size="small" busy={goOn.isPending} onClick={() => goOn.mutate(undefined)}>
            {t("goOn")}
          </Button>
        </div>
      ) : null}
      {audit.failed !== null && !audit.comparing ? <ErrorNote title={t("failed")} next={audit.failed.next} /> : null}
      {(sending?.refused ?? []).map(({ name, problem }) => (
        <ErrorNote key={name} title={t("notSent", { name })} next={problem?.next ?? t("notSentNext")} />
      ))}
    </>
  );
}

function Underway({ audit }: { audit: Audit }) {
  const t = useText(auditTexts);
  const next = audit.fileList.find((file) => file.state === "reading") ?? audit.fileList.find((file) => file.state === "waiting");
  if (next === undefined) return <Progress label={t("comparing")} done={0} total={null} />;
  return <Progress label={t("reading", { name: next.fileName })} done={audit.files - audit.unread} total={audit.files} />;
}
