export const portfolioSorts = ["name", "health", "finish", "slip", "forecast", "late", "load", "risk", "next", "owner"] as const;
export type PortfolioSort = (typeof portfolioSorts)[number];

/** What the portfolio shows and in which order: all of it stands in the address. */
export type PortfolioSearch = { sort?: PortfolioSort; down?: true; health?: "good" | "watch" | "bad"; owner?: string; find?: string };

export function portfolioSearch(search: Record<string, unknown>): PortfolioSearch {
  const text = (name: string): string | undefined => (typeof search[name] === "string" && search[name] !== "" ? search[name] : undefined);
  const [sort, health, owner, find] = [text("sort"), text("health"), text("owner"), text("find")];
  return {
    ...(portfolioSorts.includes(sort as PortfolioSort) ? { sort: sort as PortfolioSort } : {}),
    ...(search["down"] === true ? { down: true } : {}),
    ...(health === "good" || health === "watch" || health === "bad" ? { health } : {}),
    ...(owner === undefined ? {} : { owner }),
    ...(find === undefined ? {} : { find }),
  };
}
