import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Handshake, Plus, Send } from "lucide-react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { mayAs } from "../project/index.ts";
import { useChange, useRead, useReadMore, useWorkspace } from "../session/index.ts";
import { ReadError, ScreenLink } from "../shell/index.ts";
import { Badge, Button, buttonClass, EmptyState, List, ListRow, Meter, PageBody, Skeleton, Toolbar, useFormat } from "../ui/index.ts";
import { handoverTexts } from "./en.ts";
import { acceptedCount, type Handover, toneOf } from "./handover.ts";
import { PlanHandover } from "./plan-handover.tsx";

const route = getRouteApi("/w/$slug/projects/$id/handovers");

/** What this project hands over, to whom, and how far that is. */
export function ProjectHandovers() {
  const t = useText(handoverTexts);
  const { id } = route.useParams();
  const { new: isNew } = route.useSearch();
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const project = useRead("GET /projects/:p", { params: { p: id } }, { watch: [`project:${id}`] }).data;
  const read = useReadMore("GET /handovers", { query: { project: id } }, { watch: ["handover", `project:${id}`] });
  const open = (on: boolean) =>
    void navigate({ to: "/w/$slug/projects/$id/handovers", params: { slug, id }, search: on ? { new: true } : {} });
  const why = project && mayAs(project, "editor") ? null : t("editorsOffer");
  const add = (
    <Button kind="primary" icon={<Plus size={16} />} why={why} onClick={() => open(true)}>
      {t("plan")}
    </Button>
  );
  return (
    <>
      {read.items && read.items.length > 0 ? (
        <Toolbar
          label={t("handovers")}
          end={
            <>
              <Link to="/w/$slug/handovers" params={{ slug }} search={{}} className={buttonClass()}>
                {t("interfaces")}
              </Link>
              {add}
            </>
          }
        />
      ) : null}
      <PageBody>
        {read.error && !read.items ? (
          <ReadError error={read.error} onRetry={read.refetch} />
        ) : !read.items ? (
          <Skeleton />
        ) : read.items.length === 0 ? (
          <EmptyState picture={<Handshake size={22} />} title={t("emptyTitle")} about={t("emptyAbout")} action={add} />
        ) : (
          <List label={t("handovers")}>
            {read.items.map((handover) => (
              <Line key={handover.id} handover={handover} slug={slug} why={why} />
            ))}
          </List>
        )}
        {read.hasNextPage ? (
          <div className="flex justify-center p-4">
            <Button onClick={read.more}>{t("more")}</Button>
          </div>
        ) : null}
      </PageBody>
      {isNew ? <PlanHandover projectId={id} onClose={() => open(false)} /> : null}
    </>
  );
}

function Line({ handover, slug, why }: { handover: Handover; slug: string; why: string | null }) {
  const t = useText(handoverTexts);
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const offer = useChange({
    call: () => requestIn(w, "PUT /handovers/:h/offer", { params: { h: handover.id } }),
    touches: ["handover", `project:${handover.from.projectId}`],
    said: () => t("offered", { title: handover.title, name: handover.to.receiver?.name ?? handover.to.name }),
  });
  const done = acceptedCount(handover);
  return (
    <ListRow
      id={handover.id}
      aside={
        <>
          <span className="flex items-center gap-2">
            <Meter share={done / Math.max(1, handover.items.length)} />
            {t("accepted", { done, total: handover.items.length })}
          </span>
          {handover.rounds > 1 ? <span>{t("round", { count: handover.rounds })}</span> : null}
          <Badge tone={toneOf[handover.state]}>{t("state", { state: handover.state })}</Badge>
          {handover.state === "planned" || handover.state === "returned" ? (
            <Button size="small" icon={<Send size={13} />} why={why} busy={offer.isPending} onClick={() => offer.mutate()}>
              {handover.state === "returned" ? t("offerAgain") : t("offer")}
            </Button>
          ) : handover.runId ? (
            <ScreenLink to="/runs/$id" params={{ id: handover.runId }} className="text-accent hover:underline">
              {t("openRun")}
            </ScreenLink>
          ) : null}
        </>
      }
    >
      <span className="flex min-w-0 flex-col py-1">
        <Link
          data-row-open
          to="/w/$slug/handovers/$id"
          params={{ slug, id: handover.id }}
          search={{}}
          className="line-clamp-2 text-sm font-medium hover:underline"
        >
          {handover.title}
        </Link>
        <span className="text-xs text-muted">
          {handover.to.receiver
            ? t("toReceiver", { process: handover.to.name, name: handover.to.receiver.name })
            : handover.to.kind === "team"
              ? t("teamNamed", { name: handover.to.name })
              : handover.to.name}
          {" · "}
          {handover.from.taskTitle ? t("reached", { task: handover.from.taskTitle }) : t("byHand")}
          {handover.state === "offered" && handover.acceptBy ? ` · ${t("acceptBy", { day: format.moment(handover.acceptBy) })}` : null}
        </span>
        {handover.state === "returned" && handover.reason ? (
          <span className="mt-1 text-sm text-act">
            {t("returnedBecause", { name: handover.decidedBy?.name ?? t("somebody"), reason: handover.reason })}
          </span>
        ) : null}
      </span>
    </ListRow>
  );
}
