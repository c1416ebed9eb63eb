export const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Every time zone the browser knows, one's own first. */
export const allZones = Array.from(new Set([ownZone, ...Intl.supportedValuesOf("timeZone"), "UTC"]), (zone) => ({
  value: zone,
  label: zone.replaceAll("_", " "),
}));
