// A bad line for hand and script: `node scripts/net-lab/main.ts --udp 5004=127.0.0.1:40000 --rate-bps 2000000 --delay-ms 40`.
import { parseArgs } from 'node:util';
import { parseAddress } from './address.ts';
import { checkConditions } from './conditions.ts';
import { openControl } from './control.ts';
import { openNetLab, type RelayPlan } from './net-lab.ts';

const usage = `node scripts/net-lab/main.ts [--udp|--tcp LISTEN=TO]... [--seed 1] [--control host:port] [conditions]
  --udp, --tcp     one relay each, such as --tcp 127.0.0.1:8000=127.0.0.1:3000; LISTEN may have port 0
  conditions       --rate-bps --burst-bytes --queue-bytes --delay-ms --jitter-ms --loss (0 to 1) --loss-burst-packets
                   for both directions; with --up- or --down- in front (--up-rate-bps) for one
  --control        where GET /, PUT / { up, down, both }, POST /outage { durationMs } and POST /cut are answered`;

const names = {
  'rate-bps': 'rateBps',
  'burst-bytes': 'burstBytes',
  'queue-bytes': 'queueBytes',
  'delay-ms': 'delayMs',
  'jitter-ms': 'jitterMs',
  loss: 'loss',
  'loss-burst-packets': 'lossBurstPackets',
} as const;

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const each = ['', 'up-', 'down-'].flatMap((prefix) => Object.keys(names).map((name) => `${prefix}${name}`));
  const { values } = parseArgs({
    options: {
      udp: { type: 'string', multiple: true, default: [] },
      tcp: { type: 'string', multiple: true, default: [] },
      seed: { type: 'string', default: '1' },
      control: { type: 'string' },
      ...Object.fromEntries(each.map((name) => [name, { type: 'string' } as const])),
    },
  });
  const given: Readonly<Record<string, unknown>> = values;
  const conditions = (prefix: string) =>
    Object.entries(names).flatMap(([flag, name]) => {
      const value = given[`${prefix}${flag}`];
      return value === undefined ? [] : [[name, Number(value)] as const];
    });
  const relays = [...plans('udp', values.udp), ...plans('tcp', values.tcp)];
  if (relays.length === 0) throw new RangeError('at least one --udp or --tcp is needed');
  const lab = await openNetLab({
    seed: Number(values.seed),
    relays,
    up: checkConditions(Object.fromEntries([...conditions(''), ...conditions('up-')])),
    down: checkConditions(Object.fromEntries([...conditions(''), ...conditions('down-')])),
  });
  const control = values.control === undefined ? undefined : await openControl(lab, parseAddress(values.control));
  const lines = lab.addresses.map(
    ({ host, port }, index) => `${relays[index]?.kind} ${host}:${port} → ${relays[index]?.to}`,
  );
  process.stdout.write(`${[...lines, ...(control ? [`control on port ${control.port}`] : [])].join('\n')}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      const { up, down } = lab.counts();
      await control?.close();
      await lab.close();
      process.stdout.write(`${JSON.stringify({ up, down })}\n`);
    });
  }
}

function plans(kind: 'udp' | 'tcp', values: readonly string[]): RelayPlan[] {
  return values.map((value) => {
    const [listen, to] = value.split('=');
    if (listen === undefined || to === undefined) throw new RangeError(`--${kind} ${value}: LISTEN=TO is needed`);
    return { kind, listen, to };
  });
}
