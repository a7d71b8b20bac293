import { decodeBase45, encodeBase45 } from '../../src/index.ts';
import { KEYS, NOW, present, TRUST_LIST, TRUST_LIST_WITH_SM2 } from '../two-provinces.ts';
import type { Scenario } from './scenario.ts';

const context = { trustList: TRUST_LIST_WITH_SM2 };
const sm2Issuer = { issuer: KEYS.shandongStripSm2 };
const sm2Holder = { holder: KEYS.holderSm2 };
const claims = { holder: KEYS.holderSm2.publicKey };

/** Green codes in which issuer or holder, or both, sign with SM2-SM3. Both with ES256 is `green-es256`. */
export const passingSuiteScenarios: readonly Scenario[] = [
  {
    name: 'green-sm2-issuer-es256-holder',
    about: 'The province signs with SM2, the phone with ES256.',
    text: present({}, sm2Issuer),
    context,
    verdict: 'pass',
    findings: [],
  },
  {
    name: 'green-es256-issuer-sm2-holder',
    about: 'The province signs with ES256, the phone with SM2.',
    text: present(claims, sm2Holder),
    context,
    verdict: 'pass',
    findings: [],
  },
  {
    name: 'green-sm2-issuer-sm2-holder',
    about: 'Both sign with SM2.',
    text: present(claims, { ...sm2Issuer, ...sm2Holder }),
    context,
    verdict: 'pass',
    findings: [],
  },
];

/** The same, forged, borrowed, damaged, or with a key that is none. */
export const failingSuiteScenarios: readonly Scenario[] = [
  {
    name: 'sm2-forged-issuer-signature',
    about: 'Signed with SM2 by a stranger who borrows the id of a known key.',
    text: present({}, { issuer: { ...KEYS.forgerSm2, kid: KEYS.shandongStripSm2.kid } }),
    context,
    verdict: 'stop',
    findings: ['bad-issuer-signature/stop'],
  },
  {
    name: 'sm2-borrowed-strip',
    about: 'Somebody else’s strip with an SM2 key, shown with one’s own SM2 signature.',
    text: present(claims, { ...sm2Issuer, holder: KEYS.otherHolderSm2 }),
    context,
    verdict: 'stop',
    findings: ['bad-holder-signature/stop'],
  },
  {
    name: 'sm2-strip-shown-with-es256',
    about: 'The strip names an SM2 key; the display is signed with ES256.',
    text: present(claims, sm2Issuer),
    context,
    verdict: 'stop',
    findings: ['bad-holder-signature/stop'],
  },
  {
    name: 'sm2-changed-byte',
    about: 'One byte of the masked name was changed after both signed with SM2.',
    text: changedByte(),
    context,
    verdict: 'stop',
    findings: ['bad-issuer-signature/stop', 'bad-holder-signature/stop'],
  },
  {
    name: 'sm2-holder-signature-of-zeros',
    about: 'The holder’s SM2 signature is r = s = 0.',
    text: present(claims, { ...sm2Issuer, holder: { ...KEYS.holderSm2, sign: () => new Uint8Array(64) } }),
    context,
    verdict: 'stop',
    findings: ['bad-holder-signature/stop'],
  },
  {
    name: 'sm2-holder-key-off-the-curve',
    about:
      'The strip calls a point of P-256 an SM2 key, and the display is signed with it as if it were on that curve.',
    text: present({ holder: { ...KEYS.holder.publicKey, suite: 'SM2-SM3' } }, sm2Issuer),
    context,
    verdict: 'stop',
    findings: ['bad-holder-signature/stop'],
  },
  {
    name: 'sm2-signature-under-es256-header',
    about: 'Signed by the right SM2 key, but the header says ES256: an algorithm belongs to its key.',
    text: present(
      {},
      { issuer: { ...KEYS.shandongStripSm2, publicKey: { ...KEYS.shandongStripSm2.publicKey, suite: 'ES256' } } },
    ),
    context,
    verdict: 'stop',
    findings: ['bad-issuer-signature/stop'],
  },
  {
    name: 'sm2-unknown-key',
    about: 'An SM2 key that the trust list does not hold, and the list was confirmed after the strip was signed.',
    text: present({}, sm2Issuer),
    context: { trustList: TRUST_LIST, trustListAsOf: NOW - 60 },
    verdict: 'stop',
    findings: ['unknown-key/stop'],
  },
  {
    name: 'sm2-red',
    about: 'A red code, both signatures with SM2.',
    text: present({ ...claims, colour: 'red' }, { ...sm2Issuer, ...sm2Holder }),
    context,
    verdict: 'stop',
    findings: ['colour-red/stop'],
  },
];

async function changedByte(): Promise<string> {
  const data = decodeBase45(await present(claims, { ...sm2Issuer, ...sm2Holder }), 4);
  // The masked name is *小明; its last byte, 0x8e, becomes 0x8d, which is another character.
  data[Buffer.from(data).indexOf(Buffer.from('明')) + 2] = 0x8d;
  return `TX1:${encodeBase45(data)}`;
}
