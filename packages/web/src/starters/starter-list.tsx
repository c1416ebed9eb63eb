import { stepsOf } from "@rondo/core/process";
import type { Starter } from "@rondo/core/starters";
import { useId } from "react";
import { useText } from "../messages/index.ts";
import { starterTexts } from "./en.ts";

/** An empty page, or one of the procedures to change as one likes: each with what it is for. */
export function StarterList({
  starters,
  value,
  onValue,
}: {
  starters: readonly Starter[];
  value: string | null;
  onValue: (id: string | null) => void;
}) {
  const t = useText(starterTexts);
  const name = useId();
  const choice = (id: string | null, title: string, about: string) => (
    <label
      key={id}
      className="flex cursor-pointer items-start gap-2.5 rounded-md border border-line px-3 py-2 outline-offset-2 hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
    >
      <input
        type="radio"
        name={name}
        checked={value === id}
        onChange={() => onValue(id)}
        className="mt-0.75 shrink-0 accent-accent outline-none"
      />
      <span className="min-w-0">
        <span className="block text-sm font-medium">{title}</span>
        <span className="block text-xs text-muted">{about}</span>
      </span>
    </label>
  );
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{t("beginWith")}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {choice(null, t("emptyPage"), t("emptyAbout"))}
        {starters.map((starter) =>
          choice(starter.id, starter.name, `${starter.about} · ${t("stepCount", { count: stepsOf(starter.definition).length })}`),
        )}
      </div>
    </fieldset>
  );
}
