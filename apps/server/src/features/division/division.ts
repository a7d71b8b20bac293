export type DivisionLevel = 'province' | 'city' | 'county' | 'street' | 'village';

/** A row of divisions/. Days are half-open, in China's time; null: without bound. */
export interface Division {
  /** 6 digits (GB/T 2260), a street 9, a village 12. */
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string | null };
  readonly level: DivisionLevel;
  /** In the codes of the statistics office only: a development zone, a heading where there is no city. */
  readonly statistical: boolean;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** What it became when it was dissolved, where that is known. */
  readonly into: string | null;
}

/** Reads a line of `areas/`: code, name, English name, kind, valid from, valid to, into. */
export function readAreaLine(line: string): Division {
  const [code = '', zh = '', en = '', kind = '', validFrom = '', validTo = '', into = ''] = line.split('\t');
  return {
    code,
    name: { zh, en: en || null },
    level: levelOf(code),
    statistical: kind !== '',
    validFrom: validFrom || null,
    validTo: validTo || null,
    into: into || null,
  };
}

/**
 * Takes a line of `streets/` or `villages/` apart: three digits and a name each. Streets 400 to 599 are units of the statistics
 * office (its rules of coding: development zones, farms and the like), not towns.
 */
export function readInside(parent: string, line: string): Division[] {
  return line.split('\t').map((item) => {
    const code = parent + item.slice(0, 3);
    return {
      code,
      name: { zh: item.slice(3), en: null },
      level: levelOf(code),
      statistical: parent.length === 6 && /^[45]/.test(item),
      validFrom: null,
      validTo: null,
      into: null,
    };
  });
}

function levelOf(code: string): DivisionLevel {
  if (code.length === 12) return 'village';
  if (code.length === 9) return 'street';
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'city' : 'county';
}

/** What a division lies in directly: 370102001 → 370102 → 370100 → 370000 → null; 441900003 → 441900. */
export function parentOf(code: string): string | null {
  if (code.length > 6) return code.slice(0, -3);
  if (code.endsWith('0000')) return null;
  return code.endsWith('00') ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
}
