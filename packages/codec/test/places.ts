import { displayPlaceCode, encodeUtf8, prepareVenueCard, printPlaceCode, type VenueCardClaims } from '../src/index.ts';
import { sha256 } from '../src/es256.ts';
import { KEYS, NOW, testKey, type TestKey } from './two-provinces.ts';

/** The display at the door of a market in Jinan. */
export const DISPLAY = testKey('display of a market');

const id = (name: string): Uint8Array => sha256(encodeUtf8(name)).slice(0, 16);

export function marketClaims(changes: Partial<VenueCardClaims> = {}): VenueCardClaims {
  return {
    issuer: '370000',
    signId: id('sign'),
    venueId: id('market'),
    venueName: '泉城农贸市场',
    issuedAt: NOW - 3_600,
    expiresAt: NOW + 82_800,
    display: DISPLAY.publicKey,
    ...changes,
  };
}

/** As `marketClaims`, of a sign on paper. */
export function printedClaims(changes: Partial<VenueCardClaims> = {}): VenueCardClaims {
  const { display: _, ...claims } = marketClaims({ signId: id('printed sign') });
  return { ...claims, ...changes };
}

export async function signCard(claims: VenueCardClaims, issuer: TestKey = KEYS.shandongStrip): Promise<Uint8Array> {
  const prepared = prepareVenueCard(claims, { suite: issuer.publicKey.suite, kid: issuer.kid });
  return prepared.finish(await issuer.sign(prepared.toBeSigned));
}

/** What the market's display shows since five seconds ago, with changes. */
export async function showPlace(
  changes: Partial<VenueCardClaims> = {},
  { issuer = KEYS.shandongStrip, display = DISPLAY, time = NOW - 5 } = {},
): Promise<string> {
  return displayPlaceCode(await signCard(marketClaims(changes), issuer), time, display.sign);
}

export async function printPlace(changes: Partial<VenueCardClaims> = {}): Promise<string> {
  return printPlaceCode(await signCard(printedClaims(changes)));
}
