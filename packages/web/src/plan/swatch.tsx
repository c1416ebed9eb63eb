/** The color of what is named beside it. */
export function Swatch({ tint }: { tint: string }) {
  return <span aria-hidden="true" className="size-3 shrink-0 rounded-sm border border-line-strong" style={{ background: tint }} />;
}
