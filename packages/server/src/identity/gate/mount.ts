/** Where the sign-in routes stand. */
export const mount = "/api/auth";
