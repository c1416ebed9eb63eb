import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useText } from "../messages/index.ts";
import { Button, buttonClass, ErrorNote } from "../ui/index.ts";
import { resetPassword } from "./auth.ts";
import { identityTexts } from "./en.ts";
import { Gate } from "./gate.tsx";
import { PasswordField } from "./password-field.tsx";
import { tokenInFragment, useMissing, useSubmit } from "./submit.ts";

/** Opened by the link in the mail, or by the one that `rondo user reset-password` prints. */
export function ResetPassword() {
  const t = useText(identityTexts);
  const [token] = useState(tokenInFragment);
  const [password, setPassword] = useState("");
  const [done, setDone] = useState(false);
  const missing = useMissing({ [t("newPassword")]: password });
  const { submit, busy, wrong } = useSubmit(async () => {
    await resetPassword(token ?? "", password);
    setDone(true);
  });
  const signIn = (
    <Link to="/sign-in" className={buttonClass("primary", "large")}>
      {t("goToSignIn")}
    </Link>
  );
  if (done) return <Gate title={t("resetDone")} about={t("resetDoneNext")} children={signIn} />;
  if (token === null) return <Gate title={t("resetNoToken")} about={t("resetNoTokenNext")} children={signIn} />;
  const weak = wrong?.code === "password_weak" ? `${wrong.title}. ${wrong.next}` : null;
  return (
    <Gate title={t("resetTitle")} about={t("resetAbout")}>
      <form onSubmit={missing === null ? submit : (event) => event.preventDefault()} className="flex flex-col gap-4">
        {wrong && !weak ? <ErrorNote {...wrong} /> : null}
        <PasswordField value={password} onValue={setPassword} label={t("newPassword")} fresh error={weak} />
        <Button kind="primary" size="large" type="submit" busy={busy} why={missing} wide>
          {t("savePassword")}
        </Button>
      </form>
    </Gate>
  );
}
