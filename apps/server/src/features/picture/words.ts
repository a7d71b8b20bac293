import { addSeconds } from '../../platform/clock.ts';

/** What the lines of a code page say, as far as they were read. */
export interface PageWords {
  /** Four characters behind dots or asterisks, as pages mask numbers. */
  readonly endings: readonly string[];
  /** Provinces named in full, by the first two digits of their divisions. */
  readonly provinces: ReadonlySet<string>;
  readonly colours: ReadonlySet<'green' | 'yellow' | 'red'>;
  /** Instants with a date. A running clock shows seconds; what is valid until when does not. */
  readonly clocks: readonly Date[];
  readonly instants: readonly Date[];
}

const colourWords = [
  ['绿码', 'green'],
  ['黄码', 'yellow'],
  ['红码', 'red'],
] as const;

const maskedNumber = /(?:[*…·•]|\.{2}){1,14}(\d{3}[\dXx])(?!\d)/g;
const dated = /(?:(20\d\d)[-年/.])?(\d{1,2})[-月/.](\d{1,2})日?(\d{1,2})[:\uff1a](\d{2})(?:[:\uff1a](\d{2}))?(?!\d)/g;

/**
 * @param lines without spaces
 * @param provinces names of provinces by the first two digits of their divisions, without 省 and the like
 * @param now for times that are written without a year
 */
export function readWords(lines: readonly string[], provinces: ReadonlyMap<string, string>, now: Date): PageWords {
  const page = lines.join('\n');
  const times = lines.flatMap((line) => [...line.matchAll(dated)].flatMap((match) => instantOf(match, now)));
  return {
    endings: lines.flatMap((line) => [...line.matchAll(maskedNumber)].map(([, four = '']) => four.toUpperCase())),
    provinces: new Set([...provinces].filter(([, name]) => page.includes(name)).map(([division]) => division)),
    colours: new Set(colourWords.filter(([word]) => page.includes(word)).map(([, colour]) => colour)),
    clocks: times.filter(({ running }) => running).map(({ at }) => at),
    instants: times.map(({ at }) => at),
  };
}

/** In China's time. Without a year it is of the year in which it lies nearest. */
function instantOf(match: RegExpExecArray, now: Date): { at: Date; running: boolean }[] {
  const [, year, ...rest] = match;
  const [month, day, hour, minute, second = '00'] = rest.map((digits) => digits?.padStart(2, '0'));
  const years = year === undefined ? [0, -1, 1].map((by) => now.getUTCFullYear() + by) : [Number(year)];
  const instants = years
    .map((each) => new Date(`${each}-${month}-${day}T${hour}:${minute}:${second}+08:00`))
    .filter((at) => !Number.isNaN(at.getTime()))
    .toSorted((a, b) => distance(a, now) - distance(b, now));
  return instants.slice(0, 1).map((at) => ({ at, running: rest[4] !== undefined }));
}

function distance(a: Date, b: Date): number {
  return Math.abs(a.getTime() - b.getTime());
}

/** Is one of these instants within so many seconds of the other? */
export function anyWithin(instants: readonly Date[], of: Date, seconds: number): boolean {
  return instants.some((at) => at >= addSeconds(of, -seconds) && at <= addSeconds(of, seconds));
}
