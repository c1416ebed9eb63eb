export type JsonLimits = {
  readonly bytes: number;
  readonly depth: number;
  /** Values of any kind, members and elements together. */
  readonly values: number;
  readonly keysPerObject: number;
  readonly stringLength: number;
};

/** The largest real board seen is 330 kB with 16,000 values; these are some 300 times that. */
export const defaultLimits: JsonLimits = {
  bytes: 256 * 1024 * 1024,
  depth: 64,
  values: 5_000_000,
  keysPerObject: 100_000,
  stringLength: 64 * 1024 * 1024,
};
