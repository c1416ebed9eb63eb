import { Mail, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Button, CopyField, ErrorNote, Field, IconButton, notify, TextInput } from "../ui/index.ts";
import { outsideTexts } from "./en.ts";
import { type Thing, touches } from "./thing.ts";

/** Open invitations that will show it. Only who may invite is told of them. */
export function useInvited(thing: Thing, mayInvite: boolean) {
  const { data } = useRead("GET /invitations", {}, { watch: ["invitation", "member"], enabled: mayInvite });
  return (data?.items ?? []).filter(({ shows }) => shows?.kind === thing.kind && shows.id === thing.id);
}

/** Somebody who will see it once they accept their invitation. */
export function Invited({ id, email }: { id: string; email: string | null }) {
  const t = useText(outsideTexts);
  const { id: w } = useWorkspace();
  const name = email ?? t("somebody");
  const withdraw = useChange({
    call: (_: undefined) => requestIn(w, "DELETE /invitations/:i", { params: { i: id } }),
    paint: (_, paint) => paint("GET /invitations", (shown) => ({ items: shown.items.filter((one) => one.id !== id) })),
    touches: ["invitation"],
    said: () => t("invitationBack", { name }),
  });
  return (
    <li className="flex min-h-11 items-center gap-x-2 py-1 text-sm">
      <span className="flex size-5 shrink-0 items-center justify-center text-faint">
        <Mail size={16} aria-hidden="true" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{name}</span>
        <span className="block text-xs text-muted">{t("invited")}</span>
      </span>
      <IconButton
        size="small"
        label={t("takeInvitationBack", { name })}
        icon={<X size={14} />}
        onClick={() => withdraw.mutate(undefined)}
      />
    </li>
  );
}

type Known = { readonly id: string; readonly name: string; readonly email: string };

/** Somebody who has no account here yet gets one that sees this alone; whoever has one is shown it at once. */
export function InviteByMail({ thing, known, onKnown }: { thing: Thing; known: readonly Known[]; onKnown: (person: Known) => void }) {
  const t = useText(outsideTexts);
  const { id: w } = useWorkspace();
  const [email, setEmail] = useState("");
  const [made, setMade] = useState<{ url: string; email: string } | null>(null);
  const [wrong, setWrong] = useState<{ title: string; next: string } | null>(null);
  const invite = useChange({
    call: (to: string) =>
      requestIn(w, "POST /invitations", { body: { email: to, role: "guest", teamIds: [], shows: { kind: thing.kind, id: thing.id } } }),
    touches,
    refused: (problem) => {
      setWrong(problem);
      return true;
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const to = email.trim();
    if (to === "") return;
    setWrong(null);
    setMade(null);
    const here = known.find((one) => one.email.toLowerCase() === to.toLowerCase());
    if (here !== undefined) {
      onKnown(here);
      setEmail("");
      return;
    }
    invite.mutate(to, {
      onSuccess: ({ url, mailed }) => {
        setEmail("");
        if (mailed) notify({ title: t("mailed", { email: to }) });
        else setMade({ url, email: to });
      },
    });
  };
  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-56 sm:max-w-72">
          <Field label={t("inviteBy")}>
            <TextInput value={email} onValue={setEmail} type="email" autoComplete="off" />
          </Field>
        </div>
        <Button type="submit" icon={<Mail size={14} />} busy={invite.isPending}>
          {t("invite")}
        </Button>
      </div>
      <p className="text-xs text-muted">{t("inviteByHelp")}</p>
      {wrong ? <ErrorNote title={wrong.title} next={wrong.next} /> : null}
      {made ? (
        <div className="flex flex-col gap-1.5">
          <p className="text-sm">{t("notMailed", { email: made.email })}</p>
          <CopyField label={t("invitationLink")} value={made.url} />
        </div>
      ) : null}
    </form>
  );
}
