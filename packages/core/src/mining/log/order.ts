/**
 * Where each case begins, and in which order events stand: by case, then by time, then as in the file. An event without
 * a time stays behind the one before it in the file. `order` is null when the file has that order already.
 */
export function sortWithinCases(ofCase: Int32Array, time: Float64Array, cases: number): { offsets: Int32Array; order: Int32Array | null } {
  const offsets = new Int32Array(cases + 1);
  let grouped = true;
  for (let at = 0; at < ofCase.length; at += 1) {
    offsets[ofCase[at]! + 1]! += 1;
    if (at > 0 && ofCase[at]! < ofCase[at - 1]!) grouped = false;
  }
  for (let at = 0; at < cases; at += 1) offsets[at + 1]! += offsets[at]!;
  let order: Int32Array | null = null;
  if (!grouped) {
    order = new Int32Array(ofCase.length);
    const next = offsets.slice();
    for (let at = 0; at < ofCase.length; at += 1) {
      order[next[ofCase[at]!]!] = at;
      next[ofCase[at]!]! += 1;
    }
  }
  for (let each = 0; each < cases; each += 1) {
    const [from, to] = [offsets[each]!, offsets[each + 1]!];
    if (inOrder(time, order, from, to)) continue;
    order ??= Int32Array.from(ofCase, (_, at) => at);
    sortByTime(time, order, from, to);
  }
  return { offsets, order };
}

function inOrder(time: Float64Array, order: Int32Array | null, from: number, to: number): boolean {
  let latest = Number.NEGATIVE_INFINITY;
  for (let at = from; at < to; at += 1) {
    const moment = time[order === null ? at : order[at]!]!;
    if (moment < latest) return false;
    if (moment > latest) latest = moment;
  }
  return true;
}

function sortByTime(time: Float64Array, order: Int32Array, from: number, to: number): void {
  let latest = Number.NEGATIVE_INFINITY;
  const rows = Array.from(order.subarray(from, to), (event, place) => {
    const moment = time[event]!;
    if (!Number.isNaN(moment)) latest = moment;
    return { event, moment: latest, place };
  });
  rows.sort((a, b) => (a.moment === b.moment ? a.place - b.place : a.moment - b.moment));
  rows.forEach(({ event }, place) => {
    order[from + place] = event;
  });
}
