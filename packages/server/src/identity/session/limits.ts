/** A session ends this many seconds after sign-in, used or not. */
export const absoluteLimit = 30 * 24 * 3_600;

/** ... and this many seconds after its last use. */
export const idleLimit = 7 * 24 * 3_600;

/** Its last use is written at most this often, in seconds: a look-up stays a read. */
export const seenGrain = 10 * 60;
