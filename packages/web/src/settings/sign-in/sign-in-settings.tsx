import { LogIn, Plus } from "lucide-react";
import { useState } from "react";
import { type Answer, requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { ReadError } from "../../shell/index.ts";
import { useChange, useRead, useWorkspace } from "../../session/index.ts";
import { Button, CopyField, EmptyState, Skeleton } from "../../ui/index.ts";
import { Confirm } from "../confirm.tsx";
import { settingsTexts } from "../en.ts";
import { SettingsPage } from "../settings-page.tsx";
import { ProviderDialog } from "./provider-dialog.tsx";
import { TestProvider } from "./test-provider.tsx";

export function SignInSettings() {
  const t = useText(settingsTexts);
  return (
    <SettingsPage about={t("signInAbout")} needs="installation.change">
      <Providers />
    </SettingsPage>
  );
}

type Provider = Answer<"GET /sign-in-providers">["items"][number];

function Providers() {
  const t = useText(settingsTexts);
  const { id: w } = useWorkspace();
  const providers = useRead("GET /sign-in-providers", {}, { watch: ["provider", "workspace"] });
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Provider | null>(null);
  const remove = useChange({
    call: (one: Provider) => requestIn(w, "DELETE /sign-in-providers/:provider", { params: { provider: one.id } }),
    touches: ["provider", "workspace"],
    said: (one) => t("providerRemoved", { name: one.name }),
  });
  const button = (
    <Button kind="primary" icon={<Plus size={14} />} onClick={() => setAdding(true)}>
      {t("addProvider")}
    </Button>
  );
  if (providers.error) return <ReadError error={providers.error} onRetry={providers.refetch} />;
  if (providers.data === undefined) return <Skeleton rows={2} />;
  return (
    <>
      {providers.data.items.length === 0 ? (
        <EmptyState picture={<LogIn size={22} />} title={t("providersNoneTitle")} about={t("providersNoneAbout")} action={button} />
      ) : (
        <>
          <div>{button}</div>
          <ul className="flex flex-col divide-y divide-line rounded-lg border border-line">
            {providers.data.items.map((one) => (
              <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
                <span className="min-w-0 flex-1 basis-56">
                  <span className="block font-medium">{one.name}</span>
                  <span className="block text-xs [overflow-wrap:anywhere] text-muted">{one.issuer}</span>
                </span>
                <TestProvider issuer={one.issuer} />
                <Button size="small" kind="quiet" aria-label={t("removeNamed", { name: one.name })} onClick={() => setRemoving(one)}>
                  {t("remove")}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <CopyField label={t("redirectUrl")} value={providers.data.redirectUrl} press={t("copyAddress")} />
      {adding ? <ProviderDialog onClose={() => setAdding(false)} /> : null}
      {removing ? (
        <Confirm
          title={t("removeProviderTitle", { name: removing.name })}
          about={t("removeProviderAbout")}
          press={t("remove")}
          busy={remove.isPending}
          onClose={() => setRemoving(null)}
          onConfirm={() => remove.mutate(removing, { onSettled: () => setRemoving(null) })}
        />
      ) : null}
    </>
  );
}
