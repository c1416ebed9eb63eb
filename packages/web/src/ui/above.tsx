import { Toaster } from "./toast.tsx";
import { TooltipLayer } from "./tooltip-layer.tsx";

/** What stands above all screens. Nothing of it is needed before the first screen is there. */
export function Above() {
  return (
    <>
      <TooltipLayer />
      <Toaster />
    </>
  );
}
