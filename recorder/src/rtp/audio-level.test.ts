import fc from 'fast-check';
import { expect, test } from 'vitest';
import { audioLevelUri, digitalSilence, readAudioLevel } from './audio-level.ts';

/** An Opus packet whose header extensions are these bytes. */
function packet(extensions: number[], profile = 0xbede): Buffer {
  const padded = [...extensions, ...Array.from({ length: (4 - (extensions.length % 4)) % 4 }, () => 0)];
  const head = Buffer.alloc(16);
  head.writeUInt8(0x90, 0);
  head.writeUInt16BE(profile, 12);
  head.writeUInt16BE(padded.length / 4, 14);
  return Buffer.concat([head, Buffer.from(padded), Buffer.of(0xf8, 0xff, 0xfe)]);
}

test('reads the level, with or without the bit that says voice, behind other extensions and padding', () => {
  expect(audioLevelUri).toContain('ssrc-audio-level');
  expect(readAudioLevel(packet([0x60, 127]), 6)).toBe(digitalSilence);
  expect(readAudioLevel(packet([0x60, 0x80 | 42]), 6)).toBe(42);
  expect(readAudioLevel(packet([0x12, 1, 2, 3, 0, 0x60, 9]), 6)).toBe(9);
});

test('a packet that does not tell has no level', () => {
  expect(readAudioLevel(packet([0x12, 1, 2, 3]), 6)).toBeNull();
  expect(readAudioLevel(packet([0x60, 5], 0x1000), 6)).toBeNull();
  expect(readAudioLevel(Buffer.from('80000000000000000000000000f8fffe', 'hex'), 6)).toBeNull();
});

test('any bytes are read without an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 1, max: 14 }), (bytes, id) => {
      const level = readAudioLevel(Buffer.from(bytes), id);
      expect(level === null || (level >= 0 && level <= 127)).toBe(true);
    }),
  );
});
