import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cleanAttachment } from './clean-attachment.ts';

const place = '37.87N 112.55E';

/** ITU-T T.81, B.1.1.4: marker, length of what follows with itself, content. */
function segment(marker: number, content: string): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, Buffer.from(content, 'latin1')]);
}

const [startOfImage, endOfImage] = [Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xd9])];
const table = segment(0xdb, 'quantisation');
const frame = segment(0xc0, 'frame');
// A stuffed byte and a restart are data; a marker is not.
const scan = Buffer.concat([segment(0xda, 'scan'), Buffer.from([1, 0xff, 0, 2, 0xff, 0xd3, 3])]);
const bareJpeg = Buffer.concat([startOfImage, table, frame, scan, endOfImage]);

/** W3C PNG, §5.3: length, type, data, checksum over the two. */
function chunk(type: string, data: string): Buffer {
  const body = Buffer.from(type + data, 'latin1');
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const png = (...chunks: Buffer[]) => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
const [header, pixels, end] = [chunk('IHDR', '0123456789abc'), chunk('IDAT', 'pixels'), chunk('IEND', '')];

/** ISO 32000-1, §7.5, as small as readers take it. */
const pdf = (objects: string, trailer = '/Root 1 0 R') =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n${objects}\ntrailer <<${trailer}>>\n%%EOF\n`,
    'latin1',
  );

const codeOf = (bytes: Buffer) => {
  try {
    return cleanAttachment(bytes).mediaType;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a picture', () => {
  it('as JPEG keeps what it shows and loses where, when and with what it was taken, and what was put behind it', () => {
    const taken = Buffer.concat([
      startOfImage,
      segment(0xe0, 'JFIF'),
      segment(0xe1, `Exif ${place}`),
      segment(0xfe, 'by 王秀英'),
      table,
      frame,
      segment(0xed, 'Photoshop'),
      scan,
      endOfImage,
      Buffer.from('PK: an archive behind the picture'),
    ]);
    expect(cleanAttachment(taken)).toEqual({ mediaType: 'image/jpeg', bytes: bareJpeg });
  });

  it('keeps what Adobe says of its colours, without which they are others', () => {
    const adobe = segment(0xee, 'Adobe12345678');
    const picture = Buffer.concat([startOfImage, adobe, table, frame, scan, endOfImage]);
    expect(cleanAttachment(picture).bytes).toEqual(picture);
  });

  it('as PNG keeps what it shows and loses texts, times, positions and what nobody knows', () => {
    const about = [chunk('tEXt', 'Author 王'), chunk('tIME', '1234567'), chunk('eXIf', place), chunk('prVt', 'x')];
    const taken = Buffer.concat([png(header, ...about, pixels, end), Buffer.from('behind')]);
    expect(cleanAttachment(taken)).toEqual({ mediaType: 'image/png', bytes: png(header, pixels, end) });
  });

  it.each([
    ['a JPEG that is cut off', bareJpeg.subarray(0, -2)],
    ['a PNG that is cut off', png(header, pixels)],
    ['a PNG with a wrong checksum', png(header, Buffer.concat([pixels.subarray(0, -1), Buffer.from([0])]), end)],
    ['a PNG without a picture', png(header, end)],
    ['a page that calls itself an image', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a program', Buffer.from('MZ this program cannot be run')],
    ['nothing', Buffer.alloc(0)],
  ])('is not %s', (_what, bytes) => {
    expect(codeOf(bytes)).toBe('attachment-type-refused');
  });
});

describe('a PDF', () => {
  it('loses what it says of its author and times, in place, so that nothing else in it moves', () => {
    const written = pdf(
      '3 0 obj <</Author (WANG) /CreationDate (D:20221124)>> endobj\n4 0 obj <</Length 9>> stream\n<x>WANG</>\nendstream endobj',
      '/Root 1 0 R /Info 3 0 R /Metadata 4 0 R',
    );
    const { mediaType, bytes } = cleanAttachment(written);
    expect([mediaType, bytes.length]).toEqual(['application/pdf', written.length]);
    expect(bytes.toString('latin1')).not.toMatch(/WANG|20221124/);
    expect(bytes.toString('latin1')).toContain('1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj');
  });

  it.each([
    ['a program', '3 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj'],
    ['a program by another spelling of its name', '3 0 obj <</S /J#61va#53cript>> endobj'],
    ['something it does when it is opened', '3 0 obj <</OpenAction 4 0 R>> endobj'],
    ['a file of its own', '3 0 obj <</EmbeddedFile 4 0 R>> endobj'],
    ['packed objects, in which any of these could stand unseen', '3 0 obj <</Type /ObjStm>> stream x endstream endobj'],
    ['a cipher', '3 0 obj <</Encrypt 4 0 R>> endobj'],
  ])('that holds %s is refused', (_what, objects) => {
    expect(codeOf(pdf(objects))).toBe('attachment-active');
  });

  it('that names more descriptions of itself than any does is refused', () => {
    const many = Array.from({ length: 40_000 }, (_, number) => `/Info ${number} 0 R`).join('\n');
    expect(codeOf(pdf(many))).toBe('attachment-active');
  });

  it.each([
    ['without its end', Buffer.from('%PDF-1.4\n1 0 obj')],
    ['with its end in the middle', Buffer.concat([pdf(''), Buffer.from('PK an archive')])],
    ['behind something else', Buffer.concat([Buffer.from('#!/bin/sh\n'), pdf('')])],
  ])('%s is none', (_what, bytes) => {
    expect(codeOf(bytes)).toBe('attachment-type-refused');
  });
});
