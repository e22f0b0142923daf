import { expect, test } from 'vitest';
import { chooseVideoCodec } from './codec-choice.ts';

const opus = { kind: 'audio', mimeType: 'audio/opus' };
const vp8 = { kind: 'video', mimeType: 'video/VP8' };
const vp9 = { kind: 'video', mimeType: 'video/VP9', parameters: { 'profile-id': 0 } };
const oldH264 = { kind: 'video', mimeType: 'video/H264', parameters: { 'packetization-mode': 0 } };
const h264 = { kind: 'video', mimeType: 'video/H264', parameters: { 'packetization-mode': 1 } };

test('prefers H.264, then VP9, then VP8', () => {
  expect(chooseVideoCodec([opus, vp8, vp9, oldH264, h264])).toBe(h264);
  expect(chooseVideoCodec([opus, vp8, vp9, oldH264])).toBe(vp9);
  expect(chooseVideoCodec([opus, vp8])).toBe(vp8);
  expect(chooseVideoCodec([opus])).toBeUndefined();
});
