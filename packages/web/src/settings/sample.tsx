import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { may } from "@rondo/core/access";
import { Telescope, Trash2 } from "lucide-react";
import { useState } from "react";
import { addressOf, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useSample } from "../shell/index.ts";
import { meQuery, useChange, useMe, useRead, useWorkspace } from "../session/index.ts";
import { Button, Section, Skeleton } from "../ui/index.ts";
import { Confirm } from "./confirm.tsx";
import { settingsTexts } from "./en.ts";

/** In a sample world: its removal. Elsewhere: the way into one. */
export function Sample() {
  const t = useText(settingsTexts);
  const { sample: isSample, role } = useWorkspace();
  const sample = useSample();
  const [asking, setAsking] = useState(false);
  if (role === "guest") return null;
  return (
    <Section title={t("sampleTitle")} about={isSample ? t("sampleIs") : t("sampleAbout")}>
      <div>
        {isSample ? (
          <Button
            kind="danger"
            icon={<Trash2 size={14} />}
            why={may("sample.remove", { workspace: role }) ? null : t("notYoursTitle", { who: "owner" })}
            onClick={() => setAsking(true)}
          >
            {t("sampleRemove")}
          </Button>
        ) : (
          <Button icon={<Telescope size={14} />} busy={sample.busy} onClick={sample.open}>
            {sample.busy ? t("sampleMaking") : t("sampleOpen")}
          </Button>
        )}
      </div>
      {asking ? <Removal onClose={() => setAsking(false)} /> : null}
    </Section>
  );
}

function Removal({ onClose }: { onClose: () => void }) {
  const t = useText(settingsTexts);
  const { id: w } = useWorkspace();
  const { workspaces } = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const own = useRead("GET /sample", {}, {});
  const remove = useChange({
    call: (_: undefined) => requestIn(w, "DELETE /sample"),
    touches: [],
    said: () => t("sampleGone"),
  });
  const leave = async () => {
    const next = workspaces.find((one) => one.id !== w && !one.sample) ?? workspaces.find((one) => one.id !== w);
    // First away from it: nothing of it may be asked for again.
    await navigate(next === undefined ? { to: "/" } : { to: "/w/$slug", params: { slug: next.slug } });
    client.removeQueries({ queryKey: ["w", w] });
    await client.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  return (
    <Confirm
      title={t("sampleRemoveTitle")}
      about={t("sampleRemoveAbout")}
      press={t("sampleRemoveNow")}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(undefined, { onSuccess: () => void leave() })}
      onClose={onClose}
    >
      {own.data ? <Own own={own.data} w={w} /> : <Skeleton rows={2} />}
    </Confirm>
  );
}

type Made = {
  readonly made: readonly { readonly id: string; readonly title: string }[];
  readonly more: boolean;
  readonly changes: number;
  readonly people: number;
};

/** What goes along though it is not of the world. */
function Own({ own, w }: { own: Made; w: string }) {
  const t = useText(settingsTexts);
  return (
    <div className="flex flex-col gap-3 pb-2 text-sm">
      {own.changes > 0 ? (
        <div className="flex flex-col gap-1.5">
          <p className="font-medium">{t("sampleYours")}</p>
          <ul className="list-disc ps-5">
            {own.made.map(({ id, title }) => (
              <li key={id} dir="auto" className="[overflow-wrap:anywhere]">
                {title}
              </li>
            ))}
            {own.more ? <li>{t("sampleMore")}</li> : null}
            {own.made.length === 0 ? <li>{t("sampleChanges", { count: own.changes })}</li> : null}
          </ul>
          <p className="text-muted">
            {t.rich("sampleTake", {
              link: (inside) => (
                <a href={addressOf("/api/workspaces/:w/export", { w })} download className="text-accent underline underline-offset-2">
                  {inside}
                </a>
              ),
            })}
          </p>
        </div>
      ) : null}
      {own.people > 1 ? <p>{t("sampleOthers", { count: own.people - 1 })}</p> : null}
    </div>
  );
}
