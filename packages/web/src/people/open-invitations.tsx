import { Mail } from "lucide-react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Button, Section } from "../ui/index.ts";
import { useMoments } from "../task/index.ts";
import { peopleTexts } from "./en.ts";

/** Invitations that nobody has used yet. Only for those who may invite. */
export function OpenInvitations() {
  const t = useText(peopleTexts);
  const { id: w } = useWorkspace();
  const moments = useMoments();
  const { data } = useRead("GET /invitations", {}, { watch: ["invitation", "member"] });
  const withdraw = useChange({
    call: (id: string) => requestIn(w, "DELETE /invitations/:i", { params: { i: id } }),
    paint: (id, paint) => paint("GET /invitations", (shown) => ({ items: shown.items.filter((one) => one.id !== id) })),
    touches: ["invitation"],
    said: () => t("withdrawn"),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Section title={t("open")}>
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line">
        {data.items.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
            <Mail size={16} className="text-faint" aria-hidden="true" />
            <span className="min-w-0 flex-1 basis-48">
              <span className="block truncate font-medium">{one.email ?? t("anybody")}</span>
              <span className="block text-xs text-muted">
                {t("invitedBy", { role: t("roles", { role: one.role }), name: one.invitedBy })} ·{" "}
                {t("expires", { when: moments.say(one.expiresAt) })}
              </span>
            </span>
            <Button
              size="small"
              kind="quiet"
              aria-label={t("withdrawThis", { who: one.email ?? t("anybody") })}
              onClick={() => withdraw.mutate(one.id)}
            >
              {t("withdraw")}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
