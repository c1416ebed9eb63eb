import {
  AtSign,
  BellOff,
  BookCheck,
  CalendarClock,
  Check,
  CheckCheck,
  CircleDot,
  CircleHelp,
  Handshake,
  Layers,
  Megaphone,
  MessageCircle,
  Repeat2,
  Stamp,
  Timer,
  TriangleAlert,
  Undo2,
  UserPlus,
  UsersRound,
} from "lucide-react";
import type { ReactNode } from "react";
import { useFinding, useText } from "../messages/index.ts";
import { useRead } from "../session/index.ts";
import { Avatar, cx, IconButton, Tooltip } from "../ui/index.ts";
import { AnswerQuestion, Decision, Home, TaskLink, ThingLink, useMoments } from "../task/index.ts";
import { inboxTexts } from "./en.ts";
import type { Group, Notice } from "./group.ts";
import { sayNotice } from "./say.ts";

const size = 14;
const pictures: Readonly<Record<Notice["kind"], ReactNode>> = {
  assigned: <CircleDot size={size} />,
  approval: <Stamp size={size} />,
  question: <CircleHelp size={size} />,
  answered: <MessageCircle size={size} />,
  mentioned: <AtSign size={size} />,
  commented: <MessageCircle size={size} />,
  handover: <Handshake size={size} />,
  returned: <Undo2 size={size} />,
  accepted: <Handshake size={size} />,
  finished: <CheckCheck size={size} />,
  joined: <UserPlus size={size} />,
  rejected: <Undo2 size={size} />,
  moved: <Layers size={size} />,
  clock: <Timer size={size} />,
  alike: <Repeat2 size={size} />,
  report: <Megaphone size={size} />,
  review: <BookCheck size={size} />,
  incident: <TriangleAlert size={size} />,
  soon: <CalendarClock size={size} />,
};

/** One thing that one is told about: what happened, why one is told, and the decision where it asks for one. */
export function NoticeRow({ group, onRead, onMute }: { group: Group; onRead: () => void; onMute: () => void }) {
  const t = useText(inboxTexts);
  const moments = useMoments();
  const finding = useFinding();
  const { notice, older, act, unread } = group;
  return (
    <li
      data-row={group.key}
      tabIndex={-1}
      className="group/row flex gap-x-3 border-b border-line/70 py-2.5 ps-4 pe-2 -outline-offset-2 last:border-0 hover:bg-hover/50 focus:bg-accent-soft/60 sm:ps-6 sm:pe-4"
    >
      <span className="relative mt-0.5 shrink-0 self-start">
        {notice.actor ? (
          <Avatar name={notice.actor.name} id={notice.actor.id} size="medium" />
        ) : (
          <span className="flex size-7 items-center justify-center rounded-full bg-hover text-muted">
            {notice.why === "forYourTeam" || notice.why === "yourTeamReceives" ? <UsersRound size={size} /> : pictures[notice.kind]}
          </span>
        )}
        {notice.actor ? (
          <span className="absolute -end-1 -bottom-1 flex size-4 items-center justify-center rounded-full bg-surface text-muted [&_svg]:size-3">
            {pictures[notice.kind]}
          </span>
        ) : null}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <div className="flex items-baseline gap-x-2">
          <Subject
            notice={notice}
            className={cx(
              "inline-block min-w-0 py-0.5 text-base [overflow-wrap:anywhere] underline-offset-2 hover:underline",
              unread ? "font-medium" : "text-muted",
            )}
            onOpen={act ? undefined : onRead}
          />
          {unread ? (
            <span
              role="img"
              aria-label={t("unreadMark")}
              className={cx("size-2 shrink-0 self-center rounded-full", act ? "bg-act" : "bg-accent")}
            />
          ) : null}
        </div>
        <p className="text-sm text-muted">
          {sayNotice(t, notice)}
          {saysWhy(notice) ? null : <span className="text-faint">, {t("why", { why: notice.why })}</span>}
          {act && notice.subjectKind === "task" ? <HomeOf taskId={notice.subjectId} /> : null}
          <span className="text-faint sm:hidden"> · {moments.ago(notice.at)}</span>
          {older.length > 0 ? <span className="text-faint"> · {t("moreOfIt", { count: older.length })}</span> : null}
        </p>
        {notice.stop === null ? null : (
          <p className="text-sm wrap-anywhere">
            {notice.stop.step === "" ? null : <span className="font-medium">{notice.stop.step}: </span>}
            {finding(notice.stop)}
          </p>
        )}
        {act ? <Act notice={notice} /> : null}
      </div>
      <div className="flex shrink-0 items-start gap-1 max-sm:flex-col">
        <Tooltip text={moments.long(notice.at)}>
          <time dateTime={notice.at} className="pt-0.5 text-xs whitespace-nowrap text-faint max-sm:hidden">
            {moments.ago(notice.at)}
          </time>
        </Tooltip>
        <span
          className={cx(
            "-mt-0.5 w-6 pointer-coarse:w-9",
            unread
              ? "opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 group-focus/row:opacity-100 pointer-coarse:opacity-100"
              : "invisible max-sm:hidden",
          )}
        >
          <IconButton size="small" label={t("markRead")} icon={<Check size={14} />} onClick={onRead} />
        </span>
        {notice.subjectKind === "workspace" ? null : (
          <span className="-mt-0.5 w-6 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 group-focus/row:opacity-100 pointer-coarse:w-9 pointer-coarse:opacity-100">
            <IconButton size="small" label={t("mute", { title: notice.title })} icon={<BellOff size={14} />} onClick={onMute} />
          </span>
        )}
      </div>
    </li>
  );
}

function Subject({ notice, className, onOpen }: { notice: Notice; className: string; onOpen: (() => void) | undefined }) {
  const title = notice.title || notice.actor?.name || "…";
  return (
    // The press bubbles from the link, which stays a real one.
    <span onClick={onOpen} className="contents">
      {notice.subjectKind === "task" ? (
        <TaskLink id={notice.subjectId} className={className}>
          {title}
        </TaskLink>
      ) : (
        <ThingLink kind={notice.subjectKind} id={notice.subjectId} className={className} open>
          {title}
        </ThingLink>
      )}
    </span>
  );
}

/** The decision itself, where the notice is. */
function Act({ notice }: { notice: Notice }) {
  if (notice.kind === "approval" && notice.subjectKind === "task") return <Approval taskId={notice.subjectId} />;
  if (notice.kind === "question" && notice.subjectKind === "run")
    return (
      <div className="pt-1.5">
        <AnswerQuestion runId={notice.subjectId} />
      </div>
    );
  return null;
}

/** The sentence already is the reason. */
function saysWhy({ kind, why, actor }: Notice): boolean {
  return (
    `${kind} ${why}` === "assigned stepIsYours" ||
    (actor !== null && ["assigned givenToYou", "mentioned namedYou", "question askedYou", "answered youAsked"].includes(`${kind} ${why}`))
  );
}

/** Which run or project it belongs to: two approvals of one process have the same title. */
function HomeOf({ taskId }: { taskId: string }) {
  const { data: task } = useRead("GET /tasks/:t", { params: { t: taskId } }, { watch: [`task:${taskId}`] });
  if (!task || task.home.kind === "person") return null;
  return (
    <>
      <span className="text-faint"> · </span>
      <Home task={task} />
    </>
  );
}

function Approval({ taskId }: { taskId: string }) {
  const { data: task } = useRead("GET /tasks/:t", { params: { t: taskId } }, { watch: [`task:${taskId}`, "run"] });
  if (!task || task.closedAs !== null) return null;
  return (
    <div className="pt-1.5">
      <Decision task={task} />
    </div>
  );
}
