/** Something that must not be found where it does not belong. `what` names it without saying it. */
export interface Marker {
  readonly what: string;
  readonly value: string;
}

/**
 * The bytes by which a value shows itself: as it is, escaped as in JSON, in a URL, in hex, and in base64 or base64url wherever in a
 * longer text it stands (three bytes make four characters, so it begins at one of three places).
 */
export function formsOf(value: string): Buffer[] {
  const bytes = Buffer.from(value, 'utf8');
  const texts = new Set<string>([
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    value.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
  ]);
  for (const offset of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // Characters at the edges hold bits of what stands beside it.
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor(((offset + bytes.length) * 8) / 6);
    const inside = encoded.slice(from, to);
    texts.add(inside).add(inside.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return [...texts].map((text) => Buffer.from(text, 'utf8'));
}

/** The markers that show themselves in some bytes, in whatever form. */
export function markersIn(bytes: Buffer, markers: readonly Marker[]): Marker[] {
  return markers.filter(({ value }) => cachedForms(value).some((form) => bytes.includes(form)));
}

const cache = new Map<string, Buffer[]>();

function cachedForms(value: string): Buffer[] {
  const forms = cache.get(value) ?? formsOf(value);
  cache.set(value, forms);
  return forms;
}
