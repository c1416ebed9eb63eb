/** `YYYY-MM-DDTHH:MM` or a day, as the format writes moments. */
export function seconds(wall: string): string {
  return wall.length === 10 ? `${wall}T00:00:00` : `${wall}:00`;
}

/** Working minutes as a duration of XML Schema. */
export function duration(minutes: number): string {
  const whole = Math.abs(Math.round(minutes));
  return `${minutes < 0 ? "-" : ""}PT${Math.floor(whole / 60)}H${whole % 60}M0S`;
}
