/** Who tries a revision before everybody: a team, or a share of the new runs in per cent. */
export type Ring = { readonly team: string } | { readonly share: number };

/**
 * Whether a run that starts now is in the ring. Told again from what the run records: its number, and who took part in
 * its start. Shares are spread evenly: of every hundred numbers in a row exactly so many are in, and not all of them first.
 */
export function isInRing(ring: Ring, run: { readonly number: number; readonly teams: readonly string[] }): boolean {
  return "team" in ring ? run.teams.includes(ring.team) : (run.number * 37) % 100 < ring.share;
}
