import { describe, expect, it } from 'vitest';
import { breakLines, paper, widthOf, writePdf } from './pdf.ts';

const file = (text = '欧阳*𠮷 (123X)') =>
  writePdf({
    title: '更正证明',
    createdAt: new Date('2026-11-24T08:00:00+08:00'),
    attachment: { name: 'certificate.jws', mediaType: 'application/jose', content: 'a.b.c' },
    draw: (drawing) => drawing.line(64, 700, 12, text),
  }).toString('latin1');

/** The objects by their numbers, read as a reader does: from the table that `startxref` points to (ISO 32000-1, 7.5.4 and 7.5.5). */
function read(text: string): Map<number, string> {
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const table = /^xref\n0 (\d+)\n([^t]*)trailer/.exec(text.slice(start));
  const entries = (table?.[2] ?? '').match(/.{20}/gs) ?? [];
  expect(entries).toHaveLength(Number(table?.[1]));
  const places = entries.slice(1).map((entry) => Number(entry.slice(0, 10)));
  return new Map(
    places.map((place, position) => {
      const object = new RegExp(`^${position + 1} 0 obj\\n([^]*?)\\nendobj\\n`).exec(text.slice(place));
      return [position + 1, object?.[1] ?? ''] as const;
    }),
  );
}

/** What the strings of a content stream say: two bytes a unit in the Chinese font, one in Helvetica. */
function shown(content: string): string {
  const strings = [...content.matchAll(/\/(F1|F2) [\d.]+ Tf <([0-9a-f]*)> Tj/g)];
  return strings
    .map(([, font, hex = '']) => {
      const bytes = Buffer.from(hex, 'hex');
      return font === 'F1' ? bytes.swap16().toString('utf16le') : bytes.toString('latin1');
    })
    .join('');
}

describe('a page', () => {
  it('has every object where its table says, and each stream is as long as it says', () => {
    const objects = read(file());
    expect([...objects.values()]).not.toContain('');
    for (const object of objects.values()) {
      const stream = /\/Length (\d+)>>\nstream\n([^]*)\nendstream$/.exec(object);
      if (stream !== null) expect(stream[2]).toHaveLength(Number(stream[1]));
    }
    expect(objects.get(1)).toContain('/Type /Catalog');
  });

  it('shows the text, in Chinese and Latin letters, and characters outside the first plane', () => {
    expect(shown(read(file()).get(4) ?? '')).toBe('欧阳*𠮷 (123X)');
  });

  it('carries the file', () => {
    const objects = [...read(file()).values()];
    expect(objects.find((object) => object.includes('/Type /EmbeddedFile'))).toContain('stream\na.b.c\nendstream');
    expect(objects.find((object) => object.includes('/Type /Filespec'))).toContain('/AFRelationship /Data');
  });

  it.each([') Tj ET', '> Tj ET /F1', '\\', '<</Type', 'endstream\nendobj'])(
    'shows %j as text, whatever it means',
    (text) => {
      const objects = read(file(text));
      expect(objects.size).toBe(read(file()).size);
      expect(shown(objects.get(4) ?? '')).toBe(text);
    },
  );
});

describe('lines', () => {
  // Adobe Core 14 AFM, Helvetica: H 722, e 556, l 222, o 556.
  it('are as wide as their letters, a Chinese character an em', () => {
    expect(widthOf('Hello', 10)).toBeCloseTo(22.78);
    expect(widthOf('健康码', 14)).toBe(42);
  });

  it('fit the width they are given, begin with no mark that ends a clause, and leave nothing out', () => {
    const text =
      '张*(证件末四位 123X)的山西省健康码已于2026年11月24日7:59转换为山东省电子健康通行码(济南市),颜色为绿码。'.repeat(
        4,
      );
    const lines = breakLines(text, 14, 400);
    expect(Math.max(...lines.map((line) => widthOf(line, 14)))).toBeLessThanOrEqual(400);
    expect(lines.filter((line) => /^[,。、;:!?)]/.test(line))).toEqual([]);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    expect(breakLines('a long name of a province', 12, 60)).toEqual(['a long', 'name of a', 'province']);
    expect(paper.width).toBe(595);
  });
});
