import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Kbd } from "./kbd.tsx";

type Tip = { readonly anchor: Element; readonly text: string; readonly keys: string | null };

const pause = 500;
/** From one to the next there is no pause, and the way into the tooltip itself may take as long. */
const grace = 250;
const gap = 6;
const edge = 8;

/** Once for the app: shows the tooltip of whatever the pointer rests on or the keyboard has reached. Escape closes it. */
export function TooltipLayer() {
  const tip = useTip();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (tip && box.current) place(box.current, tip.anchor);
  }, [tip]);
  if (!tip) return null;
  return createPortal(
    <div
      ref={box}
      role="tooltip"
      className="fixed start-0 top-0 z-60 flex w-max max-w-72 items-center gap-2 rounded-md bg-ink px-2 py-1 text-xs text-surface shadow-lg transition-opacity duration-100 starting:opacity-0"
    >
      {tip.text}
      {tip.keys ? <Kbd keys={tip.keys} inverse /> : null}
    </div>,
    document.body,
  );
}

function useTip(): Tip | null {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    let shown: Element | null = null;
    let hiddenAt = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (anchor: Element | null) => {
      clearTimeout(timer);
      const text = anchor?.getAttribute("data-tip");
      if (shown) hiddenAt = performance.now();
      shown = anchor?.isConnected && text && anchor.getAttribute("aria-expanded") !== "true" ? anchor : null;
      setTip(shown && text ? { anchor: shown, text, keys: shown.getAttribute("data-tip-keys") } : null);
    };
    const hide = () => show(null);
    const later = (anchor: Element | null, after: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => show(anchor), after);
    };
    const on: { [Name in keyof DocumentEventMap]?: (event: DocumentEventMap[Name]) => void } = {
      pointerover: (event) => {
        if (event.pointerType === "touch" || !(event.target instanceof Element)) return;
        const anchor = event.target.closest("[data-tip]");
        if (anchor === shown || event.target.closest("[role=tooltip]")) clearTimeout(timer);
        else if (anchor) later(anchor, shown || performance.now() - hiddenAt < grace ? 0 : pause);
        else if (shown) later(null, grace);
        else clearTimeout(timer);
      },
      focusin: (event) => {
        if (event.target instanceof Element && event.target.matches("[data-tip]:focus-visible")) show(event.target);
      },
      focusout: hide,
      pointerdown: hide,
      keydown: (event) => {
        if (shown && event.key !== "Shift" && event.key !== "Tab") hide();
      },
      scroll: hide,
    };
    const leave = () => later(null, grace);
    // What it belongs to may go away, or say something else.
    const changes = new MutationObserver(() => {
      if (shown) show(shown);
    });
    changes.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-tip", "aria-expanded"] });
    for (const [name, listener] of Object.entries(on))
      document.addEventListener(name, listener as EventListener, { capture: true, passive: true });
    document.documentElement.addEventListener("pointerleave", leave);
    return () => {
      clearTimeout(timer);
      changes.disconnect();
      for (const [name, listener] of Object.entries(on)) document.removeEventListener(name, listener as EventListener, { capture: true });
      document.documentElement.removeEventListener("pointerleave", leave);
    };
  }, []);
  return tip;
}

/** Above or below its control, on the other side where there is no room, and never over the edge. */
function place(box: HTMLElement, anchor: Element): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const above = at.top - gap - height;
  const below = at.bottom + gap;
  const wantsBelow = anchor.getAttribute("data-tip-side") === "bottom";
  const top = wantsBelow ? (below + height + edge > innerHeight ? above : below) : above < edge ? below : above;
  const left = Math.max(edge, Math.min(at.left + (at.width - width) / 2, innerWidth - edge - width));
  box.style.inset = `${top}px auto auto ${left}px`;
}
