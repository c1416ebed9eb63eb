import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { type AnswerOf, type Everything, isProblem, request } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useMaybeMe } from "../session/index.ts";
import { Button, buttonClass, ErrorNote, Field, Later, Skeleton, TextInput } from "../ui/index.ts";
import { identityTexts } from "./en.ts";
import { useEntered } from "./entered.ts";
import { Gate, linkClass } from "./gate.tsx";
import { PasswordField } from "./password-field.tsx";
import { useMissing, useSubmit } from "./submit.ts";

const route = getRouteApi("/invite/$token");

type Invitation = AnswerOf<Everything["GET /api/invitations/:token"]>;

/** Three cases: signed in, known here but not signed in, or somebody new. */
export function AcceptInvitation() {
  const t = useText(identityTexts);
  const { token } = route.useParams();
  const me = useMaybeMe();
  const { data, error } = useQuery({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) => request("GET /api/invitations/:token", { params: { token }, signal }),
    retry: false,
  });
  if (error) return <Gate title={isProblem(error) ? error.title : t("failed")} about={isProblem(error) ? error.next : t("failedNext")} />;
  if (!data || me === undefined)
    return (
      <Later>
        <Gate title="…" children={<Skeleton rows={3} />} />
      </Later>
    );
  return (
    <Gate title={t("inviteTitle", { workspace: data.workspace })} about={t("inviteAbout", { by: data.invitedBy, role: data.role })}>
      {me ? (
        <AsMe token={token} invitation={data} name={me.person.name} email={me.person.email} />
      ) : data.hasAccount ? (
        <AsKnown token={token} email={data.email} />
      ) : (
        <AsNew token={token} invitation={data} />
      )}
    </Gate>
  );
}

function AsMe({ token, invitation, name, email }: { token: string; invitation: Invitation; name: string; email: string }) {
  const t = useText(identityTexts);
  const entered = useEntered();
  const { submit, busy, wrong } = useSubmit(async () => {
    const { slug } = await request("POST /api/invitations/:token/acceptance", { params: { token }, body: {} });
    await entered(`/w/${slug}`);
  });
  return (
    <>
      {wrong ? <ErrorNote {...wrong} /> : null}
      <p className="text-sm">{t("inviteAs", { name, email })}</p>
      <Button kind="primary" size="large" busy={busy} onClick={() => submit()} wide>
        {t("join", { workspace: invitation.workspace })}
      </Button>
      <Link to="/sign-in" search={{ return: `/invite/${token}` }} className={`${linkClass} text-xs`}>
        {t("otherAccount")}
      </Link>
    </>
  );
}

function AsKnown({ token, email }: { token: string; email: string | null }) {
  const t = useText(identityTexts);
  return (
    <>
      <p className="text-sm">{t("haveAccount", { email })}</p>
      <Link to="/sign-in" search={{ return: `/invite/${token}`, ...(email ? { email } : {}) }} className={buttonClass("primary", "large")}>
        {t("signInToJoin")}
      </Link>
    </>
  );
}

function AsNew({ token, invitation }: { token: string; invitation: Invitation }) {
  const t = useText(identityTexts);
  const entered = useEntered();
  const [name, setName] = useState("");
  const [email, setEmail] = useState(invitation.email ?? "");
  const [password, setPassword] = useState("");
  const missing = useMissing({ [t("yourName")]: name, [t("email")]: email, [t("password")]: password });
  const { submit, busy, wrong } = useSubmit(async () => {
    const { slug } = await request("POST /api/invitations/:token/acceptance", {
      params: { token },
      body: { person: { name, email, password } },
    });
    await entered(`/w/${slug}`);
  });
  const weak = wrong?.code === "password_weak" ? `${wrong.title}. ${wrong.next}` : null;
  return (
    <form onSubmit={missing === null ? submit : (event) => event.preventDefault()} className="flex flex-col gap-4">
      {wrong && !weak ? <ErrorNote {...wrong} /> : null}
      <Field label={t("yourName")}>
        <TextInput value={name} onValue={setName} name="name" autoComplete="name" maxLength={120} autoFocus large />
      </Field>
      <Field label={t("email")}>
        <TextInput
          value={email}
          onValue={setEmail}
          type="email"
          name="email"
          autoComplete="username"
          readOnly={invitation.email !== null}
          large
        />
      </Field>
      <PasswordField value={password} onValue={setPassword} fresh error={weak} />
      <Button kind="primary" size="large" type="submit" busy={busy} why={missing} wide>
        {t("join", { workspace: invitation.workspace })}
      </Button>
      <Link to="/sign-in" search={{ return: `/invite/${token}` }} className={`${linkClass} text-xs`}>
        {t("signInInstead")}
      </Link>
    </form>
  );
}
