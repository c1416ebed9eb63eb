/** Rondo's mark: the ring is the theme that returns, the dot the episode that comes once. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" className="shrink-0">
      <path d="M12.3 4.9a8 8 0 1 0 6.8 6.8" stroke="var(--accent)" strokeWidth="3" strokeLinecap="round" />
      <circle cx="17.9" cy="6.1" r="2.5" fill="var(--act)" />
    </svg>
  );
}
