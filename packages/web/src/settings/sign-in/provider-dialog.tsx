import { useId, useState } from "react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useWorkspace } from "../../session/index.ts";
import { Button, Checkbox, Dialog, ErrorNote, Field, TextInput } from "../../ui/index.ts";
import { useAttempt } from "../attempt.ts";
import { settingsTexts } from "../en.ts";

const empty = { id: "", name: "", issuer: "", clientId: "", clientSecret: "", createPeople: false };

/** A new provider; its discovery document can be asked before anything is kept. */
export function ProviderDialog({ onClose }: { onClose: () => void }) {
  const t = useText(settingsTexts);
  const { id: w } = useWorkspace();
  const [typed, setTyped] = useState(empty);
  const [found, setFound] = useState<string | null>(null);
  const form = useId();
  const test = useAttempt();
  const [wrong, setWrong] = useState<{ title: string; next: string } | null>(null);
  const add = useChange({
    call: () => requestIn(w, "POST /sign-in-providers", { body: typed }),
    touches: ["provider", "workspace"],
    said: (_, made) => t("providerAdded", { name: made.name }),
    refused: (problem) => {
      setWrong(problem);
      return true;
    },
  });
  const put = (change: Partial<typeof empty>) => {
    setTyped({ ...typed, ...change });
    if ("issuer" in change) setFound(null);
  };
  const filled = [typed.id, typed.name, typed.issuer, typed.clientId, typed.clientSecret].every((value) => value.trim() !== "");
  const problem = wrong ?? test.wrong;
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t("addProvider")}
      actions={
        <>
          <Button kind="primary" busy={add.isPending} type="submit" form={form} why={filled ? null : t("fillProvider")}>
            {t("addProvider")}
          </Button>
          <Button
            busy={test.busy}
            why={typed.issuer.trim() === "" ? t("issuerMissing") : null}
            onClick={() =>
              test.attempt(async () => {
                setFound(null);
                const { authorization } = await requestIn(w, "POST /sign-in-providers/test", { body: { issuer: typed.issuer.trim() } });
                setFound(authorization);
              })
            }
          >
            {t("testProvider")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setWrong(null);
          if (filled) add.mutate(undefined, { onSuccess: onClose });
        }}
      >
        {problem ? <ErrorNote title={problem.title} next={problem.next} /> : null}
        {found ? (
          <p role="status" className="rounded-md bg-accent-soft px-3 py-2 text-sm [overflow-wrap:anywhere] text-accent-strong">
            {t("testGood", { address: found })}
          </p>
        ) : null}
        <Field label={t("providerName")} help={t("providerNameHelp")}>
          <TextInput
            value={typed.name}
            onValue={(name) => put({ name, ...(typed.id === slugOf(typed.name) ? { id: slugOf(name) } : {}) })}
            maxLength={120}
            autoFocus
          />
        </Field>
        <Field label={t("issuer")} help={t("issuerHelp")}>
          <TextInput value={typed.issuer} onValue={(issuer) => put({ issuer })} type="url" maxLength={500} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("clientId")}>
            <TextInput value={typed.clientId} onValue={(clientId) => put({ clientId })} maxLength={500} autoComplete="off" />
          </Field>
          <Field label={t("clientSecret")}>
            <TextInput
              value={typed.clientSecret}
              onValue={(clientSecret) => put({ clientSecret })}
              type="password"
              maxLength={2000}
              autoComplete="off"
            />
          </Field>
        </div>
        <Field label={t("providerId")} help={t("providerIdHelp")}>
          <TextInput value={typed.id} onValue={(id) => put({ id: slugOf(id) })} maxLength={40} />
        </Field>
        <Checkbox
          checked={typed.createPeople}
          onChecked={(createPeople) => put({ createPeople })}
          label={t("createPeople")}
          help={t("createPeopleHelp")}
        />
      </form>
    </Dialog>
  );
}

function slugOf(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
}
