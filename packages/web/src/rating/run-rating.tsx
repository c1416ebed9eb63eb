import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { ratingTexts } from "./en.ts";
import { RatingForm, type Said, useFaces } from "./rating-form.tsx";

/** On a run that has ended: the question, for the colleague who asked for it; what was said, for all who see the run. */
export function RunRating({ runId }: { runId: string }) {
  const t = useText(ratingTexts);
  const face = useFaces();
  const { id: w } = useWorkspace();
  const { data: rating } = useRead("GET /runs/:r/rating", { params: { r: runId } }, { watch: [`run:${runId}`, "rating"] });
  const say = useChange({
    call: (said: Said) => requestIn(w, "PUT /runs/:r/rating", { params: { r: runId }, body: said }),
    touches: ["rating"],
    said: () => t("thanks"),
  });
  if (rating === undefined) return null;
  if (rating.asked) return <RatingForm busy={say.isPending} onSay={(said) => say.mutate(said)} />;
  if (rating.score === null) return null;
  return (
    <p className="text-sm text-muted">
      {t("rated", { score: `${face(rating.score)} (${t("ofFive", { score: rating.score })})` })}{" "}
      {rating.words === "" ? null : <q className="text-ink [overflow-wrap:anywhere]">{rating.words}</q>}
    </p>
  );
}
