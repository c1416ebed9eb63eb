import { useState } from "react";
import { useText } from "../messages/index.ts";
import { Button, ErrorNote, Field, TextInput } from "../ui/index.ts";
import { confirmSecondFactor } from "./auth.ts";
import { identityTexts } from "./en.ts";
import { useEntered } from "./entered.ts";
import { Gate } from "./gate.tsx";
import { useMissing, useSubmit } from "./submit.ts";

export function SecondFactor({ back, onAgain }: { back: string | undefined; onAgain: () => void }) {
  const t = useText(identityTexts);
  const entered = useEntered();
  const [kind, setKind] = useState<"app" | "backup">("app");
  const [code, setCode] = useState("");
  const label = kind === "app" ? t("code") : t("backupCode");
  const missing = useMissing({ [label]: code });
  const { submit, busy, wrong } = useSubmit(async () => {
    await confirmSecondFactor(code, kind);
    await entered(back);
  });
  return (
    <Gate title={t("factorTitle")} about={kind === "app" ? t("factorAbout") : t("backupAbout")}>
      <form onSubmit={missing === null ? submit : (event) => event.preventDefault()} className="flex flex-col gap-4">
        {wrong ? <ErrorNote {...wrong} /> : null}
        <Field key={kind} label={label}>
          <TextInput
            value={code}
            onValue={setCode}
            name="code"
            autoComplete="one-time-code"
            inputMode={kind === "app" ? "numeric" : "text"}
            maxLength={20}
            autoFocus
            large
          />
        </Field>
        <Button kind="primary" size="large" type="submit" busy={busy} why={missing} wide>
          {t("confirmCode")}
        </Button>
      </form>
      <div className="flex flex-wrap justify-between gap-2">
        <Button kind="quiet" size="small" onClick={() => setKind(kind === "app" ? "backup" : "app")}>
          {kind === "app" ? t("useBackup") : t("useApp")}
        </Button>
        <Button kind="quiet" size="small" onClick={onAgain}>
          {t("backToSignIn")}
        </Button>
      </div>
    </Gate>
  );
}
