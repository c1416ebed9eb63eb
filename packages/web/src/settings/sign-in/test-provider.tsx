import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useWorkspace } from "../../session/index.ts";
import { Button, notify } from "../../ui/index.ts";
import { useAttempt } from "../attempt.ts";
import { settingsTexts } from "../en.ts";

/** Asks a provider that is set whether it still answers; what is wrong stands below it. */
export function TestProvider({ issuer }: { issuer: string }) {
  const t = useText(settingsTexts);
  const { id: w } = useWorkspace();
  const { attempt, busy, wrong } = useAttempt();
  return (
    <>
      <Button
        size="small"
        busy={busy}
        onClick={() =>
          attempt(async () => {
            const { authorization } = await requestIn(w, "POST /sign-in-providers/test", { body: { issuer } });
            notify({ title: t("testGood", { address: new URL(authorization).host }) });
          })
        }
      >
        {t("testProvider")}
      </Button>
      {wrong ? (
        <p role="alert" className="order-last w-full text-sm text-act">
          {wrong.title}. {wrong.next}
        </p>
      ) : null}
    </>
  );
}
