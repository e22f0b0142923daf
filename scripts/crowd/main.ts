// Seats without browsers: `node scripts/crowd/main.ts --link 'http://localhost:3000/watch#t=…' --seats 20`.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Crowd, openCrowd } from './crowd.ts';

const usage = `node scripts/crowd/main.ts --link LINK [--link LINK]... [--seats N] [--send] [--seconds N] [--json]
  --link     a link into a lesson, as printed at start; with several, seats are dealt out to them in turn
             (a classroom's link seats one, the audience's any number)
  --seats    how many seats (default: one for each link)
  --send     each seat sends a canned picture and silence (teachers and classrooms may)
  --seconds  ends by itself after so long; else Ctrl-C ends
  --json     one line of figures at the end`;

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      link: { type: 'string', multiple: true, default: [] },
      seats: { type: 'string' },
      send: { type: 'boolean', default: false },
      seconds: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const links = values.link.map(readLink);
  const [first] = links;
  if (first === undefined) throw new RangeError('at least one --link is needed');
  const wanted = values.seats === undefined ? links.length : Number(values.seats);
  if (!Number.isInteger(wanted) || wanted < 1) throw new RangeError(`--seats cannot be ${values.seats}`);
  const tokens = Array.from({ length: wanted }, (_, seat) => (links[seat % links.length] ?? first).token);
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const crowd = await openCrowd({
    baseUrl: first.baseUrl,
    tokens,
    sends: values.send,
    onJoined: (seats) => (seats % 10 === 0 || seats === wanted ? say(`${seats} of ${wanted} seats taken`) : undefined),
  });
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  if (values.seconds !== undefined) setTimeout(() => stop.abort(), Number(values.seconds) * 1_000).unref();
  while (!stop.signal.aborted) {
    await delay(2_000, undefined, { signal: stop.signal }).catch(() => undefined);
    say(sentence(crowd));
  }
  const report = crowd.report();
  crowd.close();
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  // The WebRTC library keeps threads that would hold the process open.
  process.exit(0);
}

function sentence(crowd: Crowd): string {
  const { seats, here, tracks, packets, bytes, loss, longestGapMs, problems } = crowd.report();
  const parts = [
    `${here} of ${seats} seats here`,
    `${tracks} tracks`,
    `${packets} packets`,
    `${(bytes / 1_000_000).toFixed(1)} MB`,
    `${(loss * 100).toFixed(2)} % lost`,
    `longest gap ${Math.round(longestGapMs)} ms`,
    ...(problems.length > 0 ? [`${problems.length} problems: ${problems.at(-1)}`] : []),
  ];
  return parts.join(', ');
}

function readLink(value: string): { baseUrl: string; token: string } {
  const url = new URL(value);
  const token = new URLSearchParams(url.hash.slice(1)).get('t');
  if (token === null) throw new RangeError(`${url.origin}${url.pathname} has no token after #`);
  return { baseUrl: url.origin, token };
}
