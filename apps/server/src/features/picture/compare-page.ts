import { toEdge } from '../../platform/clock.ts';
import { finding, type PictureFinding } from './findings.ts';
import { nameOnPage } from './name-on-page.ts';
import type { MeasuredColour } from './reading/colour.ts';
import { anyWithin, readWords } from './words.ts';

/** What the application says that sent the picture, and what its page is compared with. */
export interface Claimed {
  readonly name: string;
  readonly maskedName: string;
  readonly lastFour: string;
  /** First two digits of the division of the province. */
  readonly origin: string;
  readonly receivedAt: Date;
  /** How long before that the page may have been shown. */
  readonly freshSeconds: number;
  /** Names of the provinces, without 省 and the like, by the first two digits of their divisions. */
  readonly provinces: ReadonlyMap<string, string>;
}

/**
 * Compares what anybody could paint: the words of the page and its colour. Reading is not certain, and so neither is a contradiction
 * found here: it brings a person to look, and rejects nobody by itself.
 * @param code the colour the QR code was signed with, where it was verified
 */
export function comparePage(
  lines: readonly string[],
  painted: MeasuredColour,
  code: string | undefined,
  claimed: Claimed,
): PictureFinding[] {
  const words = readWords(lines, claimed.provinces, claimed.receivedAt);
  const name = nameOnPage(lines, claimed.name, claimed.maskedName);
  return [
    paintedColour(painted, code === undefined ? [...words.colours] : [code]),
    finding('read-name', name.fits, claimed.maskedName, name.found),
    among('read-number', words.endings, claimed.lastFour),
    readProvince(words.provinces, claimed),
    readTime(words, claimed),
  ];
}

/** Says which colour was measured and of how much of what is painted; compared with the verified code's, else with the word's. */
function paintedColour({ colour, share }: MeasuredColour, said: readonly string[]): PictureFinding {
  const found = colour === null ? null : `${colour} ${Math.round(share * 100)} %`;
  const agrees = colour === null || said.length === 0 ? null : said.includes(colour);
  return finding('painted-colour', agrees, said.join(' ') || null, found);
}

function among(code: 'read-number', found: readonly string[], said: string): PictureFinding {
  if (found.includes(said)) return finding(code, true, said, said);
  return finding(code, found.length === 0 ? null : false, said, found[0] ?? null);
}

function readProvince(read: ReadonlySet<string>, { provinces, origin }: Claimed): PictureFinding {
  const [first] = read;
  const agrees = read.has(origin) ? true : first === undefined ? null : false;
  const found = agrees === true ? origin : first;
  return finding('read-province', agrees, provinces.get(origin) ?? null, provinces.get(found ?? '') ?? null);
}

/** A running clock shows seconds: where one stands it decides. Other times may mean anything, and only agree. */
function readTime(
  { clocks, instants }: ReturnType<typeof readWords>,
  { receivedAt, freshSeconds }: Claimed,
): PictureFinding {
  const isFresh = anyWithin(clocks.length > 0 ? clocks : instants, receivedAt, freshSeconds);
  const [running] = clocks;
  const agrees = isFresh ? true : running === undefined ? null : false;
  return finding('read-time', agrees, toEdge(receivedAt), running === undefined ? null : toEdge(running));
}
