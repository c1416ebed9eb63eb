import { Link } from "@tanstack/react-router";
import { BookCheck, Stamp } from "lucide-react";
import { type ReactNode, useState } from "react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useMe, useWorkspace } from "../../session/index.ts";
import { Button, buttonClass, useFormat } from "../../ui/index.ts";
import { mayAs, type Process } from "../process.ts";
import { ApprovalDialog } from "./approval-dialog.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { careTexts } from "./en.ts";

/** What waits for somebody at this process: a draft for its approver, the procedure for a look whether it is still right. */
export function CareBanner({ process }: { process: Process }) {
  return (
    <>
      <ApprovalBanner process={process} />
      {process.review.overdue ? <ReviewBanner process={process} /> : null}
    </>
  );
}

function ApprovalBanner({ process }: { process: Process }) {
  const t = useText(careTexts);
  const { id: w, zone } = useWorkspace();
  const me = useMe().person.id;
  const format = useFormat(zone);
  // Which one is looked at: the next that is sent does not open by itself.
  const [opened, setOpened] = useState<string | null>(null);
  const { approver, submission } = process;
  const takeBack = useChange({
    call: (id: string) => requestIn(w, "PUT /processes/:p/submissions/:s/withdrawal", { params: { p: process.id, s: id } }),
    touches: ["process"],
    said: () => t("tookBack"),
  });
  if (!approver || !submission || !(process.draftChanged || !process.published)) return null;
  const who = approver.name;
  if (submission.verdict === null && approver.id === me)
    return (
      <Banner
        icon={<Stamp size={16} aria-hidden className="mt-0.5 shrink-0 text-accent" />}
        text={t("asksYou", { who: submission.by?.name ?? "", when: format.moment(submission.at) })}
      >
        <Button kind="primary" onClick={() => setOpened(submission.id)}>
          {t("look")}
        </Button>
        {opened === submission.id ? <ApprovalDialog process={process} submission={submission} onClose={() => setOpened(null)} /> : null}
      </Banner>
    );
  if (!mayAs(process, "editor")) return null;
  const decider = submission.decidedBy?.name ?? who;
  const text =
    submission.verdict === null
      ? t(submission.isCurrent ? "waits" : "waitsOld", { who, when: format.moment(submission.at) })
      : submission.verdict === "returned"
        ? submission.isCurrent
          ? t("returnedBanner", { who: decider, word: submission.word })
          : null
        : !submission.isCurrent
          ? t("approvedOld", { who: decider })
          : submission.word
            ? t("approvedWord", { who: decider, word: submission.word })
            : t("approvedBanner", { who: decider });
  if (text === null) return null;
  return (
    <Banner icon={<Stamp size={16} aria-hidden className="mt-0.5 shrink-0 text-accent" />} text={text}>
      {submission.verdict === null ? (
        <Button busy={takeBack.isPending} onClick={() => takeBack.mutate(submission.id)}>
          {t("takeBack")}
        </Button>
      ) : null}
    </Banner>
  );
}

function ReviewBanner({ process }: { process: Process }) {
  const t = useText(careTexts);
  const { slug, zone } = useWorkspace();
  const format = useFormat(zone);
  const [isOpen, setOpen] = useState(false);
  return (
    <Banner
      icon={<BookCheck size={16} aria-hidden className="mt-0.5 shrink-0 text-act" />}
      text={t("overdueBanner", { when: format.day(format.dayAt(process.review.dueAt ?? "")) })}
    >
      {mayAs(process, "manager") ? (
        <>
          <Button onClick={() => setOpen(true)}>{t("stillRight")}</Button>
          <Link to="/w/$slug/processes/$id" params={{ slug, id: process.id }} search={{}} className={buttonClass("quiet")}>
            {t("changeIt")}
          </Link>
        </>
      ) : null}
      {isOpen ? <ConfirmDialog process={process} onClose={() => setOpen(false)} /> : null}
    </Banner>
  );
}

function Banner({ icon, text, children }: { icon: ReactNode; text: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-accent-soft px-4 py-2 text-sm sm:px-6">
      <span className="flex min-w-0 flex-1 basis-64 items-start gap-2">
        {icon}
        <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
      </span>
      <span className="flex flex-wrap gap-2">{children}</span>
    </div>
  );
}
