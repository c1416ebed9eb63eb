import { Repeat2 } from "lucide-react";
import { type Answer, requestIn } from "../api/index.ts";
import { useFinding, useLanguage, useText } from "../messages/index.ts";
import { ScreenLink, useGo } from "../shell/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Button, Section, useFormat } from "../ui/index.ts";
import { newTexts } from "./en.ts";

type Place = { readonly kind: "process" | "project"; readonly id: string; readonly may: boolean };
type SpaceAdvice = Answer<"GET /projects/:p/advice">;

function useAdvice({ kind, id }: Place): SpaceAdvice | undefined {
  const ask = { params: { p: id } };
  const project = useRead("GET /projects/:p/advice", ask, { watch: [`project:${id}`], enabled: kind === "project" });
  const process = useRead("GET /processes/:p/advice", ask, { watch: [`process:${id}`], enabled: kind === "process" });
  return (kind === "project" ? project : process).data;
}

/** Why it is what it is, as somebody answered once, with who and when; or that nobody said. */
export function AdviceCard(place: Place) {
  const t = useText(newTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const found = useAdvice(place);
  if (found === undefined) return null;
  const { advice } = found;
  const name = { process: t("kindProcess"), project: t("kindProject"), task: t("kindTask"), repeating: t("kindRepeating") };
  const revise = place.may ? (
    <ScreenLink
      to="/new"
      search={{
        of: place.id,
        as: place.kind,
        ...(advice === null ? {} : { ...advice.answers, ...(advice.about === "" ? {} : { about: advice.about }) }),
      }}
      className="w-fit text-accent underline-offset-2 hover:underline"
    >
      {advice === null ? t("sayWhy") : t("revise")}
    </ScreenLink>
  ) : null;
  return (
    <Section title={t(place.kind === "process" ? "whyProcess" : "whyProject")}>
      <div className="flex flex-col gap-2 text-sm">
        {found.found === null ? null : <Found found={found.found} as={place.kind} />}
        {advice === null ? (
          <p className="text-muted">{t("nobodySaid")}</p>
        ) : (
          <>
            {advice.verdict !== null && advice.verdict !== place.kind ? (
              <p className="text-act">{t("otherVerdict", { kind: name[advice.verdict] })}</p>
            ) : null}
            <ul className="flex list-disc flex-col gap-1 ps-4">
              {advice.reasons
                .filter((one) => one.kind === place.kind && one.weight > 0 && one.question !== "history")
                .toSorted((a, b) => b.weight - a.weight)
                .slice(0, 4)
                .map((one) => (
                  <li key={`${one.question} ${one.reason}`}>{t(one.reason as "againProcess")}</li>
                ))}
            </ul>
            <p className="text-xs text-muted">
              {t("saidBy", { who: advice.by?.name ?? t("formerMember"), day: format.day(format.dayAt(advice.at)) })}
            </p>
          </>
        )}
        {revise}
      </div>
    </Section>
  );
}

/** What an audit found of it before it was brought in: no answer of anybody's, and the evidence that it had. */
function Found({ found, as }: { found: NonNullable<SpaceAdvice["found"]>; as: Place["kind"] }) {
  const t = useText(newTexts);
  const say = useFinding();
  const format = useFormat(useWorkspace().zone);
  const { kind, confidence, reasons, owner, at } = found;
  return (
    <div className="flex flex-col gap-1">
      <p className={kind === as ? "" : "text-act"}>
        {t("foundBy", { day: format.day(format.dayAt(at)), kind, share: format.percent(confidence) })}
      </p>
      <ul className="flex list-disc flex-col gap-1 ps-4">
        {reasons.slice(0, 4).map((reason) => (
          <li key={reason.message}>{say(reason)}</li>
        ))}
      </ul>
      {owner === null ? null : <p className="text-muted">{t(owner.here ? "foundOwner" : "foundOwnerElsewhere", { name: owner.name })}</p>}
    </div>
  );
}

/** What has been done before: the facts have changed, and a person says what follows. */
export function LikenessNote(place: Place) {
  const t = useText(newTexts);
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const go = useGo();
  const { tag } = useLanguage();
  const found = useAdvice(place);
  const params = { p: place.id };
  const adopt = useChange({
    call: () => requestIn(w, "POST /projects/:p/likeness/adoption", { params, body: { language: tag } }),
    touches: ["project", "process"],
    said: (_, made) => t("draftMade", { name: made.name }),
  });
  const dismiss = useChange({ call: () => requestIn(w, "PUT /projects/:p/likeness/dismissal", { params }), touches: ["project"] });
  const likeness = found?.likeness;
  if (found === undefined || likeness == null) return null;
  return (
    <section aria-label={t("doneBefore")} className="rounded-lg bg-accent-soft px-4 py-3 text-sm">
      <p className="flex items-start gap-2 font-medium text-accent-strong">
        <Repeat2 size={16} className="mt-0.5 shrink-0" aria-hidden="true" />
        {t("doneTimes", { times: likeness.times, since: format.day(format.dayAt(likeness.since)) })}
      </p>
      <ul aria-label={t("doneBefore")} className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {likeness.others.slice(0, 8).map((one) => (
          <li key={one.id}>
            <ScreenLink
              to={one.kind === "process" ? "/processes/$id" : "/projects/$id"}
              params={{ id: one.id }}
              className="underline-offset-2 [overflow-wrap:anywhere] hover:underline"
            >
              {one.name}
            </ScreenLink>
          </li>
        ))}
      </ul>
      {likeness.process !== null ? (
        <p className="mt-2">
          {t.rich("madeOfIt", {
            link: () => (
              <ScreenLink
                to="/processes/$id"
                params={{ id: likeness.process?.id ?? "" }}
                className="font-medium underline underline-offset-2"
              >
                {likeness.process?.name}
              </ScreenLink>
            ),
          })}
        </p>
      ) : (
        <>
          {found.reopened ? <p className="mt-2">{t("reopened")}</p> : null}
          {place.may ? (
            <div className="mt-3 flex flex-wrap gap-2">
              <Button
                kind="primary"
                busy={adopt.isPending}
                onClick={() => adopt.mutate(undefined, { onSuccess: (made) => go({ to: "/processes/$id", params: { id: made.id } }) })}
              >
                {t("makeDraftOfIt")}
              </Button>
              <Button busy={dismiss.isPending} onClick={() => dismiss.mutate(undefined)}>
                {t("staysProject")}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </section>
  );
}
