/** Rondo's mark: the ring is the theme that returns, the dot the episode that comes once. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" className="shrink-0">
      <path d="M18.6 7.1A8.3 8.3 0 1 0 20.3 12.6" stroke="var(--accent)" strokeWidth="3" strokeLinecap="round" />
      <circle cx="20.3" cy="4.4" r="2.3" fill="var(--act)" />
    </svg>
  );
}
