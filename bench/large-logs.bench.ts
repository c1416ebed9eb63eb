// Two gigabytes of event log, read in pieces as they would come from a disk: XES, then OCEL 2.0. What is said is the time
// of the processor, less that of making the pieces, and the most memory that the process ever had.
// `npm run bench -- large-logs`.
import { isoOf } from "@rondo/core/mining";
import { readOcel } from "@rondo/formats/ocel";
import { readXes } from "@rondo/formats/xes";

type Reader = ReturnType<typeof readXes>;

const activities = [
  "Receive request",
  "Find volume",
  "Check rights",
  "Decide",
  "Ask requester",
  "Scan pages",
  "Clean up pages",
  "Send scan",
];
const wanted = 2 * 1024 ** 3;
const encoder = new TextEncoder();

measure("XES", xes, readXes());
measure("OCEL 2.0", ocel, readOcel());

function measure(name: string, pieces: () => Generator<string>, reader: Reader): void {
  const own = timed(() => {
    for (const piece of pieces()) encoder.encode(piece);
  });
  let bytes = 0;
  let counts: Readonly<Record<string, number>> = {};
  const spent = timed(() => {
    for (const piece of pieces()) {
      const encoded = encoder.encode(piece);
      bytes += encoded.length;
      reader.write(encoded);
    }
    counts = reader.end().counts;
  });
  console.log(
    `${name}: ${(bytes / 1e9).toFixed(2)} GB, ${counts["events"]} events in ${counts["traces"]} traces, ${(spent - own).toFixed(1)} s of CPU; largest memory ${(process.resourceUsage().maxRSS / 1e6).toFixed(2)} GB`,
  );
}

/** Traces of eight events, a few hundred at a time, until there are enough bytes. */
function* xes(): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849-2016">\n';
  let written = 0;
  for (let run = 0; written < wanted;) {
    const traces: string[] = [];
    for (const until = run + 500; run < until; run += 1) {
      const events = activities.map(
        (activity, at) =>
          `    <event>\n      <string key="concept:name" value="${activity}"/>\n      <string key="org:resource" value="Person ${(run + at) % 30}"/>\n      <string key="lifecycle:transition" value="complete"/>\n      <date key="time:timestamp" value="${isoOf(1_700_000_000_000 + run * 60_000 + at * 3_600_000)}"/>\n    </event>\n`,
      );
      traces.push(`  <trace>\n    <string key="concept:name" value="R-${run}"/>\n${events.join("")}  </trace>\n`);
    }
    const piece = traces.join("");
    written += piece.length;
    yield piece;
  }
  yield "</log>\n";
}

function* ocel(): Generator<string> {
  yield '{"objectTypes":[{"name":"request","attributes":[]}],"eventTypes":[],"events":[\n';
  let written = 0;
  let runs = 0;
  while (written < wanted) {
    const events: string[] = [];
    for (const until = runs + 500; runs < until; runs += 1)
      for (const [at, activity] of activities.entries())
        events.push(
          `${runs + at === 0 ? "" : ",\n"}{"id":"e${runs}-${at}","type":"${activity}","time":"${isoOf(1_700_000_000_000 + runs * 60_000 + at * 3_600_000)}","attributes":[{"name":"org:resource","value":"Person ${(runs + at) % 30}"},{"name":"lifecycle:transition","value":"complete"}],"relationships":[{"objectId":"R-${runs}","qualifier":"case"}]}`,
        );
    const piece = events.join("");
    written += piece.length;
    yield piece;
  }
  yield '\n],"objects":[\n';
  for (let run = 0; run < runs; run += 1) yield `${run === 0 ? "" : ",\n"}{"id":"R-${run}","type":"request","attributes":[]}`;
  yield "\n]}\n";
}

/** Seconds of the processor. */
function timed(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
