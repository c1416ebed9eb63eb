import { useNavigate } from "@tanstack/react-router";
import { Check, Undo2 } from "lucide-react";
import { useEffect } from "react";
import type { Answer } from "../api/index.ts";
import { requestIn } from "../api/index.ts";
import { useLevellingReason } from "../levelling/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { ReadError } from "../shell/index.ts";
import { Badge, Button, type Column, Progress, Section, Skeleton, Table, useFormat } from "../ui/index.ts";
import { outlookTexts } from "./en.ts";
import { Findings } from "./findings.tsx";

type Levelling = Answer<"GET /projects/:p/levellings/:l">;
type Move = Levelling["moves"][number];
type Props = { projectId: string; zone: string; why: string | null };

/** Asks for dates, shows how far the search is, and takes or leaves each move. */
export function LevellingSection({ projectId, zone, levellingId, why }: Props & { levellingId: string | null }) {
  const t = useText(outlookTexts);
  const { id: w } = useWorkspace();
  const navigate = useNavigate();
  const look = useChange({
    call: async () => {
      const { id } = await requestIn(w, "POST /projects/:p/levellings", { params: { p: projectId }, body: {} });
      await navigate({ to: ".", search: { levelling: id } as never, replace: true });
    },
    touches: [],
  });
  return (
    <Section
      title={t("levelling")}
      about={<span className="block max-w-2xl">{t("levellingAbout")}</span>}
      aside={
        <Button kind={levellingId === null ? "primary" : "plain"} why={why} busy={look.isPending} onClick={() => look.mutate()}>
          {t("look")}
        </Button>
      }
    >
      {levellingId === null ? null : <Proposal projectId={projectId} zone={zone} levellingId={levellingId} why={why} />}
    </Section>
  );
}

function Proposal({ projectId, zone, levellingId, why }: Props & { levellingId: string }) {
  const t = useText(outlookTexts);
  const { id: w } = useWorkspace();
  const format = useFormat(zone);
  const params = { p: projectId, l: levellingId };
  const { data, error, refetch } = useRead(
    "GET /projects/:p/levellings/:l",
    { params },
    { watch: [`levelling:${levellingId}`], keep: true },
  );
  const reason = useLevellingReason();
  const running = data?.state === "running";
  // Its end is told live; in between, the best finish so far is asked for.
  useEffect(() => {
    if (!running) return;
    const clock = setInterval(() => void refetch(), 1000);
    return () => clearInterval(clock);
  }, [running, refetch]);
  const touches = [`levelling:${levellingId}`, `project:${projectId}`, "task"];
  const stop = useChange({ call: () => requestIn(w, "DELETE /projects/:p/levellings/:l", { params }), touches });
  const accept = useChange({
    call: (taskIds: readonly string[] | null) =>
      requestIn(w, "PUT /projects/:p/levellings/:l/acceptance", { params, body: taskIds === null ? {} : { taskIds: [...taskIds] } }),
    touches,
    said: (taskIds) => t("movesAccepted", { count: taskIds === null ? (data?.moves.filter(open).length ?? 0) : taskIds.length }),
  });
  const revert = useChange({
    call: () => requestIn(w, "DELETE /projects/:p/levellings/:l/acceptance", { params }),
    touches,
    said: () => t("reverted"),
  });
  if (error && !data) return <ReadError error={error} onRetry={refetch} />;
  if (!data) return <Skeleton />;
  const day = (at: string | null): string => (at === null ? "–" : format.weekday(at.slice(0, 10)));
  if (running)
    return (
      <div className="flex max-w-2xl items-end gap-4" role="status">
        <div className="flex-1">
          <Progress label={data.finish === null ? t("lookingFirst") : t("looking", { finish: day(data.finish) })} done={0} total={null} />
        </div>
        <Button busy={stop.isPending} onClick={() => stop.mutate()}>
          {t("stop")}
        </Button>
      </div>
    );
  if (data.state !== "proposed") return <p className="text-sm text-muted">{t(data.state === "failed" ? "failed" : "cancelled")}</p>;
  const left = data.moves.filter(open).length;
  const columns: readonly Column<Move>[] = [
    { key: "task", title: t("task"), names: true, cell: (move) => move.title },
    {
      key: "start",
      title: t("start"),
      width: "8rem",
      cell: (move) => (
        <span className="flex flex-col">
          {day(move.start)}
          {move.pauses.length > 0 ? <span className="text-xs text-muted">{t("inPieces", { count: move.pauses.length + 1 })}</span> : null}
          {move.assigned.map(({ person, role }) => (
            <span key={person.id} className="text-xs text-muted">
              {t("asRole", { name: person.name, role })}
            </span>
          ))}
        </span>
      ),
    },
    { key: "was", title: t("was"), width: "8rem", wideOnly: true, cell: (move) => <span className="text-muted">{day(move.was)}</span> },
    { key: "later", title: t("later"), width: "6rem", end: true, cell: (move) => format.work(move.delayedByMinutes) },
    {
      key: "reason",
      title: t("reason"),
      wideOnly: true,
      cell: (move) => <span className="text-muted">{reason(move.because, move.reason)}</span>,
    },
    {
      key: "accept",
      title: "",
      width: "8rem",
      end: true,
      cell: (move) =>
        move.accepted ? (
          <Badge tone="accent">{t("accepted")}</Badge>
        ) : !asks(move) ? (
          <span className="text-xs text-faint">{t("follows")}</span>
        ) : (
          <Button kind="quiet" why={why} aria-label={t("acceptThis", { title: move.title })} onClick={() => accept.mutate([move.taskId])}>
            {t("accept")}
          </Button>
        ),
    },
  ];
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="text-sm">
        {data.moves.length === 0
          ? t("fits")
          : t("result", { count: data.moves.length, finish: day(data.finish), unlevelled: day(data.unlevelledFinish) })}
      </p>
      <Findings findings={data.findings} />
      {data.moves.length === 0 ? null : (
        <>
          <div className="flex gap-2">
            {left > 0 ? (
              <Button kind="primary" icon={<Check size={14} />} why={why} busy={accept.isPending} onClick={() => accept.mutate(null)}>
                {t("acceptAll")}
              </Button>
            ) : null}
            {data.moves.some((move) => move.accepted) ? (
              <Button icon={<Undo2 size={14} />} why={why} busy={revert.isPending} onClick={() => revert.mutate()}>
                {t("revert")}
              </Button>
            ) : null}
          </div>
          <Table label={t("moves")} columns={columns} rows={data.moves} idOf={(move) => move.taskId} />
        </>
      )}
    </div>
  );
}

function open(move: Move): boolean {
  return !move.accepted && asks(move);
}

/** Whether there is something to accept: what only follows others moves with them. */
function asks({ notBefore, notAfter, pauses, assigned }: Move): boolean {
  return notBefore !== null || notAfter !== null || pauses.length > 0 || assigned.length > 0;
}
