export const importRoutes = [] as const;
