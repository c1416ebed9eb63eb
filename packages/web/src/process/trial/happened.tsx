import type { Definition } from "@rondo/core/process";
import { recordOf, type Trial, tryingOne } from "@rondo/core/run";
import { useFinding, useText } from "../../messages/index.ts";
import { AnswerList, type AnswerValue, isConsequence, isTold, runTexts, sentenceOf, stepsIn } from "../../run/index.ts";
import { Section } from "../../ui/index.ts";
import { trialTexts } from "./en.ts";

/** What the run knows by now. */
export function Known({ definition, data }: { definition: Definition; data: Readonly<Record<string, AnswerValue>> }) {
  const t = useText(trialTexts);
  const fields = definition.fields.filter(({ key }) => data[key] !== undefined);
  return (
    <Section title={t("known")}>
      {fields.length > 0 ? (
        <div className="rounded-md bg-sunken px-3 py-2">
          <AnswerList fields={fields} answers={data} />
        </div>
      ) : (
        <p className="text-sm text-faint">{t("nothingKnown")}</p>
      )}
    </Section>
  );
}

/** The journal that a run would have, the newest first. */
export function Happened({ trial, moment }: { trial: Trial; moment: (at: number) => string }) {
  const t = useText(trialTexts);
  const r = useText(runTexts);
  const finding = useFinding();
  const { definition } = trial.graph;
  const steps = new Map(stepsIn(definition).map((step) => [step.id, step]));
  const names = new Map([...definition.roles.map(({ key, name }): [string, string] => [key, name]), [tryingOne, t("you")]]);
  const told = trial.happened.flatMap((event, version) => (isTold(event.type) ? [{ event, version }] : []));
  return (
    <Section title={t("happened")}>
      <ol className="flex flex-col text-sm">
        {told.toReversed().map(({ event, version }, index, all) => {
          const said = {
            name: event.type,
            actor: event.by === null ? null : { id: event.by, name: names.get(event.by) ?? event.by },
            stepId: "step" in event ? event.step : null,
            data: recordOf(event, event.by),
          };
          const { key, values, words } = sentenceOf(said, steps, names, { system: r("system"), former: "" }, new Map(), finding);
          const due = said.data["due"];
          const isNewTime = all[index + 1]?.event.at !== event.at;
          return (
            <li key={version} className="py-1">
              <p className={isConsequence(said) ? "text-muted" : ""}>
                {r(key, { ...values, when: typeof due === "number" ? moment(due) : "none", why: "" })}
                {isNewTime ? <span className="text-xs text-faint"> · {moment(event.at)}</span> : null}
              </p>
              {words ? <p className="border-s-2 border-line-strong ps-3 text-muted [overflow-wrap:anywhere]">{words}</p> : null}
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
