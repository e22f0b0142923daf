import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReorderBuffer } from '../rtp/reorder-buffer.ts';
import { Unwrapper } from '../rtp/unwrapper.ts';
import type { AccessUnit } from './access-unit.ts';
import { H264Assembler } from './h264-assembler.ts';
import { type Packetisation, packetise, packetsOf } from './h264-packets.test-support.ts';

/** 640×360, constrained baseline 3.1, and a picture parameter set. */
const sps = Buffer.from('6742c01fd900a02ff970110000030001000003003c8f16224e', 'hex');
const pps = Buffer.from('68cb8cb2', 'hex');

interface Source {
  key: boolean;
  slices: Buffer[];
  packetisation: Packetisation;
}

const slice = fc.uint8Array({ minLength: 1, maxLength: 400 });
const source: fc.Arbitrary<Source> = fc
  .record({
    key: fc.boolean(),
    bodies: fc.array(slice, { minLength: 1, maxLength: 3 }),
    packetisation: fc.record({ fragmentBytes: fc.integer({ min: 2, max: 300 }), aggregate: fc.boolean() }),
  })
  .map(({ key, bodies, packetisation }) => ({
    key,
    packetisation,
    // The first slice of a picture begins with first_mb_in_slice 0 (a 1), the others do not.
    slices: bodies.map((body, index) => Buffer.concat([Buffer.of(key ? 0x65 : 0x41, index === 0 ? 0x88 : 0x40), body])),
  }));
/** Fates of packets: 0 is lost, n > 1 comes n places late. */
const fates = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 400, maxLength: 400 });

const nalsOf = ({ key, slices }: Source) => (key ? [sps, pps, ...slices] : slices);
const prefixed = (nals: readonly Buffer[]) =>
  Buffer.concat(nals.flatMap((nal) => [Buffer.of(0, 0, nal.length >> 8, nal.length & 255), nal]));

/** What came out: units, and `null` wherever a gap was declared. */
function assemble(sources: readonly Source[], fate: (index: number) => number): (AccessUnit | null)[] {
  const out: (AccessUnit | null)[] = [];
  const assembler = new H264Assembler({ unit: (unit) => out.push(unit), damaged: () => out.push(null) });
  const timestamps = new Unwrapper(32);
  const sequences = new Unwrapper(16);
  const order = new ReorderBuffer({
    packet: (packet) => assembler.push(packet, timestamps.unwrap(packet.timestamp)),
    lost: () => {
      out.push(null);
      assembler.lost();
    },
  });
  const units = sources.map((each, index) => ({
    rtpTimestamp: (2 ** 32 - 9_000 + index * 3_000) % 2 ** 32,
    payloads: packetise(nalsOf(each), each.packetisation),
  }));
  const packets = packetsOf(units);
  // The first and the last packet always come: what is lost behind the last one nobody can know.
  const isSure = (index: number) => index === 0 || index === packets.length - 1;
  const arrivals = packets
    .map((packet, index) => ({ packet, index, place: isSure(index) ? index : index + Math.max(0, fate(index) - 15) }))
    .filter(({ index }) => isSure(index) || fate(index) !== 0)
    .sort((a, b) => a.place - b.place);
  for (const { packet } of arrivals) order.push(packet, sequences.unwrap(packet.sequenceNumber), 0);
  order.flush();
  assembler.end();
  return out;
}

test('whatever way access units are cut into packets, they come out as they were', () => {
  fc.assert(
    fc.property(fc.array(source, { minLength: 1, maxLength: 12 }), (sources) => {
      const out = assemble([{ ...firstKey, packetisation: whole }, ...sources], () => 1).slice(1);
      expect(out.map((unit) => unit?.data)).toEqual(sources.map((each) => prefixed(nalsOf(each))));
      expect(out.map((unit) => unit?.key)).toEqual(sources.map(({ key }) => key));
    }),
    { numRuns: 200 },
  );
});

test('under loss and reordering every unit is whole and in order, and a gap stands wherever one is missing', () => {
  fc.assert(
    fc.property(fc.array(source, { minLength: 1, maxLength: 20 }), fates, (sources, fate) => {
      const all = [sure, ...sources, sure];
      const truth = all.map((each) => prefixed(nalsOf(each)));
      const out = assemble(all, (index) => fate[index % fate.length] ?? 1);
      let next = 0;
      let declared = false;
      for (const unit of out) {
        if (unit === null) {
          declared = true;
          continue;
        }
        const timestamp = (unit.rtpTimestamp - 2 ** 32 - (2 ** 32 - 9_000)) / 3_000;
        expect(unit.data.equals(truth[timestamp] ?? Buffer.alloc(0))).toBe(true);
        expect(timestamp).toBeGreaterThanOrEqual(next);
        if (timestamp > next) expect(declared).toBe(true);
        next = timestamp + 1;
        declared = false;
      }
      if (next < all.length) expect(declared).toBe(true);
    }),
    { numRuns: 400 },
  );
});

const whole = { fragmentBytes: 1_000, aggregate: true };
const firstKey = { key: true, slices: [Buffer.of(0x65, 0x88, 1, 2, 3)] };
/** In one packet. */
const sure = { ...firstKey, packetisation: whole };

test('an IDR slice inside a STAP-A makes the unit key, with its size and codec', () => {
  const [unit] = assemble([{ ...firstKey, packetisation: whole }], () => 1);
  expect(unit?.key).toBe(true);
  expect(unit?.config).toMatchObject({ codec: 'avc1.42c01f', width: 640, height: 360 });
});

test('a picture whose first slice is lost together with its first packets is dropped', () => {
  const two = { key: false, slices: [Buffer.of(0x41, 0x88, 1), Buffer.of(0x41, 0x40, 2)], packetisation: apart };
  const out = assemble([{ ...firstKey, packetisation: whole }, two, two], (index) => (index === 1 ? 0 : 1));
  expect(out.map((unit) => unit?.rtpTimestamp ?? null).filter((at) => at !== null)).toHaveLength(2);
  expect(out.filter((unit) => unit === null)).toHaveLength(2);
});

const apart = { fragmentBytes: 1_000, aggregate: false };

test.each([
  ['an empty STAP-A', Buffer.of(0x78)],
  ['a STAP-A that is too short', Buffer.of(0x78, 0, 9, 1)],
  ['an FU-A without its start', Buffer.of(0x7c, 0x05, 1, 2)],
  ['an FU-A without content', Buffer.of(0x7c)],
  ['a type that is not known', Buffer.of(0x7f, 1, 2)],
])('%s is damage, not a unit', (_name, payload) => {
  const out: unknown[] = [];
  const assembler = new H264Assembler({ unit: (unit) => out.push(unit), damaged: () => out.push('damaged') });
  assembler.push({ ssrc: 1, payloadType: 96, sequenceNumber: 1, timestamp: 0, marker: true, payload }, 0);
  expect(out).toEqual(['damaged']);
});
