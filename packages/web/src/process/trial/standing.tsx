import type { Definition, Field, FieldUse } from "@rondo/core/process";
import type { Action, Answer, Command, Standing, Trial } from "@rondo/core/run";
import { type ReactNode, useState } from "react";
import { useFinding, useText } from "../../messages/index.ts";
import { AnswerInput, AnswerList, AnswerText, type AnswerValue, Follows, useFields, useWrongWords, type Wrong } from "../../run/index.ts";
import { useWorkspace } from "../../session/index.ts";
import { Button, Card, Checkbox, Field as Labelled, Markdown, TextArea, TextInput } from "../../ui/index.ts";
import { trialTexts } from "./en.ts";

type Answers = Readonly<Record<string, AnswerValue>>;
type Props = {
  standing: Standing;
  definition: Definition;
  trial: Trial;
  onAct: (command: Command) => boolean;
  moment: (at: number) => string;
};

/** One place where the run stands, with what makes it go on. */
export function StandingCard(props: Props) {
  const t = useText(trialTexts);
  const { standing, definition, moment } = props;
  const { step, title, role, due, needs } = standing;
  const roleName = definition.roles.find(({ key }) => key === role)?.name ?? t("anybody");
  const isWork = needs === "work" || needs === "approval";
  return (
    <Card>
      <div className="flex flex-col gap-3">
        <div>
          <p className="text-sm font-medium [overflow-wrap:anywhere]">{title}</p>
          <p className="flex flex-wrap gap-x-2 text-xs text-muted">
            {isWork ? <span>{roleName}</span> : null}
            {due === null ? null : <span>{needs === "time" ? t("until", { when: moment(due) }) : t("dueAt", { when: moment(due) })}</span>}
          </p>
        </div>
        {isWork && step.instructions.trim() ? <Markdown text={step.instructions} /> : null}
        <Doing {...props} />
      </div>
    </Card>
  );
}

function Doing(props: Props) {
  const t = useText(trialTexts);
  const { standing, onAct } = props;
  const { id: task, by, message } = standing;
  switch (standing.needs) {
    case "work":
      return <Work {...props} />;
    case "approval":
      return <Deciding {...props} />;
    case "action":
      return <Acting {...props} />;
    case "project":
      return (
        <Row about={t("opens", { name: standing.project ?? standing.title })}>
          <Button kind="primary" onClick={() => onAct({ type: "projectFinished", by, task, outcome: null })}>
            {t("finished")}
          </Button>
        </Row>
      );
    case "items":
      return <Items {...props} />;
    case "message":
      return <Hearing key={message?.name} {...props} />;
    case "repair":
      return <Repair {...props} />;
    case "condition":
      return <Row about={t("waitsCondition")} />;
    case "turn":
      return <Row about={t("waitsTurn")} />;
    case "time":
      return null;
  }
}

function Row({ about, children }: { about: ReactNode; children?: ReactNode }) {
  return (
    <>
      {about ? <p className="text-sm text-muted [overflow-wrap:anywhere]">{about}</p> : null}
      {children ? <div className="flex flex-wrap gap-2">{children}</div> : null}
    </>
  );
}

/** The fields of a step and what is wrong with them, as whoever works it will see them. */
function useForm(definition: Definition, uses: readonly FieldUse[], data: Standing["data"]) {
  const { zone } = useWorkspace();
  const words = useWrongWords();
  const [entered, setEntered] = useState<Answers>({});
  const [problems, setProblems] = useState<ReadonlyMap<string, Wrong>>(new Map());
  const known: Readonly<Record<string, AnswerValue>> = { ...(data as Answers), ...entered };
  const { isAsked, computed, check } = useFields(definition.fields, known, zone);
  const fieldsOf = (shown: boolean): { field: Field; mode: FieldUse["mode"] }[] =>
    uses.flatMap(({ key, mode }) => {
      const field = definition.fields.find((one) => one.key === key);
      return field !== undefined && isAsked(field) && (mode === "shown") === shown ? [{ field, mode }] : [];
    });
  const asked = fieldsOf(false);
  const inputs = asked.map(({ field, mode }) =>
    field.computed !== undefined ? (
      <Follows key={field.key} label={field.label}>
        <AnswerText field={field} value={computed(field)} />
      </Follows>
    ) : (
      <AnswerInput
        key={field.key}
        field={field}
        value={known[field.key] ?? null}
        optional={mode !== "required"}
        error={words(field, problems.get(field.key))}
        onValue={(value) => {
          setEntered({ ...entered, [field.key]: value });
          setProblems(new Map([...problems].filter(([key]) => key !== field.key)));
        }}
      />
    ),
  );
  /** Null where something is wrong, which is then said beside it. */
  const answers = (): Record<string, Answer | null> | null => {
    const found = check(uses);
    setProblems(found);
    if (found.size > 0) return null;
    return Object.fromEntries(
      asked.flatMap(({ field }) => (field.computed === undefined ? [[field.key, (known[field.key] ?? null) as Answer | null]] : [])),
    );
  };
  return { inputs, shown: fieldsOf(true).map(({ field }) => field), known, answers };
}

function Work({ standing, definition, onAct }: Props) {
  const t = useText(trialTexts);
  const { step, id: task, by, data } = standing;
  const form = useForm(definition, step.kind === "task" ? step.fields : [], data);
  const points = step.kind === "task" ? step.checklist : [];
  const [ticked, setTicked] = useState<readonly string[]>(standing.ticked);
  const done = () => {
    const answers = form.answers();
    if (answers !== null) onAct({ type: "answer", by, task, answers, checked: ticked });
  };
  return (
    <>
      {form.shown.length > 0 ? <AnswerList fields={form.shown} answers={form.known} /> : null}
      {form.inputs}
      {points.map(({ id, title }) => (
        <Checkbox
          key={id}
          label={title}
          checked={ticked.includes(id)}
          onChecked={(on) => setTicked(points.map((point) => point.id).filter((one) => (one === id ? on : ticked.includes(one))))}
        />
      ))}
      <Row about={null}>
        <Button kind="primary" onClick={done}>
          {t("done")}
        </Button>
        {standing.step.kind === "undo" ? null : (
          <Button onClick={() => onAct({ type: "skip", by, task, reason: t("skipped") })}>{t("skip")}</Button>
        )}
      </Row>
    </>
  );
}

function Deciding({ standing, definition, onAct }: Props) {
  const t = useText(trialTexts);
  const { step, id: task, by, data } = standing;
  const form = useForm(definition, step.kind === "approval" ? step.fields.map((use) => ({ ...use, mode: "shown" as const })) : [], data);
  const give = (verdict: "approve" | "reject") =>
    onAct({ type: "decide", by, task, verdict, comment: verdict === "reject" ? t("tried") : null });
  return (
    <>
      {form.shown.length > 0 ? <AnswerList fields={form.shown} answers={form.known} /> : null}
      <Row about={null}>
        <Button kind="primary" onClick={() => give("approve")}>
          {t("approve")}
        </Button>
        <Button onClick={() => give("reject")}>{t("reject")}</Button>
      </Row>
    </>
  );
}

/** What Rondo would do by itself is told, not done; whether it works is for whoever tries to say. */
function Acting({ standing, onAct }: Props) {
  const t = useText(trialTexts);
  const { step, id: task, action } = standing;
  const act = step.kind === "action" ? step.act : null;
  const brings = act !== null && "into" in act && act.into.length > 0;
  const [result, setResult] = useState(act?.do === "http" ? '{ "status": 200, "body": {} }' : "{}");
  const read = objectIn(result);
  return (
    <>
      {action === null ? null : <What action={action} />}
      {brings ? (
        <Labelled label={t("brings")} error={read === null ? t("noJson") : null}>
          <TextArea value={result} onValue={setResult} rows={3} />
        </Labelled>
      ) : null}
      <Row about={null}>
        <Button
          kind="primary"
          why={brings && read === null ? t("noJson") : null}
          onClick={() => onAct({ type: "actionDone", by: null, task, ...(brings && read !== null && { result: read }) })}
        >
          {t("works")}
        </Button>
        <Button onClick={() => onAct({ type: "actionFailed", by: null, task, code: action?.do ?? "action", message: t("fails") })}>
          {t("fails")}
        </Button>
      </Row>
    </>
  );
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

function What({ action }: { action: Action }) {
  const t = useText(trialTexts);
  const about = (): { title: string; text: string | null } => {
    switch (action.do) {
      case "mail":
        return { title: t("mailTo", { to: action.to || t("nobodyTold") }), text: `${action.subject}\n\n${action.text}`.trim() };
      case "http":
        return { title: t("callTo", { method: action.method, url: action.url }), text: action.body };
      case "task":
        return { title: t("makesTask", { title: action.title }), text: null };
      case "change":
        return { title: t("changes", { what: action.what }), text: null };
      case "start":
        return { title: t("startsRun"), text: null };
      case "send":
        return { title: t("sends", { name: action.name }), text: null };
    }
  };
  const { title, text } = about();
  return (
    <div className="flex flex-col gap-1.5 text-sm text-muted [overflow-wrap:anywhere]">
      <p>{title}</p>
      {text ? <p className="rounded-md bg-sunken px-3 py-2 whitespace-pre-wrap">{text}</p> : null}
    </div>
  );
}

function Items({ standing, onAct }: Props) {
  const t = useText(trialTexts);
  const [item, setItem] = useState("");
  const { id: step, by } = standing;
  const add = () => {
    if (item.trim() !== "" && onAct({ type: "addItem", by, step, item: item.trim() })) setItem("");
  };
  return (
    <>
      <Labelled label={t("item")}>
        <TextInput value={item} onValue={setItem} maxLength={300} />
      </Labelled>
      <Row about={null}>
        <Button onClick={add}>{t("addItem")}</Button>
        <Button onClick={() => onAct({ type: "addItem", by, step, item: null })}>{t("noMore")}</Button>
      </Row>
    </>
  );
}

function Hearing({ standing, definition, onAct }: Props) {
  const t = useText(trialTexts);
  const { step, message, data } = standing;
  const fills = step.kind === "wait" && step.until.on === "message" ? (step.until.fills ?? []) : [];
  const form = useForm(
    definition,
    fills.map((key) => ({ key, mode: "editable" as const })),
    data,
  );
  if (message === null) return null;
  const { name, key } = message;
  const comes = () => {
    const answers = form.answers();
    if (answers !== null) onAct({ type: "message", by: null, name, key, answers });
  };
  return (
    <>
      {form.inputs}
      <Row about={key === null ? t("waitsMessage", { name }) : t("waitsMessageKey", { name, key })}>
        <Button kind="primary" onClick={comes}>
          {t("comes")}
        </Button>
      </Row>
    </>
  );
}

/** Where it can't go on: why, and the answers, one of which may be the reason. */
function Repair({ standing, definition, trial, onAct }: Props) {
  const t = useText(trialTexts);
  const finding = useFinding();
  const { incident, by, data } = standing;
  const raised = trial.happened.findLast((event) => event.type === "incident.raised" && event.incident === incident);
  const failed = trial.happened.findLast((event) => event.type === "action.failed" && event.step === standing.step.id);
  const why = (raised ?? failed) as { readonly message?: string } | undefined;
  const form = useForm(
    definition,
    definition.fields.filter(({ computed }) => computed === undefined).map(({ key }) => ({ key, mode: "editable" as const })),
    data,
  );
  if (incident === null) return null;
  const retry = () => {
    const answers = form.answers();
    if (answers === null) return;
    const changed = Object.entries(answers).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(data[key] ?? null));
    onAct({ type: "retry", by, incident, ...(changed.length > 0 && { answers: Object.fromEntries(changed) }) });
  };
  return (
    <>
      <p className="text-sm text-act">{why?.message === undefined ? t("stuck") : finding(why as Parameters<typeof finding>[0])}</p>
      {form.inputs.length > 0 ? (
        <details>
          <summary className="w-fit cursor-pointer text-xs text-muted hover:text-ink">{t("correct")}</summary>
          <div className="flex flex-col gap-3 pt-3">{form.inputs}</div>
        </details>
      ) : null}
      <Row about={null}>
        <Button kind="primary" onClick={retry}>
          {t("retry")}
        </Button>
        <Button onClick={() => onAct({ type: "skip", by, task: incident, reason: t("skipped") })}>{t("skip")}</Button>
      </Row>
    </>
  );
}
