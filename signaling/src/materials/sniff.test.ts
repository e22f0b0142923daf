import { describe, expect, test } from 'vitest';
import { sniff } from './sniff.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');
const padded = (head: Buffer) => Buffer.concat([head, Buffer.alloc(64)]).subarray(0, 64);

describe('the type of a file', () => {
  test.each([
    ['jpg', latin('\xff\xd8\xff\xe0..JFIF')],
    ['png', latin('\x89PNG\r\n\x1a\n')],
    ['webp', latin('RIFF....WEBPVP8 ')],
    ['wav', latin('RIFF....WAVEfmt ')],
    ['ogg', latin('OggS\0')],
    ['webm', latin('\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm')],
    ['mp4', latin('\0\0\0\x20ftypisom')],
    ['m4a', latin('\0\0\0\x20ftypM4A ')],
    ['mp3', latin('ID3\x04')],
    ['mp3', latin('\xff\xfb\x90')],
  ])('%s is told by its first bytes', (ending, head) => {
    expect(sniff(padded(head))).toBe(ending);
  });

  test.each([
    ['a page', latin('<!doctype html><script>')],
    ['a drawing with scripts', latin('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['a document', latin('%PDF-1.7')],
    ['an archive', latin('PK\x03\x04')],
    ['a program', latin('\x7fELF')],
    ['Matroska that browsers do not play', latin('\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska')],
    ['a picture of another brand', latin('\0\0\0\x20ftypheic')],
    ['AAC without a container', latin('\xff\xf1\x50')],
    ['nothing', Buffer.alloc(0)],
  ])('%s is none that a lesson takes', (_name, head) => {
    expect(sniff(padded(head))).toBeNull();
    expect(sniff(head)).toBeNull();
  });
});
