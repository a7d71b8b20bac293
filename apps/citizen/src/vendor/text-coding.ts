/** UTF-8 for platforms without TextEncoder and TextDecoder; what is malformed becomes U+FFFD, as with the standard's default. */
export class TextEncoder {
  readonly encoding = 'utf-8';

  encode(text = ''): Uint8Array {
    const bytes: number[] = [];
    for (const character of text) {
      const read = character.codePointAt(0) as number;
      const point = read >= 0xd800 && read <= 0xdfff ? 0xfffd : read;
      if (point < 0x80) bytes.push(point);
      else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
      else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
      else
        bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    }
    return new Uint8Array(bytes);
  }
}

interface Options {
  readonly fatal?: boolean;
  readonly ignoreBOM?: boolean;
}

export class TextDecoder {
  readonly encoding = 'utf-8';
  private readonly options: Options;

  constructor(_label = 'utf-8', options: Options = {}) {
    this.options = options;
  }

  /** @throws TypeError for malformed bytes, where `fatal` was asked for */
  decode(input?: ArrayBuffer | Uint8Array): string {
    if (input === undefined) return '';
    const bytes = input instanceof Uint8Array ? input : new Uint8Array(input);
    const start = !this.options.ignoreBOM && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    let text = '';
    for (let at = start; at < bytes.length;) {
      const [point, length] = pointAt(bytes, at);
      if (point === undefined && this.options.fatal) throw new TypeError('not UTF-8');
      text += String.fromCodePoint(point ?? 0xfffd);
      at += length;
    }
    return text;
  }
}

/** A character and its length in bytes; undefined with the length of what cannot be one (Unicode 3.9, maximal subparts). */
function pointAt(bytes: Uint8Array, at: number): [number | undefined, number] {
  const first = bytes[at] as number;
  if (first < 0x80) return [first, 1];
  const count =
    first >= 0xc2 && first <= 0xdf ? 1 : first >= 0xe0 && first <= 0xef ? 2 : first >= 0xf0 && first <= 0xf4 ? 3 : 0;
  if (count === 0) return [undefined, 1];
  let point = first & (0x3f >> count);
  for (let index = 1; index <= count; index += 1) {
    const next = bytes[at + index];
    const low = index > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const high = index > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (next === undefined || next < low || next > high) return [undefined, index];
    point = (point << 6) | (next & 63);
  }
  return [point, count + 1];
}
