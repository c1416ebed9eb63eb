import { KeySquare, Plus } from "lucide-react";
import { useId, useState } from "react";
import { type Answer, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { ReadError } from "../shell/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Badge, Button, Checkbox, CopyField, Dialog, EmptyState, Field, Select, Skeleton, TextInput } from "../ui/index.ts";
import { useMoments } from "../task/index.ts";
import { Confirm } from "./confirm.tsx";
import { settingsTexts } from "./en.ts";
import { SettingsPage } from "./settings-page.tsx";

type Key = Answer<"GET /keys">["items"][number];
type Scope = Key["scopes"][number];
const lifetimes = { d30: 30, d90: 90, d365: 365, never: null } as const;
const scopeTexts = {
  read: ["scopeRead", "scopeReadHelp"],
  write: ["scopeWrite", "scopeWriteHelp"],
  admin: ["scopeAdmin", "scopeAdminHelp"],
} as const;

export function Keys() {
  const t = useText(settingsTexts);
  const { id: w } = useWorkspace();
  const moments = useMoments();
  const keys = useRead("GET /keys", {}, { watch: ["key"] });
  const [making, setMaking] = useState(false);
  const [deleting, setDeleting] = useState<Key | null>(null);
  const remove = useChange({
    call: (key: Key) => requestIn(w, "DELETE /keys/:k", { params: { k: key.id } }),
    touches: ["key"],
    said: (key) => t("keyDeleted", { name: key.name }),
  });
  const button = (
    <Button kind="primary" icon={<Plus size={14} />} onClick={() => setMaking(true)}>
      {t("newKey")}
    </Button>
  );
  const until = (key: Key) =>
    key.expiresAt === null
      ? t("neverEnds")
      : Date.parse(key.expiresAt) < moments.now.getTime()
        ? t("ended", { when: moments.say(key.expiresAt) })
        : t("ends", { when: moments.say(key.expiresAt) });
  return (
    <SettingsPage about={t("keysAbout")} needs="key.own">
      {keys.error && !keys.data ? (
        <ReadError error={keys.error} onRetry={keys.refetch} />
      ) : keys.data === undefined ? (
        <Skeleton rows={2} />
      ) : keys.data.items.length === 0 ? (
        <EmptyState picture={<KeySquare size={22} />} title={t("keysNoneTitle")} about={t("keysNoneAbout")} action={button} />
      ) : (
        <>
          <div>{button}</div>
          <ul className="flex flex-col divide-y divide-line rounded-lg border border-line">
            {keys.data.items.map((key) => (
              <li key={key.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
                <span className="min-w-0 flex-1 basis-56">
                  <span className="flex flex-wrap items-center gap-2">
                    <span className="font-medium">{key.name}</span>
                    {key.scopes.map((scope) => (
                      <Badge key={scope}>{t(scopeTexts[scope][0])}</Badge>
                    ))}
                  </span>
                  <span className="block text-xs text-muted">
                    <code className="font-mono">{key.start}…</code> ·{" "}
                    {key.lastUsedAt ? t("lastUsed", { when: moments.ago(key.lastUsedAt) }) : t("neverUsed")} · {until(key)}
                  </span>
                </span>
                <Button size="small" kind="quiet" aria-label={t("deleteKeyOf", { name: key.name })} onClick={() => setDeleting(key)}>
                  {t("deleteKey")}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {making ? <MakeKey onClose={() => setMaking(false)} /> : null}
      {deleting ? (
        <Confirm
          title={t("deleteKeyTitle", { name: deleting.name })}
          about={t("deleteKeyAbout")}
          press={t("deleteKey")}
          busy={remove.isPending}
          onClose={() => setDeleting(null)}
          onConfirm={() => remove.mutate(deleting, { onSettled: () => setDeleting(null) })}
        />
      ) : null}
    </SettingsPage>
  );
}

function MakeKey({ onClose }: { onClose: () => void }) {
  const t = useText(settingsTexts);
  const { id: w } = useWorkspace();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(["read"]);
  const [lifetime, setLifetime] = useState<keyof typeof lifetimes>("d90");
  const form = useId();
  const [secret, setSecret] = useState<string | null>(null);
  const make = useChange({
    call: () => requestIn(w, "POST /keys", { body: { name: name.trim(), scopes: [...scopes], expiresInDays: lifetimes[lifetime] } }),
    touches: ["key"],
  });
  const why = name.trim() === "" ? t("missingName") : scopes.length === 0 ? t("missingScope") : null;
  if (secret !== null)
    return (
      <Dialog
        open
        onOpen={(open) => !open && onClose()}
        title={t("keyMade")}
        about={t("keyMadeAbout")}
        actions={
          <Button kind="primary" onClick={onClose}>
            {t("done")}
          </Button>
        }
      >
        <CopyField label={t("secret")} value={secret} press={t("copySecret")} />
      </Dialog>
    );
  const send = () => why === null && make.mutate(undefined, { onSuccess: (answer) => setSecret(answer.secret) });
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={t("newKey")}
      actions={
        <Button kind="primary" type="submit" form={form} busy={make.isPending} why={why}>
          {t("makeKey")}
        </Button>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field label={t("keyName")} help={t("keyNameHelp")}>
          <TextInput value={name} onValue={setName} maxLength={120} autoFocus />
        </Field>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 text-xs font-medium text-muted">{t("scopes")}</legend>
          {(Object.keys(scopeTexts) as Scope[]).map((scope) => (
            <Checkbox
              key={scope}
              label={t(scopeTexts[scope][0])}
              help={t(scopeTexts[scope][1])}
              checked={scopes.includes(scope)}
              onChecked={(on) => setScopes(on ? [...scopes, scope] : scopes.filter((one) => one !== scope))}
            />
          ))}
        </fieldset>
        <Field label={t("expires")}>
          <Select
            value={lifetime}
            onValue={setLifetime}
            choices={(Object.keys(lifetimes) as (keyof typeof lifetimes)[]).map((value) => ({
              value,
              label: t("expiresIn", { days: value }),
            }))}
          />
        </Field>
      </form>
    </Dialog>
  );
}
