import { deflateSync, crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readHeader } from './header.ts';

/** W3C PNG §5.3 and §11.2.1: only what a decoder sees first. */
function png(width: number, height: number, behind = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(25);
  header.writeUInt32BE(13, 0);
  header.write('IHDR', 4, 'latin1');
  header.writeUInt32BE(width, 8);
  header.writeUInt32BE(height, 12);
  header.set([8, 2, 0, 0, 0], 16);
  header.writeUInt32BE(crc32(header.subarray(4, 21)), 21);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), header, behind]);
}

/** ITU-T T.81 §B.2.2: an application segment and a frame. */
function jpeg(width: number, height: number, frame = 0xc0): Buffer {
  const sof = Buffer.from([0xff, frame, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
  sof.writeUInt16BE(height, 5);
  sof.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0x4a, 0x46]), sof]);
}

describe('the first bytes of a picture', () => {
  it('say what it is and how large, of both kinds and of progressive JPEG', () => {
    expect(readHeader(png(1080, 2400))).toEqual({ mediaType: 'image/png', width: 1080, height: 2400 });
    expect(readHeader(jpeg(1170, 2532))).toEqual({ mediaType: 'image/jpeg', width: 1170, height: 2532 });
    expect(readHeader(jpeg(750, 1334, 0xc2))).toMatchObject({ width: 750 });
  });

  it.each([
    [
      'a PNG of 10,000 × 10,000, a few bytes that unfold into 400 MB',
      png(10_000, 10_000, deflateSync(Buffer.alloc(99))),
    ],
    ['a JPEG of 65,500 × 65,500', jpeg(65_500, 65_500)],
    ['a strip of 20,000 × 300', png(20_000, 300)],
    ['an icon', png(64, 64)],
    ['a picture of no height', png(1080, 0)],
    ['four million bytes', Buffer.concat([png(1080, 2400), Buffer.alloc(4_000_000)])],
  ])('of %s are enough to refuse it, before anything is decoded', (_what, bytes) => {
    expect(readHeader(bytes)).toBe('size');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a page', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a PDF', Buffer.from('%PDF-1.4 1 0 obj <</Type /Catalog>> endobj')],
    ['a GIF', Buffer.from('GIF89a0000000000000000000000000000000000')],
    ['an archive with a picture behind it', Buffer.concat([Buffer.from('PK\u0003\u0004'), png(1080, 2400)])],
    ['a PNG cut off in its header', png(1080, 2400).subarray(0, 30)],
    ['a JPEG cut off before its frame', jpeg(1080, 2400).subarray(0, 10)],
    ['a JPEG whose segment has no length', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['a JPEG of a process that no phone writes', jpeg(1080, 2400, 0xc3)],
  ])('of %s are those of no picture', (_what, bytes) => {
    expect(readHeader(bytes)).toBe('not-a-picture');
  });
});
