import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useText } from "../messages/index.ts";
import { installationQuery } from "../session/index.ts";
import { Button, ErrorNote, Field, TextInput } from "../ui/index.ts";
import { requestPasswordReset } from "./auth.ts";
import { identityTexts } from "./en.ts";
import { Gate, linkClass } from "./gate.tsx";
import { useMissing, useSubmit } from "./submit.ts";

export function ForgotPassword() {
  const t = useText(identityTexts);
  const { data } = useQuery(installationQuery);
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState(false);
  const missing = useMissing({ [t("email")]: email });
  const { submit, busy, wrong } = useSubmit(async () => {
    await requestPasswordReset(email);
    setSent(true);
  });
  const back = (
    <Link to="/sign-in" className={`${linkClass} text-xs`}>
      {t("backToSignIn")}
    </Link>
  );
  if (data && !data.signIn.mail)
    return (
      <Gate
        title={t("forgotNoMail")}
        about={t.rich("forgotNoMailNext", { code: (inside) => <code className="font-mono text-xs whitespace-nowrap">{inside}</code> })}
        children={back}
      />
    );
  if (sent) return <Gate title={t("forgotTitle")} about={t("forgotAbout")} children={back} />;
  return (
    <Gate title={t("forgotTitle")} about={t("forgotAsk")}>
      <form onSubmit={missing === null ? submit : (event) => event.preventDefault()} className="flex flex-col gap-4">
        {wrong ? <ErrorNote {...wrong} /> : null}
        <Field label={t("email")}>
          <TextInput value={email} onValue={setEmail} type="email" name="email" autoComplete="username" autoFocus large />
        </Field>
        <Button kind="primary" size="large" type="submit" busy={busy} why={missing} wide>
          {t("sendLink")}
        </Button>
      </form>
      {back}
    </Gate>
  );
}
