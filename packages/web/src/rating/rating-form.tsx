import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { Star } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useText } from "../messages/index.ts";
import { Button, Field, TextArea } from "../ui/index.ts";
import { ratingTexts } from "./en.ts";

export type Said = { readonly score: number | null; readonly words: string };

/** What each of the five means, in words. */
export function useFaces(): (score: number) => string {
  const t = useText(ratingTexts);
  return (score) => t("score", { score: String(score) });
}

/** One question, asked once: five answers, words if one likes, and a way not to say. */
export function RatingForm({
  first = null,
  busy,
  onSay,
}: {
  /** Chosen in a mail already; nothing is sent before it is pressed here. */ first?: number | null;
  busy: boolean;
  onSay: (said: Said) => void;
}) {
  const t = useText(ratingTexts);
  const face = useFaces();
  const [score, setScore] = useState(first);
  const [words, setWords] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (score !== null) onSay({ score, words: words.trim() });
  };
  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-4 rounded-lg border border-line p-5">
      <div>
        <h2 id="rating" className="text-sm font-semibold">
          {t("ask")}
        </h2>
        <p className="text-xs text-muted">{t("askAbout")}</p>
      </div>
      <RadioGroup
        aria-labelledby="rating"
        value={score === null ? null : String(score)}
        onValueChange={(chosen) => setScore(Number(chosen))}
        className="grid grid-cols-1 gap-1.5 sm:grid-cols-5"
      >
        {[1, 2, 3, 4, 5].map((one) => (
          <Radio.Root
            key={one}
            value={String(one)}
            render={<button type="button" />}
            nativeButton
            className="flex min-h-10 items-center gap-2 rounded-md border border-line bg-raised px-2 py-1.5 text-start text-xs text-muted transition-colors hover:border-accent hover:text-ink data-checked:border-accent data-checked:bg-accent-soft data-checked:text-ink sm:flex-col sm:justify-center sm:text-center"
          >
            <span className="flex items-center gap-1 font-semibold tabular-nums">
              {one} <Star size={12} aria-hidden="true" />
            </span>
            {face(one)}
          </Radio.Root>
        ))}
      </RadioGroup>
      <Field label={t("words")} optional>
        <TextArea value={words} onValue={setWords} maxLength={2_000} rows={2} />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" type="submit" busy={busy} why={score === null ? t("choose") : null}>
          {t("send")}
        </Button>
        <Button kind="quiet" busy={busy} onClick={() => onSay({ score: null, words: "" })}>
          {t("rather")}
        </Button>
      </div>
    </form>
  );
}
