import { parseFilter, type Stop } from "@rondo/core/view";
import { ListFilter, X } from "lucide-react";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { useText } from "../messages/index.ts";
import { cx, IconButton } from "../ui/index.ts";
import { viewTexts } from "./en.ts";
import type { Speech } from "./language.ts";
import { bareText, offersFor, readSpoken, spokenText } from "./suggest.ts";

/** The filter as a sentence, with what could stand next below it. */
export function FilterBar({ where, speech, onWhere }: { where: string; speech: Speech; onWhere: (where: string) => void }) {
  const t = useText(viewTexts);
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const said = useMemo(() => {
    const { filter, stop } = parseFilter(where, speech.bare);
    return stop === null ? spokenText(filter, speech) : where;
  }, [where, speech]);
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(-1);
  const [stop, setStop] = useState<Stop | null>(null);
  const text = typed ?? said;
  const offer = typed === null ? { from: 0, items: [] } : offersFor(typed, speech);
  useEffect(() => {
    setTyped(null);
    setStop(null);
  }, [where]);

  const keep = (next: string): boolean => {
    const read = readSpoken(next, speech);
    setStop(read.stop);
    if (read.stop !== null) return false;
    setTyped(null);
    const bare = bareText(read.filter, speech);
    if (bare !== where) onWhere(bare);
    return true;
  };
  const take = (item: string) => {
    const next = `${text.slice(0, offer.from)}${item} `;
    setTyped(next);
    setStop(null);
    setAt(-1);
    input.current?.focus();
  };
  const name =
    stop !== null && "attribute" in stop.wanted
      ? (speech.attributes.find((one) => one.key === (stop.wanted as { attribute: { key: string } }).attribute.key)?.label ?? "")
      : "";
  const message =
    stop === null
      ? null
      : [
          stop.to > stop.at && stop.at < text.length ? t("unknown", { text: text.slice(stop.at, stop.to).slice(0, 40) }) : "",
          t(wants[stop.wanted.what], { name }),
        ]
          .filter(Boolean)
          .join(" ");
  const open = typed !== null && offer.items.length > 0;
  return (
    <div className="relative flex min-w-48 flex-1 basis-72 items-center">
      <ListFilter size={14} aria-hidden="true" className="pointer-events-none absolute start-2.5 text-faint" />
      <input
        ref={input}
        value={text}
        role="combobox"
        aria-label={t("filter")}
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open && at >= 0 ? `${list}-${at}` : undefined}
        aria-invalid={message !== null}
        aria-describedby={message === null ? undefined : `${list}-why`}
        autoComplete="off"
        spellCheck={false}
        maxLength={4_000}
        placeholder={t("filterPlaceholder")}
        className={cx(
          "h-8 w-full min-w-0 rounded-md border bg-raised ps-8 pe-8 text-sm outline-offset-0 pointer-coarse:h-10",
          message === null
            ? "border-line hover:border-line-strong focus-visible:border-accent focus-visible:outline-1"
            : "border-act outline-act",
        )}
        onFocus={() => setTyped(said === "" ? "" : `${said} `)}
        onBlur={(event) => {
          if ((event.relatedTarget as HTMLElement | null)?.closest(`[id="${CSS.escape(list)}"]`)) return;
          if (typed !== null && !keep(typed)) setAt(-1);
        }}
        onChange={(event) => {
          setTyped(event.target.value);
          setStop(null);
          setAt(-1);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
          if (step !== 0 && open) setAt((was) => (was + step + offer.items.length + (was < 0 && step < 0 ? 1 : 0)) % offer.items.length);
          else if (event.key === "Enter") {
            if (open && at >= 0) take(offer.items[at] ?? "");
            else if (keep(text)) input.current?.blur();
          } else if (event.key === "Tab" && open && at >= 0 && !event.shiftKey) take(offer.items[at] ?? "");
          else if (event.key === "Escape") {
            setTyped(null);
            setStop(null);
            requestAnimationFrame(() => input.current?.blur());
          } else return;
          event.preventDefault();
        }}
      />
      {text.trim() !== "" ? (
        <span className="absolute end-1">
          <IconButton
            size="small"
            label={t("filterClear")}
            icon={<X size={14} />}
            onClick={() => {
              setTyped(null);
              setStop(null);
              onWhere("");
            }}
          />
        </span>
      ) : null}
      {open ? (
        <ul
          id={list}
          role="listbox"
          aria-label={t("filter")}
          className="absolute start-0 top-full z-40 mt-1 max-h-72 w-72 max-w-full overflow-y-auto rounded-lg bg-raised p-1 text-sm shadow-lg"
        >
          {offer.items.map((item, index) => (
            <li
              key={item}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(item)}
              onPointerMove={() => setAt(index)}
              className={cx("flex min-h-8 cursor-default items-center rounded-md px-2 pointer-coarse:min-h-10", index === at && "bg-hover")}
            >
              {item}
            </li>
          ))}
        </ul>
      ) : null}
      {message === null ? null : (
        <p
          id={`${list}-why`}
          role="alert"
          className={cx(
            "absolute start-0 z-30 mt-1 rounded-md bg-raised px-2 py-1 text-xs text-act shadow-lg",
            open ? "bottom-full mb-1" : "top-full",
          )}
        >
          {message}
        </p>
      )}
    </div>
  );
}

const wants = {
  attribute: "wantsAttribute",
  operator: "wantsOperator",
  value: "wantsValue",
  connective: "wantsConnective",
  closing: "wantsClosing",
} as const;
