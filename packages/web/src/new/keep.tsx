import type { Answers } from "@rondo/core/advice";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useGo } from "../shell/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Button, Section } from "../ui/index.ts";
import { newTexts } from "./en.ts";

type Given = { readonly about: string; readonly answers: Answers };

/** Keeps the answers with what they are about. */
export function keepAdvice(w: string, kind: "process" | "project", id: string, body: Given): Promise<unknown> {
  return kind === "process"
    ? requestIn(w, "PUT /processes/:p/advice", { params: { p: id }, body })
    : requestIn(w, "PUT /projects/:p/advice", { params: { p: id }, body });
}

/** In the place of making something: what is there already, with other answers. */
export function Keep({ of, as, about, answers }: Given & { of: string; as: "process" | "project" }) {
  const t = useText(newTexts);
  const { id: w } = useWorkspace();
  const go = useGo();
  const save = useChange({ call: () => keepAdvice(w, as, of, { about, answers }), touches: [as], said: () => t("saved") });
  return (
    <Section title={t("keepIt")} about={t("keepAbout")}>
      <div>
        <Button
          kind="primary"
          busy={save.isPending}
          onClick={() =>
            save.mutate(undefined, {
              onSuccess: () =>
                as === "process"
                  ? go({ to: "/processes/$id/settings", params: { id: of } })
                  : go({ to: "/projects/$id", params: { id: of } }),
            })
          }
        >
          {t("save")}
        </Button>
      </div>
    </Section>
  );
}
