import { Toast as Base } from "@base-ui/react/toast";
import { CircleAlert, X } from "lucide-react";
import { useCallback, useEffect } from "react";
import { useText } from "../messages/index.ts";
import { buttonClass } from "./button.tsx";
import { cx } from "./cx.ts";
import { uiTexts } from "./en.ts";
import { iconButtonClass } from "./icon-button.tsx";
import { showNotices } from "./notify.ts";

/** Once, at the root. */
export function Toaster() {
  return (
    <Base.Provider limit={3}>
      <Shown />
    </Base.Provider>
  );
}

function Shown() {
  const t = useText(uiTexts);
  const { toasts: shown, close, add } = Base.useToastManager<{ act: { label: string; run: () => void } | undefined }>();
  useEffect(
    () =>
      showNotices(
        ({ title, about, tone = "done", undo, act = undo && { label: t("undo"), run: undo } }) =>
          void add({
            title,
            description: about,
            type: tone,
            timeout: tone === "problem" ? 0 : undo ? 10_000 : 5_000,
            priority: tone === "problem" ? "high" : "low",
            data: { act },
          }),
      ),
    [add, t],
  );
  // What notices lie over can be scrolled out from under them (`--notices` of the frame).
  const room = useCallback((viewport: HTMLElement | null) => {
    if (viewport === null) return;
    const root = document.documentElement.style;
    const watch = new ResizeObserver(() => root.setProperty("--notices", `${viewport.offsetHeight && viewport.offsetHeight + 8}px`));
    watch.observe(viewport);
    return () => {
      watch.disconnect();
      root.removeProperty("--notices");
    };
  }, []);
  return (
    <Base.Portal>
      <Base.Viewport
        ref={room}
        aria-label={t("notifications")}
        className="fixed inset-x-3 bottom-16 z-50 flex flex-col items-center gap-2 outline-none max-sm:in-[body:has([aria-modal=true])]:top-3 max-sm:in-[body:has([aria-modal=true])]:bottom-auto sm:inset-x-auto sm:start-1/2 sm:bottom-5 sm:w-max sm:max-w-[32rem] sm:-translate-x-1/2 rtl:sm:translate-x-1/2"
      >
        {shown.map((toast) => (
          <Base.Root
            key={toast.id}
            toast={toast}
            className="w-full rounded-lg bg-ink text-surface shadow-lg transition-[opacity,translate] duration-200 ease-out data-ending-style:translate-y-2 data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0 sm:w-auto"
          >
            <Base.Content className="flex items-center gap-3 py-2 ps-4 pe-2">
              {toast.type === "problem" ? <CircleAlert size={16} className="shrink-0" aria-hidden="true" /> : null}
              <div className="min-w-0 flex-1">
                <Base.Title className="text-sm font-medium" />
                <Base.Description className="text-xs opacity-80" />
              </div>
              {toast.data?.act ? (
                <button
                  type="button"
                  className={cx(buttonClass("quiet", "small"), "text-surface! underline underline-offset-2 hover:bg-surface/15!")}
                  onClick={() => {
                    close(toast.id);
                    toast.data?.act?.run();
                  }}
                >
                  {toast.data.act.label}
                </button>
              ) : null}
              <Base.Close
                aria-label={t("close")}
                className={cx(iconButtonClass, "size-7 text-surface/75! hover:bg-surface/15! hover:text-surface!")}
              >
                <X size={14} />
              </Base.Close>
            </Base.Content>
          </Base.Root>
        ))}
      </Base.Viewport>
    </Base.Portal>
  );
}
