import { getRouteApi } from "@tanstack/react-router";
import { ArrowRight, Check, CircleCheckBig, Play, Send, Undo2 } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useDraft, useMe, useRead, useWorkspace } from "../session/index.ts";
import { ReadError, ScreenLink } from "../shell/index.ts";
import {
  Badge,
  Button,
  buttonClass,
  Checkbox,
  cx,
  Dialog,
  ErrorNote,
  Field,
  Markdown,
  Meter,
  PageBody,
  PageHeader,
  Section,
  Skeleton,
  TextArea,
  useFormat,
} from "../ui/index.ts";
import { handoverTexts } from "./en.ts";
import { acceptedCount, type Handover, toneOf } from "./handover.ts";
import { TakerLink } from "./taker-link.tsx";

const route = getRouteApi("/w/$slug/handovers/$id");

/** Where the receiver decides: line by line, then as a whole, or back with a reason. */
export function HandoverScreen() {
  const { id } = route.useParams();
  const read = useRead("GET /handovers/:h", { params: { h: id } }, { watch: [`handover:${id}`, "handover", "team"] });
  if (read.error && !read.data) return <ReadError whole error={read.error} onRetry={read.refetch} />;
  return read.data ? <Shown handover={read.data} /> : <Skeleton />;
}

function Shown({ handover }: { handover: Handover }) {
  const t = useText(handoverTexts);
  const { id: w, zone } = useWorkspace();
  const { person } = useMe();
  const format = useFormat(zone);
  const [returning, setReturning] = useState(false);
  const params = { h: handover.id };
  const touches = [`handover:${handover.id}`, "handover"];
  const item = useChange({
    call: ({ id, on }: { id: string; on: boolean }) =>
      requestIn(w, on ? "PUT /handovers/:h/items/:i/acceptance" : "DELETE /handovers/:h/items/:i/acceptance", {
        params: { ...params, i: id },
      }),
    paint: ({ id, on }, paint) =>
      paint(
        "GET /handovers/:h",
        (shown) => ({
          ...shown,
          items: shown.items.map((one) =>
            one.id === id
              ? { ...one, accepted: on ? { by: { id: person.id, name: person.name }, at: new Date().toISOString() } : null }
              : one,
          ),
        }),
        { params },
      ),
    touches,
  });
  const accept = useChange({
    call: () => requestIn(w, "PUT /handovers/:h/acceptance", { params }),
    touches: [...touches, "run"],
    said: () => t(handover.to.kind === "process" ? "acceptedSaid" : "acceptedByTeam", { title: handover.title }),
  });
  const offer = useChange({
    call: () => requestIn(w, "PUT /handovers/:h/offer", { params }),
    touches,
    said: () => t("offered", { title: handover.title, name: handover.to.receiver?.name ?? handover.to.name }),
  });
  const open = handover.state === "offered";
  const decide = open && handover.mayDecide;
  const notYours = handover.mayDecide
    ? null
    : handover.to.kind === "process"
      ? t("notYours", { process: handover.to.name })
      : handover.to.id === null
        ? t("notYoursFormer")
        : t("notYoursTeam", { team: handover.to.name });
  const done = acceptedCount(handover);
  const all = done === handover.items.length;
  const late = open && handover.acceptBy !== null && new Date(handover.acceptBy) < new Date();
  return (
    <>
      <PageHeader
        title={handover.title}
        trail={<span>{t("handover")}</span>}
        aside={<Badge tone={toneOf[handover.state]}>{t("state", { state: handover.state })}</Badge>}
      />
      <PageBody width="text">
        <div className="flex flex-col gap-7">
          <div className="flex flex-col gap-1.5">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-base">
              <ScreenLink to="/projects/$id" params={{ id: handover.from.projectId }} className="font-medium text-accent hover:underline">
                {handover.from.projectName}
              </ScreenLink>
              <ArrowRight size={15} className="shrink-0 text-faint rtl:rotate-180" aria-hidden="true" />
              <TakerLink taker={handover.to} className={cx("font-medium", handover.to.id !== null && "text-accent hover:underline")} />
              {handover.to.kind === "team" ? (
                <span className="text-muted">{t(handover.to.id === null ? "formerTeam" : "team")}</span>
              ) : null}
              {handover.to.receiver ? <span className="text-muted">{handover.to.receiver.name}</span> : null}
            </p>
            <p className="text-sm text-muted">
              {[
                handover.from.taskTitle ? t("reached", { task: handover.from.taskTitle }) : null,
                handover.offeredAt ? t("offeredAt", { when: format.moment(handover.offeredAt) }) : null,
                handover.rounds > 1 ? t("round", { count: handover.rounds }) : null,
              ]
                .filter(Boolean)
                .join(" · ")}
              {open && handover.acceptBy ? (
                <span
                  className={late ? "text-act" : ""}
                >{` · ${t(late ? "overdue" : "acceptBy", { day: format.moment(handover.acceptBy) })}`}</span>
              ) : null}
            </p>
          </div>

          {handover.state === "accepted" ? (
            <div className="flex flex-wrap items-center gap-3 rounded-lg bg-accent-soft px-4 py-3">
              <CircleCheckBig size={18} className="shrink-0 text-accent-strong" aria-hidden="true" />
              <p className="min-w-0 flex-1 basis-48 text-sm text-accent-strong">
                {handover.decidedAt
                  ? t("decided", { when: format.moment(handover.decidedAt), name: handover.decidedBy?.name ?? t("somebody") })
                  : t("state", { state: "accepted" })}
              </p>
              {handover.runId ? (
                <ScreenLink to="/runs/$id" params={{ id: handover.runId }} className={buttonClass("primary")}>
                  <Play size={14} aria-hidden="true" />
                  {t("openRun")}
                </ScreenLink>
              ) : null}
            </div>
          ) : null}
          {handover.state === "returned" ? (
            <ErrorNote title={t("returnedBecause", { name: handover.decidedBy?.name ?? t("somebody"), reason: handover.reason ?? "" })} />
          ) : null}
          {handover.mayOffer ? (
            <div>
              <Button kind="primary" icon={<Send size={14} />} busy={offer.isPending} onClick={() => offer.mutate()}>
                {handover.state === "returned" ? t("offerAgain") : t("offer")}
              </Button>
            </div>
          ) : null}
          {handover.state === "planned" ? (
            <p className="rounded-lg bg-sunken px-4 py-3 text-sm text-muted">
              {t("notOffered", { when: handover.from.taskTitle ? t("reached", { task: handover.from.taskTitle }) : t("byHand") })}
            </p>
          ) : null}

          {handover.contents ? (
            <Section title={t("contents")}>
              <Markdown text={handover.contents} />
            </Section>
          ) : null}

          <Section
            title={t("items")}
            aside={
              <span className="flex items-center gap-2 text-xs text-muted">
                <Meter share={done / Math.max(1, handover.items.length)} />
                {t("accepted", { done, total: handover.items.length })}
              </span>
            }
          >
            <ul className="overflow-clip rounded-lg border border-line">
              {handover.items.map((one) => (
                <li
                  key={one.id}
                  className={cx(
                    "flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line/70 px-3 py-2.5 last:border-0",
                    one.accepted && "bg-accent-soft/40",
                  )}
                >
                  <div className="min-w-0 flex-1 basis-52">
                    {decide ? (
                      <Checkbox
                        round
                        checked={one.accepted !== null}
                        onChecked={(on) => item.mutate({ id: one.id, on })}
                        label={one.text}
                      />
                    ) : (
                      <span className="flex items-start gap-2 text-sm">
                        <span
                          className={cx(
                            "mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border",
                            one.accepted ? "border-accent bg-accent text-on-accent" : "border-line-strong",
                          )}
                          aria-hidden="true"
                        >
                          {one.accepted ? <Check size={12} strokeWidth={3} /> : null}
                        </span>
                        {one.text}
                      </span>
                    )}
                  </div>
                  {one.accepted ? (
                    <span className="text-xs text-faint">
                      {t("acceptedBy", { name: one.accepted.by?.name ?? t("somebody"), when: format.moment(one.accepted.at) })}
                    </span>
                  ) : null}
                </li>
              ))}
            </ul>
            {open ? (
              <div className="flex flex-wrap gap-2">
                <Button
                  kind="primary"
                  icon={<CircleCheckBig size={15} />}
                  busy={accept.isPending}
                  why={notYours ?? (all ? null : t("acceptWhy"))}
                  onClick={() => accept.mutate()}
                >
                  {t("accept")}
                </Button>
                <Button icon={<Undo2 size={15} />} why={notYours} onClick={() => setReturning(true)}>
                  {t("return")}
                </Button>
              </div>
            ) : null}
          </Section>
          {handover.earlier.length > (handover.state === "returned" ? 1 : 0) ? (
            <Section title={t("earlier")}>
              <ol className="flex flex-col gap-2 text-sm">
                {handover.earlier.map((one) => (
                  <li key={one.round}>
                    {t("returnedBecause", { name: one.decidedBy?.name ?? t("somebody"), reason: one.reason })}
                    <span className="block text-xs text-faint">
                      {t("earlierWhen", {
                        round: one.round,
                        offered: format.moment(one.offeredAt),
                        returned: format.moment(one.decidedAt),
                      })}
                    </span>
                  </li>
                ))}
              </ol>
            </Section>
          ) : null}
        </div>
      </PageBody>
      {returning ? <Return handover={handover} onClose={() => setReturning(false)} /> : null}
    </>
  );
}

function Return({ handover, onClose }: { handover: Handover; onClose: () => void }) {
  const t = useText(handoverTexts);
  const { id: w } = useWorkspace();
  const [reason, setReason, forget] = useDraft(`return ${handover.id}`, "");
  const send = useChange({
    call: () => requestIn(w, "PUT /handovers/:h/return", { params: { h: handover.id }, body: { reason: reason.trim() } }),
    touches: [`handover:${handover.id}`, "handover"],
    said: () => t("returnedSaid", { title: handover.title }),
  });
  return (
    <Dialog
      open
      onOpen={(open) => (open ? undefined : onClose())}
      title={t("returnTitle", { title: handover.title })}
      about={t("returnAbout", { project: handover.from.projectName })}
      actions={
        <>
          <Button
            kind="primary"
            busy={send.isPending}
            why={reason.trim() === "" ? t("reasonMissing") : null}
            onClick={() =>
              send.mutate(undefined, {
                onSuccess: () => {
                  forget();
                  onClose();
                },
              })
            }
          >
            {t("returnIt")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <Field label={t("reason")}>
        <TextArea value={reason} onValue={setReason} />
      </Field>
    </Dialog>
  );
}
