import { deflateSync, crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CodePage, type Darkroom, drawPage, openDarkroom } from '../../../../test/code-page.ts';
import { createPictureReader } from './reader.ts';
import type { Reading } from './reading.ts';

let darkroom: Darkroom;
beforeAll(async () => {
  darkroom = await openDarkroom();
});
afterAll(() => darkroom.close());

const code = `TX1:${'6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3/XIV0W23NTDE'.repeat(12)}`;
const page: CodePage = {
  code,
  owner: '王*英',
  lastFour: '2846',
  clock: '11月24日 08:00:12',
  colour: 'green',
};
const read = createPictureReader();

async function readWhole(bytes: Buffer): Promise<Reading> {
  const reading = await read(bytes);
  if (typeof reading === 'string') throw new Error(reading);
  return reading;
}

describe('a screenshot of a code page', () => {
  it.each([
    ['of a phone', {}, {}],
    ['of a large phone, as a JPEG of quality 40', {}, { width: 412, quality: 40 }],
    ['of a small phone in dark mode and yellow', { isDark: true, colour: 'yellow' }, { width: 320 }],
    ['in red, as a JPEG of quality 40', { colour: 'red' }, { quality: 40 }],
  ] as const)('%s gives code, colour and words', async (_what, look, how) => {
    const shown: CodePage = { ...page, ...look };
    const { codes, colour, lines } = await readWhole(await darkroom.photograph(shown, how));
    expect(codes).toEqual([code]);
    expect([colour.colour, colour.share > 0.9]).toEqual([shown.colour, true]);
    const text = lines.join('\n');
    for (const word of ['王*英', '2846', '11月24日08:00:12', '山西健康码']) expect(text).toContain(word);
    expect(text).toContain({ green: '绿码', yellow: '黄码', red: '红码' }[shown.colour]);
  });

  it('is handed on anew, as a JPEG without anything that was beside the picture or behind it', async () => {
    const taken = await darkroom.photograph(page);
    const marked = Buffer.concat([taken, Buffer.from('PK\u0003\u0004 an archive behind the picture')]);
    const picture = Buffer.from((await readWhole(marked)).picture);
    expect([picture.readUInt16BE(0), picture.readUInt16BE(picture.length - 2)]).toEqual([0xffd8, 0xffd9]);
    expect(picture.includes('an archive')).toBe(false);
    expect((await readWhole(picture)).codes).toEqual([code]);
  });

  it('cut to the code alone still gives the code, and no words', async () => {
    const alone = await darkroom.develop(
      `<style>body{margin:0}svg{width:360px}</style>${/<svg.*<\/svg>/s.exec(drawPage(page))?.[0]}`,
    );
    const { codes, lines } = await readWhole(alone);
    expect([codes, lines.join('')]).toEqual([[code], expect.not.stringMatching(/[码省*]/)]);
  });
});

describe('what is no code page', () => {
  it('such as a photo gives neither code nor colour nor province', async () => {
    const sky =
      '<body style="margin:0;height:800px;background:radial-gradient(circle at 30% 70%,#777,#334 40%,#99a 60%,#eef)">';
    const { codes, colour, lines } = await readWhole(await darkroom.develop(sky, { quality: 80 }));
    expect([codes, colour.colour, lines.join('').includes('省')]).toEqual([[], null, false]);
  });

  it('a page with a code of somebody else’s system gives its text, whatever it is', async () => {
    const { codes } = await readWhole(await darkroom.photograph({ ...page, code: 'https://example.cn/健康?x=1' }));
    expect(codes).toEqual(['https://example.cn/健康?x=1']);
  });

  it('but a PNG cut off, larger than it says, or unfolding without end is unreadable; the next is read all the same', async () => {
    const [good, jpeg] = [await darkroom.photograph(page), await darkroom.photograph(page, { quality: 80 })];
    for (const broken of [good.subarray(0, 40_000), patchedWidth(good), bomb(1080, 2400), jpeg.subarray(0, 400)]) {
      expect(await read(broken)).toBe('unreadable');
    }
    expect((await readWhole(good)).codes).toEqual([code]);
  });
});

/** The same file with another width in its header, and the right checksum over it. */
function patchedWidth(png: Buffer): Buffer {
  const patched = Buffer.from(png);
  patched.writeUInt32BE(2000, 16);
  patched.writeUInt32BE(crc32(patched.subarray(12, 29)), 29);
  return patched;
}

/** A hundred million bytes of rows in a picture of ten million, in a hundred thousand bytes. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  // Filter 9 does not exist (W3C PNG §9.2): no row can be unfolded.
  const rows = deflateSync(Buffer.alloc(100_000_000, 9));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('the thread that reads', () => {
  it('is ended when a picture takes too long, and another reads the next', async () => {
    const hasty = createPictureReader({ milliseconds: 1, idleMilliseconds: 60_000 });
    const picture = await darkroom.photograph(page, { width: 320 });
    expect(await hasty(picture)).toBe('too-long');
    expect(await hasty(picture)).toBe('too-long');
  });

  it('ends by itself when nothing is to be read, and begins again', async () => {
    const brief = createPictureReader({ milliseconds: 60_000, idleMilliseconds: 1 });
    const before = process.getActiveResourcesInfo().length;
    expect(await brief(Buffer.alloc(100))).toBe('unreadable');
    await expect.poll(() => process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before);
    expect(await brief(Buffer.alloc(100))).toBe('unreadable');
  });
});
