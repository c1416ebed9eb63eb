import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useText } from "../../messages/index.ts";
import { meQuery, useMe } from "../../session/index.ts";
import { Badge, Button, CopyField, Dialog, ErrorNote, Field, notify, Section, TextInput, useCopy } from "../../ui/index.ts";
import { useAttempt } from "../attempt.ts";
import { settingsTexts } from "../en.ts";
import { beginSecondFactor, confirmSecondFactor, endSecondFactor, newRecoveryCodes } from "./account.ts";
import { QrCode } from "./qr-code.tsx";

/** What the dialog shows: the password is asked before anything; codes are shown once, at its end. */
type Stage =
  | { readonly at: "closed" }
  | { readonly at: "password"; readonly to: "on" | "off" | "codes" }
  | { readonly at: "scan"; readonly uri: string; readonly codes: readonly string[] }
  | { readonly at: "codes"; readonly codes: readonly string[] };

export function SecondFactorPart() {
  const t = useText(settingsTexts);
  const on = useMe().person.twoFactor;
  const [stage, setStage] = useState<Stage>({ at: "closed" });
  return (
    <Section
      title={t("second")}
      about={on ? t("secondOn") : t("secondOff")}
      aside={on ? <Badge tone="accent">{t("yes")}</Badge> : undefined}
    >
      <div className="flex flex-wrap items-center gap-2">
        {on ? (
          <>
            <Button onClick={() => setStage({ at: "password", to: "codes" })}>{t("newCodes")}</Button>
            <Button kind="danger" onClick={() => setStage({ at: "password", to: "off" })}>
              {t("turnOff")}
            </Button>
          </>
        ) : (
          <Button kind="primary" onClick={() => setStage({ at: "password", to: "on" })}>
            {t("turnOn")}
          </Button>
        )}
        <span className="text-xs text-faint">{t("secondPasskey")}</span>
      </div>
      {stage.at === "password" ? (
        <AskPassword to={stage.to} onStage={setStage} />
      ) : stage.at === "scan" ? (
        <Scan uri={stage.uri} codes={stage.codes} onStage={setStage} />
      ) : stage.at === "codes" ? (
        <KeepCodes codes={stage.codes} onStage={setStage} />
      ) : null}
    </Section>
  );
}

function AskPassword({ to, onStage }: { to: "on" | "off" | "codes"; onStage: (stage: Stage) => void }) {
  const t = useText(settingsTexts);
  const client = useQueryClient();
  const [password, setPassword] = useState("");
  const { attempt, busy, wrong } = useAttempt();
  const go = () => {
    if (password === "") return;
    attempt(async () => {
      if (to === "on") {
        const { uri, codes } = await beginSecondFactor(password);
        return onStage({ at: "scan", uri, codes });
      }
      if (to === "codes") return onStage({ at: "codes", codes: await newRecoveryCodes(password) });
      await endSecondFactor(password);
      await client.invalidateQueries({ queryKey: meQuery.queryKey });
      notify({ title: t("secondIsOff") });
      onStage({ at: "closed" });
    });
  };
  return (
    <Dialog
      open
      onOpen={() => onStage({ at: "closed" })}
      title={to === "on" ? t("turnOn") : to === "off" ? t("turnOff") : t("newCodes")}
      about={to === "codes" ? t("newCodesAbout") : t("turnOnAbout")}
      actions={
        <Button kind={to === "off" ? "danger" : "primary"} busy={busy} why={password === "" ? t("typePassword") : null} onClick={go}>
          {to === "on" ? t("goOn") : to === "off" ? t("turnOff") : t("makeCodes")}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        {wrong && wrong.code !== "password_wrong" ? <ErrorNote title={wrong.title} next={wrong.next} /> : null}
        <Field label={t("currentPassword")} error={wrong?.code === "password_wrong" ? `${wrong.title}. ${wrong.next}` : null}>
          <TextInput type="password" autoComplete="current-password" value={password} onValue={setPassword} autoFocus maxLength={256} />
        </Field>
      </form>
    </Dialog>
  );
}

function Scan({ uri, codes, onStage }: { uri: string; codes: readonly string[]; onStage: (stage: Stage) => void }) {
  const t = useText(settingsTexts);
  const client = useQueryClient();
  const [code, setCode] = useState("");
  const { attempt, busy, wrong } = useAttempt();
  const why = /^\d{6}$/.test(code.replace(/\s/g, "")) ? null : t("typeCode");
  const confirm = () => {
    if (why === null)
      attempt(async () => {
        await confirmSecondFactor(code);
        await client.invalidateQueries({ queryKey: meQuery.queryKey });
        notify({ title: t("secondIsOn") });
        onStage({ at: "codes", codes });
      });
  };
  return (
    <Dialog
      open
      onOpen={() => onStage({ at: "closed" })}
      title={t("scan")}
      about={t("scanAbout")}
      actions={
        <Button kind="primary" busy={busy} why={why} onClick={confirm}>
          {t("confirmCode")}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        <div className="flex flex-wrap items-start gap-5">
          <QrCode text={uri} label={t("qrLabel")} />
          <div className="flex min-w-0 flex-1 basis-52 flex-col gap-4">
            <Field label={t("code")} error={wrong ? `${wrong.title}. ${wrong.next}` : null}>
              <TextInput value={code} onValue={setCode} inputMode="numeric" autoComplete="one-time-code" maxLength={9} large autoFocus />
            </Field>
            <CopyField label={t("orType")} value={secretOf(uri)} press={t("copySecret")} />
          </div>
        </div>
      </form>
    </Dialog>
  );
}

function KeepCodes({ codes, onStage }: { codes: readonly string[]; onStage: (stage: Stage) => void }) {
  const t = useText(settingsTexts);
  const copy = useCopy();
  return (
    <Dialog
      open
      onOpen={() => onStage({ at: "closed" })}
      title={t("keepCodes")}
      about={t("keepCodesAbout")}
      actions={
        <>
          <Button kind="primary" onClick={() => onStage({ at: "closed" })}>
            {t("haveKept")}
          </Button>
          <Button onClick={() => void copy(codes.join("\n"), t("codesCopied"))}>{t("copyCodes")}</Button>
        </>
      }
    >
      <ul
        aria-label={t("recoveryCodes")}
        className="grid grid-cols-2 gap-x-6 gap-y-1.5 rounded-md border border-line bg-sunken p-4 font-mono text-base select-all"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Dialog>
  );
}

/** The key inside `otpauth://totp/…?secret=…`, in groups of four, as apps take it. */
function secretOf(uri: string): string {
  const secret = new URLSearchParams(uri.split("?")[1] ?? "").get("secret") ?? "";
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}
