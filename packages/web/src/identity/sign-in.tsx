import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { KeyRound, LogIn } from "lucide-react";
import { useState } from "react";
import { useText } from "../messages/index.ts";
import { installationQuery, passkeysHere } from "../session/index.ts";
import { Button, ErrorNote, Field, TextInput } from "../ui/index.ts";
import { signInWithPasskey, signInWithPassword, signInWithProvider } from "./auth.ts";
import { identityTexts } from "./en.ts";
import { useEntered } from "./entered.ts";
import { Gate, linkClass, Or } from "./gate.tsx";
import { PasswordField } from "./password-field.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { ownPath, useMissing, useSubmit } from "./submit.ts";

const route = getRouteApi("/sign-in");

export function SignIn() {
  const t = useText(identityTexts);
  const { return: back, problem, email: known } = route.useSearch();
  const entered = useEntered();
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const [factor, setFactor] = useState(false);
  const missing = useMissing({ [t("email")]: email, [t("password")]: password });
  const { submit, busy, wrong } = useSubmit(async () => {
    if ((await signInWithPassword(email, password)) === "second-factor") setFactor(true);
    else await entered(back);
  });
  if (factor) return <SecondFactor back={back} onAgain={() => setFactor(false)} />;
  return (
    <Gate title={t("signInTitle")} below={<OtherNotes />}>
      {problem && !wrong ? <ErrorNote title={t("problem", { code: problem })} next={t("problemNext", { code: problem })} /> : null}
      <form onSubmit={missing === null ? submit : (event) => event.preventDefault()} className="flex flex-col gap-4">
        {wrong ? <ErrorNote {...wrong} /> : null}
        <Field label={t("email")}>
          <TextInput value={email} onValue={setEmail} type="email" name="email" autoComplete="username webauthn" autoFocus large />
        </Field>
        <div>
          <PasswordField value={password} onValue={setPassword} />
          <Link to="/forgot-password" className={`${linkClass} mt-2 inline-block text-xs`}>
            {t("forgot")}
          </Link>
        </div>
        <Button kind="primary" size="large" type="submit" busy={busy} why={missing} wide>
          {t("signIn")}
        </Button>
      </form>
      <OtherWays back={back} />
    </Gate>
  );
}

function OtherWays({ back }: { back: string | undefined }) {
  const t = useText(identityTexts);
  const entered = useEntered();
  const { data } = useQuery(installationQuery);
  const { submit, busy, wrong, setWrong } = useSubmit(async () => {
    if (await signInWithPasskey()) await entered(back);
    else setWrong({ title: t("passkeyCancelled"), next: t("passkeyCancelledNext"), code: "passkey" });
  });
  const passkeys = data?.signIn.passkeys === true && passkeysHere() === "yes";
  const providers = data?.signIn.providers ?? [];
  if (!passkeys && providers.length === 0) return null;
  return (
    <>
      <Or text={t("or")} />
      {wrong ? <ErrorNote {...wrong} /> : null}
      {passkeys ? (
        <Button size="large" icon={<KeyRound size={16} />} busy={busy} onClick={() => submit()} wide>
          {t("withPasskey")}
        </Button>
      ) : null}
      {providers.map((provider) => (
        <ProviderButton key={provider.id} provider={provider} back={back} />
      ))}
    </>
  );
}

function ProviderButton({ provider, back }: { provider: { id: string; name: string }; back: string | undefined }) {
  const t = useText(identityTexts);
  const { submit, busy, wrong } = useSubmit(() => signInWithProvider(provider.id, ownPath(back)));
  return (
    <>
      {wrong ? <ErrorNote {...wrong} /> : null}
      <Button size="large" icon={<LogIn size={16} />} busy={busy} onClick={() => submit()} wide>
        {t("withProvider", { provider: provider.name })}
      </Button>
    </>
  );
}

/** Where passkeys can't work, the page says why instead of leaving the button out without a word. */
function OtherNotes() {
  const t = useText(identityTexts);
  const { data } = useQuery(installationQuery);
  if (data && !data.signIn.passkeys) return data.signIn.why ? <p>{t("noPasskeys", { why: data.signIn.why })}</p> : null;
  return passkeysHere() === "noName" ? <p>{t("noPasskeys", { why: t("passkeysNeedName") })}</p> : null;
}
