import type { Act } from "@rondo/core/process";
import { useText } from "../../../messages/index.ts";
import { useRead } from "../../../session/index.ts";
import { RoleChoice } from "../role-choice.tsx";
import { kindTexts } from "./en.ts";
import { Choice, ExpressionInput, Pairs, Text } from "./inputs.tsx";

const acts = ["mail", "http", "set", "task", "start", "send", "escalate"] as const;

/** What an automatic step does. */
export function ActInput({ act, onAct, readOnly }: { act: Act; onAct: (act: Act, merge?: string) => void; readOnly: boolean }) {
  const t = useText(kindTexts);
  const text = (
    label: string,
    value: string,
    change: (value: string) => Act,
    merge: string,
    options: { help?: string; long?: boolean } = {},
  ) => <Text key={merge} label={label} readOnly={readOnly} value={value} onValue={(next) => onAct(change(next), merge)} {...options} />;
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
            text(t("mailTo"), act.to, (to) => ({ ...act, to }), "to", { help: t("blanks") }),
            text(t("subject"), act.subject, (subject) => ({ ...act, subject }), "subject"),
            text(t("text"), act.text, (body) => ({ ...act, text: body }), "text", { long: true }),
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
          {text(t("address"), act.url, (url) => ({ ...act, url }), "url", { help: t("blanks") })}
          {text(t("body"), act.body ?? "", (body) => ({ ...act, body: body === "" ? null : body }), "body", { long: true })}
          <Pairs
            label={t("into")}
            help={t("intoHelp")}
            readOnly={readOnly}
            value={act.into}
            onValue={(into) => onAct({ ...act, into }, "into")}
          />
        </>
      ) : null}
      {act.do === "set" ? (
        <Pairs
          label={t("sets")}
          help={t("setsHelp")}
          readOnly={readOnly}
          value={act.values}
          onValue={(values) => onAct({ ...act, values }, "values")}
        />
      ) : null}
      {act.do === "task"
        ? [
            text(t("taskTitle"), act.title, (title) => ({ ...act, title }), "title", { help: t("blanks") }),
            <RoleChoice key="role" value={act.role} onValue={(role) => onAct({ ...act, role })} disabled={readOnly} />,
          ]
        : null}
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
          <Pairs
            label={t("withValues")}
            help={t("setsHelp")}
            readOnly={readOnly}
            value={act.values}
            onValue={(values) => onAct({ ...act, values }, "values")}
          />
          {act.wait ? (
            <Pairs
              label={t("into")}
              help={t("intoRunHelp")}
              readOnly={readOnly}
              value={act.into}
              onValue={(into) => onAct({ ...act, into }, "into")}
            />
          ) : null}
        </>
      ) : null}
      {act.do === "escalate"
        ? text(t("escalationCode"), act.code, (code) => ({ ...act, code }), "code", { help: t("escalationHelp") })
        : null}
      {act.do === "send" ? (
        <>
          {text(t("messageName"), act.name, (name) => ({ ...act, name }), "name")}
          <ExpressionInput
            label={t("messageKey")}
            help={t("messageKeyHelp")}
            optional
            readOnly={readOnly}
            value={act.key ?? ""}
            onValue={(key) => onAct({ ...act, key: key.trim() === "" ? null : key }, "key")}
          />
          <Pairs
            label={t("withValues")}
            help={t("setsHelp")}
            readOnly={readOnly}
            value={act.values}
            onValue={(values) => onAct({ ...act, values }, "values")}
          />
        </>
      ) : null}
    </>
  );
}

function ProcessChoice({ value, onValue, readOnly }: { value: string | null; onValue: (value: string | null) => void; readOnly: boolean }) {
  const t = useText(kindTexts);
  const processes = useRead("GET /processes", { query: {} }, { watch: ["process"] });
  const choices = (processes.data?.items ?? []).map((process) => [process.id, process.name] as const);
  return (
    <Choice
      label={t("process")}
      readOnly={readOnly}
      value={value ?? "this"}
      onValue={(chosen) => onValue(chosen === "this" ? null : chosen)}
      choices={[["this", t("sameProcess")] as const, ...choices]}
    />
  );
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
    case "start":
      return { do: act, process: null, values: [], wait: true, into: [] };
    case "escalate":
      return { do: act, code: "" };
    case "send":
      return { do: act, name: "", key: null, values: [] };
  }
}
