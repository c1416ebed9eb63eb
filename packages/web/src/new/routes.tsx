export const newRoutes = [] as const;
