import { inflateSync } from 'node:zlib';
import * as codec from '../../packages/codec/src/index.ts';
import { nodeVerifier } from '../../packages/codec/test/node-verifier.ts';
import {
  checkpoint,
  NOW,
  paperClaims,
  present,
  ROOTS,
  signStrip,
  signTrustList,
  TRUST_LIST,
} from '../../packages/codec/test/two-provinces.ts';
import { showPlace } from '../../packages/codec/test/places.ts';
import { isDeepStrictEqual } from 'node:util';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateJson } from './mutate-json.ts';
import { mutateText } from './mutate-text.ts';
import { bytesOf, equal, texts, vectors } from './seeds.ts';
import { mustBe, refusing, subject, type Subject } from './subject.ts';

const own = ['CodecError'];

const shown = await present();
const paper = codec.encodePaperCode(await signStrip(paperClaims()));
const codes = [shown, paper, ...texts([...vectors('codes'), ...vectors('presentations')], 'text')];
const strip = codec.decodeCode(shown).strip.bytes;
const codeBytes = codes.flatMap((text) => {
  try {
    return [codec.decodeBase45(text, text.indexOf(':') + 1)];
  } catch {
    return [];
  }
});
const strips = codes.flatMap((text) => {
  try {
    return [Uint8Array.from(codec.decodeCode(text).strip.bytes)];
  } catch {
    return [];
  }
});
const lists = texts(vectors('trust-lists'), 'list').map(bytesOf);
const signedList = await signTrustList(TRUST_LIST);
const statusVectors = vectors('status-lists');
const tokens = texts(statusVectors, 'token')
  .map(bytesOf)
  .filter(({ length }) => length < 4096);
const compressed = tokens.flatMap((token) => {
  try {
    return [(codec.decodeStatusListToken(token) as unknown as { compressed: Uint8Array }).compressed];
  } catch {
    return [];
  }
});

/** Reads bytes, and holds what it made of them against what writing that gives. */
function bytesSubject(
  name: string,
  share: number,
  seeds: readonly Uint8Array[],
  read: (bytes: Uint8Array) => unknown,
): Subject {
  return subject<Uint8Array>({
    name,
    share,
    mutate: (random) => mutateBytes(random, seeds),
    judge: (bytes) => refusing(own, () => read(bytes)),
  });
}

/** A strip that was taken is the only way to write its claims. */
function onlyStrip({ claims, suite, kid, signature, bytes }: codec.DecodedStrip): void {
  mustBe(equal(codec.prepareStrip(claims, { suite, kid }).finish(signature), bytes), 'a strip in another encoding');
}

function onlyCode(text: string): void {
  const code = codec.decodeCode(text);
  onlyStrip(code.strip);
  const written =
    code.kind === 'paper'
      ? codec.encodePaperCode(code.strip.bytes)
      : `TX1:${codec.encodeBase45(codec.encodeCbor([code.strip.bytes, code.displayTime, code.signature]))}`;
  mustBe(written === text, 'a code in another spelling');
}

const passing = new Set<string>([shown]);

async function neverPasses(text: string): Promise<'refused' | 'taken'> {
  if (passing.has(text)) return 'taken';
  const { verdict, findings } = await codec.verifyCode(text, checkpoint(), nodeVerifier);
  mustBe(verdict !== 'pass', 'a mutant passes');
  mustBe(!findings.some(({ code }) => code === 'verifier-failed'), 'the verifier failed');
  return 'refused';
}

/** What node:zlib, another implementation, makes of the same bytes. */
function asZlib(data: Uint8Array): void {
  const list = codec.inflateZlib(data, 1 << 20);
  mustBe(equal(list, inflateSync(data)), 'other bytes than zlib');
}

const place = await showPlace();
const places = [place, ...texts(vectors('place-codes'), 'text')];
const placeBytes = places
  .filter((text) => text.startsWith(codec.PLACE_PREFIX) && text.length < 600)
  .map((text) => codec.decodeBase45(text, codec.PLACE_PREFIX.length));
const visits = texts(vectors('place-codes'), 'visit').map(bytesOf);

/** No mutant of what a place shows is another element or another venue. */
async function onlyPlace(text: string): Promise<void> {
  const { card, element } = codec.decodePlaceCode(text);
  const parts = element === undefined ? [card.bytes] : [card.bytes, element.time, element.signature];
  const written = codec.PLACE_PREFIX + codec.encodeBase45(codec.encodeCbor(parts));
  mustBe(written === text, 'a place code in another spelling');
  const context = { at: NOW, trustList: TRUST_LIST, elementPast: 60, elementFuture: 30 };
  const { fault } = await codec.verifyPlaceCode(text, context, nodeVerifier);
  mustBe(fault !== null || places.includes(text), 'a mutant of a place code stands');
}

async function onlyVisit(bytes: Uint8Array): Promise<void> {
  const visit = codec.decodeVisit(bytes, codec.decodePlaceCode(place));
  const stands = await codec.verifyVisit(visit, TRUST_LIST, nodeVerifier);
  mustBe(!stands || visits.some((known) => equal(known, bytes)), 'a mutant of a visit stands');
}

const requirements = { roots: ROOTS, threshold: 2, now: NOW, minimumVersion: 1 };

export const codecSubjects: readonly Subject[] = [
  bytesSubject('CBOR', 10, [...codeBytes, ...strips, ...lists], (bytes) =>
    mustBe(equal(codec.encodeCbor(codec.decodeCbor(bytes)), bytes), 'CBOR in another encoding'),
  ),
  bytesSubject('CBOR of others', 6, [...tokens, ...codeBytes], (bytes) => {
    const value = codec.decodeCbor(bytes, { encoding: 'valid', maxBytes: 1 << 20 });
    const written = codec.encodeCbor(value);
    mustBe(equal(codec.encodeCbor(codec.decodeCbor(written, { maxBytes: 1 << 20 })), written), 'CBOR that changes');
  }),
  bytesSubject('COSE_Sign1', 5, strips, (bytes) => {
    const { protectedBytes, unprotected, payload, signature } = codec.decodeSign1(bytes, { tagged: 'required' });
    mustBe(
      equal(codec.encodeSign1({ protected: protectedBytes, unprotected }, payload, signature), bytes),
      'another Sign1',
    );
  }),
  bytesSubject('COSE_Sign', 5, [...lists, signedList], (bytes) => {
    codec.decodeSign(bytes, { tagged: 'required', maxBytes: 1 << 20 });
  }),
  bytesSubject('strip', 8, [...strips, strip], (bytes) => onlyStrip(codec.decodeStrip(bytes))),
  bytesSubject('trust list', 4, [signedList], async (bytes) =>
    mustBe(
      isDeepStrictEqual(await codec.verifyTrustList(bytes, requirements, nodeVerifier), TRUST_LIST),
      'another list',
    ),
  ),
  bytesSubject('status list token', 6, tokens, (bytes) => {
    const decoded = codec.decodeStatusListToken(bytes) as unknown as { compressed: Uint8Array };
    codec.inflateZlib(decoded.compressed, 1 << 20);
  }),
  bytesSubject('inflate', 6, compressed, asZlib),
  subject<string>({
    name: 'Base45',
    share: 3,
    mutate: (random) => mutateText(random, codes),
    judge: (text) =>
      refusing(own, () => mustBe(codec.encodeBase45(codec.decodeBase45(text)) === text, 'Base45 in another spelling')),
  }),
  subject<string>({
    name: 'base64',
    share: 2,
    mutate: (random) => mutateText(random, texts(statusVectors, 'token')),
    judge: (text) => {
      const [plain, url] = [codec.decodeBase64(text), codec.decodeBase64Url(text)];
      if (plain !== undefined) mustBe(codec.encodeBase64(plain) === text, 'base64 in another spelling');
      if (url !== undefined) mustBe(Buffer.from(url).toString('base64url') === text, 'base64url in another spelling');
      return plain === undefined && url === undefined ? 'refused' : 'taken';
    },
  }),
  subject<string>({
    name: 'code',
    share: 6,
    mutate: (random) =>
      random(2) === 0 ? mutateText(random, codes) : `TX1:${codec.encodeBase45(mutateBytes(random, codeBytes))}`,
    judge: (text) => refusing(own, () => onlyCode(text)),
  }),
  subject<string>({
    name: 'verification',
    share: 4,
    mutate: (random) => {
      const bytes = mutateBytes(random, [codec.decodeBase45(shown, 4)]);
      return random(8) === 0 ? mutateText(random, [shown]) : `TX1:${codec.encodeBase45(bytes)}`;
    },
    judge: neverPasses,
  }),
  subject<string>({
    name: 'place code',
    share: 4,
    mutate: (random) =>
      random(2) === 0
        ? mutateText(random, places)
        : codec.PLACE_PREFIX + codec.encodeBase45(mutateBytes(random, placeBytes)),
    judge: (text) => refusing(own, () => onlyPlace(text)),
  }),
  bytesSubject('visit', 3, visits, onlyVisit),
  subject<unknown>({
    name: 'status list in JSON',
    share: 2,
    mutate: (random) =>
      mutateJson(
        random,
        statusVectors.flatMap(({ json }) => (json === undefined ? [] : [json])),
      ),
    judge: (value) => refusing(own, () => codec.decodeStatusListJson(value)),
  }),
];
