import { useState } from "react";
import { useText } from "../messages/index.ts";
import { useRead } from "../session/index.ts";
import { Combobox } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import { useRunAround } from "./run-context.ts";

/** A run or a project, found by its name. */
export function WorkControl({ kind, value, onValue }: { kind: "run" | "project"; value: string; onValue: (id: string) => void }) {
  const t = useText(runTexts);
  const around = useRunAround();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<{ value: string; label: string; hint?: string } | null>(null);
  const { data } = useRead(
    "GET /search",
    { query: { q: typed.trim(), limit: 12 } },
    { watch: [], enabled: typed.trim().length > 1, keep: true },
  );
  const found = (data?.items ?? [])
    .filter((item) => item.kind === kind)
    .map((item) => ({ value: item.id, label: item.title, ...(item.home === null ? {} : { hint: item.home }) }));
  const known = (around?.linked ?? []).filter((one) => one.kind === kind).map(({ id, title }) => ({ value: id, label: title }));
  const now =
    chosen?.value === value
      ? chosen
      : (known.find((one) => one.value === value) ?? (value === "" ? null : { value, label: t("linkGone") }));
  const choices = [...(now === null ? [] : [now]), ...found.filter((one) => one.value !== now?.value)];
  return (
    <Combobox
      choices={choices}
      value={value || null}
      onType={setTyped}
      placeholder={t("findWork")}
      onValue={(id) => {
        setChosen(choices.find((one) => one.value === id) ?? null);
        onValue(id ?? "");
      }}
    />
  );
}
