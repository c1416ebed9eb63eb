import { compileCalendar, standardCalendar } from "@rondo/core/calendar";
import { Refusal } from "@rondo/core/kernel";
import type { Definition } from "@rondo/core/process";
import {
  type Answer,
  type Command,
  heardBesides,
  newTrial,
  nextDue,
  passTime,
  standingIn,
  startTrial,
  type Trial,
  tryCommand,
  type WorkingTime,
  workingTimeOn,
} from "@rondo/core/run";
import { getRouteApi, Link } from "@tanstack/react-router";
import { FastForward, Play, RotateCcw, Undo2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useText } from "../../messages/index.ts";
import { type AnswerValue, type Wrong } from "../../run/index.ts";
import { useRead, useWorkspace, useWorkspaceRecord } from "../../session/index.ts";
import { ReadError } from "../../shell/index.ts";
import { Button, Card, EmptyState, notify, PageBody, Section, Skeleton, useFormat } from "../../ui/index.ts";
import { IntakeFields, useIntake } from "../intake-fields.tsx";
import { trialTexts } from "./en.ts";
import { Happened, Known } from "./happened.tsx";
import { StandingCard } from "./standing.tsx";

const route = getRouteApi("/w/$slug/processes/$id");

/** The draft, played by the engine that runs will have, in this page alone: before anybody has to work it. */
export function TrialScreen() {
  const { id } = route.useParams();
  const t = useText(trialTexts);
  const { slug } = useWorkspace();
  const draft = useRead("GET /processes/:p/draft", { params: { p: id } }, { watch: [`process:${id}`] });
  const time = useTimeOf(id);
  if (draft.error) return <ReadError error={draft.error} onRetry={draft.refetch} />;
  if (!draft.data || time === null) return <Skeleton />;
  const definition = draft.data.definition as Definition;
  if (definition.steps.length === 0)
    return (
      <EmptyState
        picture={<Play size={22} />}
        title={t("noSteps")}
        about={t("noStepsAbout")}
        action={
          <Link
            to="/w/$slug/processes/$id"
            params={{ slug, id }}
            search={{}}
            className="text-sm text-accent underline-offset-2 hover:underline"
          >
            {t("toDraft")}
          </Link>
        }
      />
    );
  return <Played definition={definition} time={time} />;
}

/** The working time of the process's calendar, as its runs reckon with it. */
function useTimeOf(processId: string): WorkingTime | null {
  const { zone } = useWorkspace();
  const process = useRead("GET /processes/:p", { params: { p: processId } }, { watch: [`process:${processId}`, "run"] }).data;
  const calendars = useRead("GET /calendars", {}, { watch: ["calendar", "workspace"] }).data?.items;
  const workspace = useWorkspaceRecord().data;
  return useMemo(() => {
    if (process === undefined || calendars === undefined || workspace === undefined) return null;
    const found = calendars.find(({ id }) => id === (process.calendarId ?? workspace.calendarId)) ?? standardCalendar;
    const year = 525_600;
    const now = Math.floor(Date.now() / 60_000);
    const calendar = compileCalendar(found, { from: now - year, to: now + 5 * year });
    return workingTimeOn(calendar, zone);
  }, [process, calendars, workspace, zone]);
}

type Answers = Readonly<Record<string, AnswerValue>>;

function Played({ definition: draft, time }: { definition: Definition; time: WorkingTime }) {
  const t = useText(trialTexts);
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  /** Each step of the way; what is tried goes on in the words it began with. */
  const [way, setWay] = useState<readonly Trial[]>([]);
  const trial = way.at(-1);
  const moment = (at: number) => format.moment(new Date(at).toISOString());
  /** False: the engine takes no such thing now. */
  const go = (next: () => Trial | null): boolean => {
    try {
      const reached = next();
      if (reached !== null) setWay([...way, reached]);
      return reached !== null;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      notify({ tone: "problem", title: t("refused") });
      return false;
    }
  };
  if (trial === undefined)
    return (
      <PageBody width="form">
        <Section title={t("title")} about={t("about")}>
          <Beginning
            definition={draft}
            onBegin={(answers) => go(() => startTrial(newTrial(draft, Date.now()), answers as Record<string, Answer | null>, time))}
          />
        </Section>
      </PageBody>
    );
  const { definition } = trial.graph;
  const act = (command: Command) => go(() => tryCommand(trial, command, time));
  const due = trial.state.status === "open" ? nextDue(trial.state) : null;
  const standing = standingIn(trial);
  const besides = heardBesides(trial);
  return (
    <PageBody>
      <div className="mx-auto flex max-w-5xl flex-col gap-6 px-4 py-5 sm:px-6">
        <div className="flex flex-wrap items-center gap-2">
          <div className="me-auto min-w-0 basis-80 text-sm">
            <p className="font-medium">{t("itIs", { when: moment(trial.now) })}</p>
            <p className="text-muted">{t("about")}</p>
          </div>
          {due === null ? null : (
            <Button icon={<FastForward size={15} />} onClick={() => go(() => passTime(trial, time))}>
              {t("goOn", { when: moment(Math.max(due, trial.now)) })}
            </Button>
          )}
          <Button icon={<Undo2 size={15} />} why={way.length < 2 ? t("nothingBefore") : null} onClick={() => setWay(way.slice(0, -1))}>
            {t("back")}
          </Button>
          <Button icon={<RotateCcw size={15} />} onClick={() => setWay([])}>
            {t("again")}
          </Button>
        </div>
        <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="flex min-w-0 flex-col gap-6">
            <Section title={t("now")}>
              {trial.state.status === "open" ? (
                <ul className="flex flex-col gap-3">
                  {standing.map((one) => (
                    <li key={`${one.id} ${one.needs}`}>
                      <StandingCard standing={one} definition={definition} trial={trial} onAct={act} moment={moment} />
                    </li>
                  ))}
                </ul>
              ) : (
                <Card>
                  <p role="status" className="text-sm font-medium">
                    {t("ended", { outcome: trial.state.status })}
                  </p>
                </Card>
              )}
            </Section>
            {besides.length > 0 && trial.state.status === "open" ? (
              <Section title={t("besides")}>
                <div className="flex flex-wrap gap-2">
                  {besides.map(({ name, key }, index) => (
                    <Button key={index} onClick={() => act({ type: "message", by: null, name, key, answers: {} })}>
                      {t("messageComes", { name })}
                    </Button>
                  ))}
                </div>
              </Section>
            ) : null}
          </div>
          <div className="flex min-w-0 flex-col gap-6">
            <Known definition={definition} data={trial.state.data as Answers} />
            <Happened trial={trial} moment={moment} />
          </div>
        </div>
      </div>
    </PageBody>
  );
}

function Beginning({ definition, onBegin }: { definition: Definition; onBegin: (answers: Answers) => void }) {
  const t = useText(trialTexts);
  const { zone } = useWorkspace();
  const [answers, setAnswers] = useState<Answers>({});
  const [problems, setProblems] = useState<ReadonlyMap<string, Wrong>>(new Map());
  const intake = useIntake(definition, answers, zone);
  const begin = () => {
    const found = intake.check();
    setProblems(found);
    if (found.size > 0) return;
    const given = intake.asked.filter(({ field }) => field.computed === undefined && answers[field.key] != null);
    onBegin(Object.fromEntries(given.map(({ field }) => [field.key, answers[field.key] as AnswerValue])));
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      {intake.asked.length > 0 ? <p className="text-xs font-semibold text-muted">{t("asked")}</p> : null}
      <IntakeFields
        intake={intake}
        answers={answers}
        problems={problems}
        onAnswer={(field, value) => {
          setAnswers({ ...answers, [field.key]: value });
          setProblems(new Map([...problems].filter(([key]) => key !== field.key)));
        }}
      />
      <div>
        <Button kind="primary" type="submit" icon={<Play size={15} />}>
          {t("begin")}
        </Button>
      </div>
    </form>
  );
}
