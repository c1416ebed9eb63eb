import { GitCompareArrows } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Button, cx, Field, IconButton, Popover, TextInput } from "../ui/index.ts";
import type { Plan } from "./model.ts";
import { useAlternatives } from "./use-what-if.ts";
import { whatIfTexts } from "./what-if.en.ts";

type Props = { plan: Plan; shown: string | null; tight: boolean; onShow: (id: string | null) => void; locked: string | null };

/** The alternatives of a plan: go into one, or begin another, which starts as what is shown now. */
export function WhatIfMenu({ plan, shown, tight, onShow, locked }: Props) {
  const what = useText(whatIfTexts);
  const { id: w } = useWorkspace();
  const p = plan.project.id;
  const list = useAlternatives(p, locked === null);
  const [name, setName] = useState("");
  const make = useChange<string, { id: string }>({
    call: async (text) => {
      const made = await requestIn(w, "POST /projects/:p/alternatives", {
        params: { p },
        body: { name: text, ...(shown === null ? {} : { like: shown }) },
      });
      onShow(made.id);
      return made;
    },
    touches: [`project:${p}`, "alternative"],
  });
  const items = list.data?.items ?? [];
  const begin = () => {
    if (name.trim() === "" || locked !== null) return;
    make.mutate(name.trim());
    setName("");
  };
  return (
    <Popover
      title={what("title")}
      align="end"
      trigger={
        tight ? (
          <IconButton label={what("title")} icon={<GitCompareArrows size={16} />} />
        ) : (
          <Button size="small" kind="quiet" icon={<GitCompareArrows size={14} />}>
            {what("title")}
          </Button>
        )
      }
    >
      <div className="flex w-72 max-w-full flex-col gap-3">
        <p className="text-sm text-muted">{what("about")}</p>
        {items.length === 0 ? null : (
          <ul className="flex flex-col gap-0.5">
            {items.map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  aria-pressed={one.id === shown}
                  onClick={() => onShow(one.id === shown ? null : one.id)}
                  className={cx(
                    "flex w-full min-w-0 items-baseline justify-between gap-2 rounded-md px-2 py-1 text-start text-sm hover:bg-hover",
                    one.id === shown && "bg-accent-soft",
                  )}
                >
                  <span className="truncate">{one.name}</span>
                  {one.adoption ? <span className="shrink-0 text-2xs text-faint">{what("isPlan")}</span> : null}
                </button>
              </li>
            ))}
          </ul>
        )}
        <Field label={what("name")} help={shown === null ? what("nameHelp") : what("like")}>
          <TextInput
            value={name}
            onValue={setName}
            maxLength={120}
            disabled={locked !== null}
            onKeyDown={(event) => (event.key === "Enter" ? begin() : undefined)}
          />
        </Field>
        <Button
          size="small"
          kind="primary"
          busy={make.isPending}
          why={locked ?? (name.trim() === "" ? what("noName") : null)}
          onClick={begin}
        >
          {what("make")}
        </Button>
      </div>
    </Popover>
  );
}
