import {
  decodeBase45,
  encodeBase45,
  encodeCbor,
  PLACE_PREFIX,
  type PlaceCodeFault,
  signVisit,
} from '../../src/index.ts';
import { DISPLAY, marketClaims, printPlace, showPlace, signCard } from '../places.ts';
import { greenClaims, KEYS, NOW, signStrip, signTrustList, TRUST_LIST, TRUST_LIST_WITH_SM2 } from '../two-provinces.ts';
import { base64, VECTOR_ROOTS, type VectorRoot } from './context.ts';

/** A place code as a phone read it, judged at the instant of the visit; and, where there is one, the visit signed for it. */
export interface PlaceCodeVector {
  readonly about: string;
  readonly text: string;
  readonly context: {
    readonly at: number;
    readonly trustList: string;
    readonly roots: readonly VectorRoot[];
    readonly threshold: number;
    readonly elementPast: number;
    readonly elementFuture: number;
  };
  /** Base64 of what the phone signed. */
  readonly visit?: string;
  readonly expected: {
    readonly fault: PlaceCodeFault | null;
    /** Present once the card's signature verified. */
    readonly venueName?: string;
    readonly elementTime?: number;
    /** Whether the visit stands for this place, this element and its holder. */
    readonly visitSigned?: boolean;
  };
}

type Row = [path: string, vector: PlaceCodeVector];

const VENUE_NAME = '泉城农贸市场';

/** Path below the vectors folder → content. */
export async function placeCodeVectors(): Promise<Row[]> {
  const shown = await showPlace();
  const bytes = decodeBase45(shown, PLACE_PREFIX.length);
  const card = await signCard(marketClaims());
  const strip = await signStrip(greenClaims());
  const visit = await signVisit(strip, shown, NOW, KEYS.holder.sign);
  const seen = { venueName: VENUE_NAME, elementTime: NOW - 5 };
  const read = await vectorOf('', shown, {});
  const withVisit = async (about: string, text: string, data: Uint8Array, visitSigned: boolean) => ({
    ...(await vectorOf(about, text, { fault: null, ...seen, visitSigned })),
    visit: base64(data),
  });
  const elsewhere = await showPlace({ venueId: new Uint8Array(16), venueName: VENUE_NAME });
  return [
    row('valid', 'display', {
      ...read,
      about: 'What a display shows, five seconds old.',
      expected: { fault: null, ...seen },
    }),
    row(
      'valid',
      'printed',
      await vectorOf('A sign on paper: nothing in it turns.', await printPlace(), {
        fault: null,
        venueName: VENUE_NAME,
      }),
    ),
    row('valid', 'sm2-issuer', {
      ...(await vectorOf('The card is signed with SM2.', await showPlace({}, { issuer: KEYS.shandongStripSm2 }), {
        fault: null,
        ...seen,
      })),
      context: { ...read.context, trustList: base64(await signTrustList(TRUST_LIST_WITH_SM2)) },
    }),
    row('valid', 'visit', await withVisit('A visit signed on the phone.', shown, visit, true)),
    row('invalid', 'picture-of-two-minutes-ago', {
      ...(await vectorOf('A display as somebody photographed it.', await showPlace({}, { time: NOW - 120 }), {
        fault: 'old',
        venueName: VENUE_NAME,
        elementTime: NOW - 120,
      })),
    }),
    row(
      'invalid',
      'element-of-the-future',
      await vectorOf('A display whose clock is an hour ahead.', await showPlace({}, { time: NOW + 3_600 }), {
        fault: 'ahead',
        venueName: VENUE_NAME,
        elementTime: NOW + 3_600,
      }),
    ),
    row(
      'invalid',
      'element-by-another-key',
      await vectorOf('A true card, and an element by somebody else.', await showPlace({}, { display: KEYS.forger }), {
        fault: 'forged',
        venueName: VENUE_NAME,
      }),
    ),
    row(
      'invalid',
      'element-signed-as-a-display-of-a-code',
      await vectorOf('The display’s key has signed in another context.', await elementIn('tongxing-display-v1', card), {
        fault: 'forged',
        venueName: VENUE_NAME,
      }),
    ),
    row(
      'invalid',
      'card-by-a-stranger',
      await vectorOf('A card that no node signed.', await showPlace({}, { issuer: KEYS.forger }), {
        fault: 'untrusted',
      }),
    ),
    row(
      'invalid',
      'card-of-a-neighbour',
      await vectorOf('Shanxi signs for a market of Shandong.', await showPlace({}, { issuer: KEYS.shanxiStrip }), {
        fault: 'untrusted',
      }),
    ),
    row(
      'invalid',
      'card-by-the-key-for-status-lists',
      await vectorOf(
        'A key of the node that is for something else.',
        await showPlace({}, { issuer: KEYS.shandongStatus }),
        { fault: 'untrusted' },
      ),
    ),
    row(
      'invalid',
      'expired',
      await vectorOf('A card that ended this second.', await showPlace({ expiresAt: NOW }), {
        fault: 'expired',
        venueName: VENUE_NAME,
      }),
    ),
    row(
      'invalid',
      'strip-as-card',
      await vectorOf('A strip in the place of the card.', text([strip, NOW - 5, new Uint8Array(64)]), {
        fault: 'unreadable',
      }),
    ),
    row(
      'invalid',
      'display-without-element',
      await vectorOf('The card of a display alone.', text([card]), { fault: 'unreadable' }),
    ),
    row(
      'invalid',
      'trailing-bytes',
      await vectorOf('A byte after the end.', PLACE_PREFIX + encodeBase45(Uint8Array.of(...bytes, 0)), {
        fault: 'unreadable',
      }),
    ),
    row(
      'invalid',
      'later-version',
      await vectorOf('A later version.', `TXV2:${shown.slice(5)}`, { fault: 'unreadable' }),
    ),
    row('invalid', 'code-of-a-person', await vectorOf('A person’s code.', 'TX1:BB8', { fault: 'unreadable' })),
    row(
      'invalid',
      'text-too-long',
      await vectorOf('601 characters.', PLACE_PREFIX.padEnd(601, '0'), { fault: 'unreadable' }),
    ),
    row(
      'invalid',
      'visit-of-another-place',
      await withVisit(
        'A visit signed for another venue.',
        shown,
        await signVisit(strip, elsewhere, NOW, KEYS.holder.sign),
        false,
      ),
    ),
    row(
      'invalid',
      'visit-of-another-element',
      await withVisit(
        'A visit signed for an earlier element.',
        shown,
        await signVisit(strip, await showPlace({}, { time: NOW - 25 }), NOW, KEYS.holder.sign),
        false,
      ),
    ),
    row(
      'invalid',
      'visit-by-another-holder',
      await withVisit(
        'A visit with a strip that is somebody else’s.',
        shown,
        await signVisit(strip, shown, NOW, KEYS.otherHolder.sign),
        false,
      ),
    ),
    row(
      'invalid',
      'visit-after-the-strip',
      await withVisit(
        'A visit a day after the strip’s end.',
        shown,
        await signVisit(strip, shown, NOW + 90_000, KEYS.holder.sign),
        false,
      ),
    ),
  ];
}

function row(side: 'valid' | 'invalid', name: string, vector: PlaceCodeVector): Row {
  return [`${side}/place-codes/${name}.json`, vector];
}

async function vectorOf(
  about: string,
  shown: string,
  expected: Partial<PlaceCodeVector['expected']>,
): Promise<PlaceCodeVector> {
  const context = {
    at: NOW,
    trustList: base64(await signTrustList(TRUST_LIST)),
    roots: VECTOR_ROOTS,
    threshold: 2,
    elementPast: 60,
    elementFuture: 30,
  };
  return { about, text: shown, context, expected: { fault: null, ...expected } };
}

function text(fields: (Uint8Array | number)[]): string {
  return PLACE_PREFIX + encodeBase45(encodeCbor(fields));
}

/** The element's content signed by the display's true key for a purpose that is not this one. */
async function elementIn(purpose: string, card: Uint8Array): Promise<string> {
  const covered = encodeCbor([
    'Signature1',
    Uint8Array.of(0xa1, 1, 0x26),
    Buffer.from(purpose),
    encodeCbor([card, NOW - 5]),
  ]);
  return text([card, NOW - 5, await DISPLAY.sign(covered)]);
}
