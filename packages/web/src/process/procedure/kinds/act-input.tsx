import { type Act, type Definition, type Field, unchosenProcess } from "@rondo/core/process";
import type { ReactNode } from "react";
import { useText } from "../../../messages/index.ts";
import { useRead, useReadAll } from "../../../session/index.ts";
import { useDefinition } from "../editor-context.ts";
import { RoleChoice } from "../role-choice.tsx";
import { ChangeInput } from "./change-input.tsx";
import { kindTexts } from "./en.ts";
import { Choice, KeyInput, Text } from "./inputs.tsx";
import { Pairs } from "./pairs.tsx";
import { Template } from "./template.tsx";

const acts = ["mail", "http", "set", "task", "change", "start", "send", "escalate"] as const;

/** What an automatic step does. */
export function ActInput({ act, onAct, readOnly }: { act: Act; onAct: (act: Act, merge?: string) => void; readOnly: boolean }) {
  const t = useText(kindTexts);
  const { fields } = useDefinition();
  const text = (label: string, value: string, change: (value: string) => Act, merge: string, long = false) => (
    <Template key={merge} label={label} readOnly={readOnly} value={value} onValue={(next) => onAct(change(next), merge)} long={long} />
  );
  const pairs = (
    label: string,
    help: string,
    fields: readonly Field[] | null,
    value: Extract<Act, { do: "set" }>["values"],
    change: (value: Extract<Act, { do: "set" }>["values"]) => Act,
    merge: string,
  ) => (
    <Pairs
      key={`${act.do} ${merge}`}
      label={label}
      help={help}
      fields={fields}
      readOnly={readOnly}
      value={value}
      onValue={(next, what) => onAct(change(next), what === null ? undefined : `${merge} ${what}`)}
    />
  );
  return (
    <>
      <Choice
        label={t("act")}
        readOnly={readOnly}
        value={act.do}
        onValue={(chosen) => onAct(first(chosen))}
        choices={acts.map((one) => [one, t("actName", { act: one })] as const)}
      />
      {act.do === "mail"
        ? [
            text(t("mailTo"), act.to, (to) => ({ ...act, to }), "to"),
            text(t("subject"), act.subject, (subject) => ({ ...act, subject }), "subject"),
            text(t("text"), act.text, (body) => ({ ...act, text: body }), "text", true),
          ]
        : null}
      {act.do === "http" ? (
        <>
          <Choice
            label={t("method")}
            readOnly={readOnly}
            value={act.method}
            onValue={(method) => onAct({ ...act, method })}
            choices={(["GET", "POST", "PUT", "PATCH", "DELETE"] as const).map((one) => [one, one] as const)}
          />
          {text(t("address"), act.url, (url) => ({ ...act, url }), "url")}
          {text(t("body"), act.body ?? "", (body) => ({ ...act, body: body === "" ? null : body }), "body", true)}
          {pairs(t("into"), t("intoHelp"), fields, act.into, (into) => ({ ...act, into }), "into")}
        </>
      ) : null}
      {act.do === "set" ? pairs(t("sets"), t("setsHelp"), fields, act.values, (values) => ({ ...act, values }), "values") : null}
      {act.do === "task"
        ? [
            text(t("taskTitle"), act.title, (title) => ({ ...act, title }), "title"),
            <RoleChoice key="role" value={act.role} onValue={(role) => onAct({ ...act, role })} disabled={readOnly} />,
          ]
        : null}
      {act.do === "change" ? <ChangeInput act={act} onAct={onAct} readOnly={readOnly} /> : null}
      {act.do === "start" ? (
        <>
          <ProcessChoice value={act.process} onValue={(process) => onAct({ ...act, process })} readOnly={readOnly} />
          <Choice
            label={t("waits")}
            readOnly={readOnly}
            value={act.wait ? "yes" : "no"}
            onValue={(chosen) => onAct({ ...act, wait: chosen === "yes" })}
            choices={[
              ["yes", t("waitsYes")],
              ["no", t("waitsNo")],
            ]}
          />
          <FieldsOf process={act.process}>
            {(asked) => pairs(t("withValues"), t("setsHelp"), asked, act.values, (values) => ({ ...act, values }), "values")}
          </FieldsOf>
          {act.wait ? pairs(t("into"), t("intoRunHelp"), fields, act.into, (into) => ({ ...act, into }), "into") : null}
        </>
      ) : null}
      {act.do === "escalate"
        ? [
            <Text
              key="code"
              label={t("escalationCode")}
              help={t("escalationHelp")}
              readOnly={readOnly}
              value={act.code}
              onValue={(code) => onAct({ ...act, code }, "code")}
            />,
          ]
        : null}
      {act.do === "send" ? (
        <>
          <Text label={t("messageName")} readOnly={readOnly} value={act.name} onValue={(name) => onAct({ ...act, name }, "name")} />
          <KeyInput readOnly={readOnly} value={act.key} onValue={(key, merge) => onAct({ ...act, key }, merge)} />
          {pairs(t("withValues"), t("setsHelp"), null, act.values, (values) => ({ ...act, values }), "values")}
        </>
      ) : null}
    </>
  );
}

function ProcessChoice({ value, onValue, readOnly }: { value: string | null; onValue: (value: string | null) => void; readOnly: boolean }) {
  const t = useText(kindTexts);
  const processes = useReadAll("GET /processes", { query: { limit: 200 } }, { watch: ["process"] });
  const choices = (processes.items ?? []).map((process) => [process.id, process.name] as const);
  return (
    <Choice
      label={t("process")}
      readOnly={readOnly}
      value={value ?? "this"}
      onValue={(chosen) => onValue(chosen === "this" ? null : chosen)}
      choices={[
        ...(value === unchosenProcess ? [[unchosenProcess, t("processUnchosen")] as const] : []),
        ["this", t("sameProcess")] as const,
        ...choices,
      ]}
    />
  );
}

/** What another process asks at its start; null where it may not be read, or is still to be chosen. */
function FieldsOf({ process, children }: { process: string | null; children: (fields: readonly Field[] | null) => ReactNode }) {
  if (process === unchosenProcess) return children(null);
  return process === null ? <OwnFields>{children}</OwnFields> : <OtherFields process={process}>{children}</OtherFields>;
}

function OwnFields({ children }: { children: (fields: readonly Field[]) => ReactNode }) {
  return children(asked(useDefinition()));
}

function OtherFields({ process, children }: { process: string; children: (fields: readonly Field[] | null) => ReactNode }) {
  const { data } = useRead("GET /processes/:p/draft", { params: { p: process } }, { watch: [`process:${process}`] });
  return children(data ? asked(data.definition) : null);
}

/** First what it asks at its start. */
function asked({ fields, intake }: Pick<Definition, "fields" | "intake">): readonly Field[] {
  return fields.toSorted((a, b) => Number(intake.includes(b.key)) - Number(intake.includes(a.key)));
}

function first(act: Act["do"]): Act {
  switch (act) {
    case "mail":
      return { do: act, to: "", subject: "", text: "" };
    case "http":
      return { do: act, method: "POST", url: "https://", body: null, into: [] };
    case "set":
      return { do: act, values: [] };
    case "task":
      return { do: act, title: "", role: null };
    case "change":
      return { do: act, what: "task", of: null, at: "", values: [] };
    case "start":
      return { do: act, process: null, values: [], wait: true, into: [] };
    case "escalate":
      return { do: act, code: "" };
    case "send":
      return { do: act, name: "", key: null, values: [] };
  }
}
