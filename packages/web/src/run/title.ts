/** "#12: Rara 4° 217" where the process is named beside it: a run's own title repeats the name of its process. */
export function shortTitle(title: string, processName: string): string {
  return title.startsWith(`${processName} #`) ? title.slice(processName.length + 1) : title;
}
