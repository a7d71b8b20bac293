import type { Question } from '../asking.ts';
import { readCbor, Tagged, writeArray, entry, type Cbor } from '../cbor.ts';
import { isSignedBy } from '../keys.ts';
import type { Request } from '../send.ts';
import type { Claims } from '../asking.ts';
import type { MakeFaults, NamedFault } from './faults.ts';
import type { Exchanged } from './rehearsal.ts';

type Change = (
  claims: Writable<Claims>,
  question: Question,
  exchange: Exchanged,
  header: Record<string, unknown>,
) => void;
type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

function questionsIn({ url, body }: Request): readonly Question[] {
  if (!url.endsWith('federation/attestations')) return [];
  try {
    return (JSON.parse(body.toString()) as { subjects: Question[] }).subjects;
  } catch {
    return [];
  }
}

const facts = { colour: 'green', decidedAt: '2026-11-24T08:00:00+08:00', releaseAt: null, validUntil: null };

export const attestationFaults: MakeFaults = ({ forger, under }) => {
  const { traveller, codeless, holder } = under.setup.people;
  const says = (id: string, what: string, change: Change, entails: readonly string[] = []): NamedFault => ({
    id,
    what,
    entails,
    fault: (exchange) => {
      const { request, answer } = exchange;
      if (answer.status !== 200 || questionsIn(request).length === 0) return undefined;
      return forger.attested(request, answer, (claims, header) => {
        const question = questionsIn(request).find(({ requestId }) => requestId === claims.requestId)!;
        change(claims, question, exchange, header);
      });
    },
  });
  const isTravellers = ({ subject }: Question) => subject.documentNumber === traveller!.subject.documentNumber;
  const isNobody = ({ subject }: Question) => subject.name === 'CONFORMANCE NOBODY';
  const cameBefore = ({ requestId }: Question, { before }: Exchanged) =>
    before.some((request) => questionsIn(request).some((each) => each.requestId === requestId));
  const grant = (claims: Writable<Claims>) => {
    claims.match = 'match';
    claims.consent = { ...claims.consent, accepted: true };
    claims.facts = facts;
  };
  /** Whether the holder's key has signed this consent for an audience. */
  const isHolders = ({ consent }: Question, audience: string) => {
    const { consentId, expiresAt, signature = '' } = consent;
    const fields = ['colour', 'reasons', 'release', 'tests', 'freshness'];
    const text = JSON.stringify({ audience, consentId, expiresAt, fields, purpose: 'conversion' });
    const strip = readCbor(holder!.strip) as Tagged;
    const key = entry(entry(readCbor((strip.value as Buffer[])[2]!), 8), 1);
    const of = (label: Cbor) => entry(key, label) as Buffer;
    const header = Buffer.from('a10126', 'hex');
    const message = writeArray(['Signature1', header, Buffer.from('tongxing-consent-v1'), Buffer.from(text)]);
    return isSignedBy({ x: of(-2), y: of(-3) }, message, Buffer.from(signature, 'base64url'));
  };
  const isRefusedHolder = (claims: Claims, question: Question) =>
    claims.match === 'refused' && question.consent['grade'] === 'holder-signed';
  const now = () => under.setup.now().getTime();

  return [
    {
      id: 'ATT-01',
      what: 'names another request',
      fault: ({ request, answer }) => {
        if (questionsIn(request).length !== 2) return undefined;
        const body = {
          ...(JSON.parse(answer.body.toString()) as object),
          requestId: '00000000-0000-4000-8000-000000000000',
        };
        return forger.sealed(request, { ...answer, body: Buffer.from(JSON.stringify(body)) });
      },
    },
    says('ATT-02', 'signs tokens of another type', (_claims, question, _exchange, header) => {
      if (isTravellers(question)) header['typ'] = 'JWT';
    }),
    {
      id: 'ATT-03',
      what: 'signs attestations with a signature that is none',
      fault: ({ request, answer }) => {
        if (answer.status !== 200 || questionsIn(request).length === 0) return undefined;
        const body = JSON.parse(answer.body.toString()) as { attestations: string[] };
        const forged = body.attestations.map((text) => text.slice(0, text.lastIndexOf('.') + 1).concat('A'.repeat(86)));
        return forger.sealed(request, {
          ...answer,
          body: Buffer.from(JSON.stringify({ ...body, attestations: forged })),
        });
      },
    },
    says('ATT-04', 'attests for everybody', (claims) => {
      claims.aud = '440000';
    }),
    says('ATT-04', "speaks in another province's name", (claims) => {
      claims.iss = '110000';
    }),
    says('ATT-05', 'attests for an hour', (claims) => {
      claims.exp = Number(claims.iat) + 3600;
    }),
    says('ATT-05', 'attests what is over already', (claims) => {
      claims.iat = Number(claims.iat) - 700;
      claims.exp = Number(claims.iat) + 600;
    }),
    says('ATT-06', 'hashes another subject', (claims) => {
      claims.subjectHash = 'A'.repeat(43);
    }),
    says('ATT-07', 'does not say that the consent counted', (claims, { consent }) => {
      if (claims.match === 'match' && consent['grade'] === 'origin-session')
        claims.consent = { ...claims.consent, accepted: false };
    }),
    says('ATT-08', 'tells times in words', (claims, question) => {
      if (isTravellers(question) && claims.facts !== undefined)
        claims.facts = { ...claims.facts, decidedAt: 'yesterday' };
    }),
    says('ATT-09', 'has lost the code at first', (claims, question, exchange) => {
      if (
        isTravellers(question) &&
        claims.match === 'match' &&
        question.consent['grade'] === 'origin-session' &&
        !cameBefore(question, exchange)
      )
        claims.match = 'no-code';
    }),
    says(
      'ATT-10',
      'tells a document that it does not know from one that it does',
      (claims, question) => {
        if (isNobody(question) && claims.match === 'identity') claims.match = 'no-code';
      },
      ['ATT-16'],
    ),
    says('ATT-11', 'does not compare names', (claims, { subject }) => {
      if (subject.name === '无此人') claims.match = 'phone';
    }),
    says('ATT-12', 'does not say that the phone is another', (claims) => {
      if (claims.match === 'phone') claims.match = 'identity';
    }),
    says('ATT-13', 'attests to people without a code', (claims) => {
      if (claims.match === 'no-code') claims.match = 'refused';
    }),
    says('ATT-14', 'lets a consent serve one answer only', (claims, question, exchange) => {
      if (!cameBefore(question, exchange) || claims.match !== 'match') return;
      claims.match = 'refused';
      delete claims.facts;
    }),
    says('ATT-15', 'counts nothing', (claims) => {
      if (claims.match === 'limit') claims.match = 'identity';
    }),
    says('ATT-16', 'counts what comes again', (claims, question, exchange) => {
      if (claims.match === 'identity' && cameBefore(question, exchange)) claims.match = 'limit';
    }),
    says('ATT-17', 'tells facts to whom it refuses', (claims) => {
      if (claims.match === 'phone') claims.facts = facts;
    }),
    says('CON-01', 'opens what was not agreed to', (claims, { consent }) => {
      if (claims.match === 'match' && consent['grade'] === 'origin-session')
        claims.facts = { ...claims.facts, reasons: [] };
    }),
    says('CON-02', 'lets a consent serve any number of questions', (claims, question) => {
      const [first] = traveller!.consents;
      if (
        claims.match === 'refused' &&
        isTravellers(question) &&
        question.consent['authorizationCode'] === first!.authorizationCode
      )
        grant(claims);
    }),
    says('CON-03', 'does not look at the verifier', (claims, { consent }) => {
      if (claims.match === 'refused' && consent['codeVerifier']?.startsWith('AAAA') === true) grant(claims);
    }),
    says('CON-04', 'takes a consent for any audience', (claims, { consent }) => {
      if (claims.match === 'refused' && consent['authorizationCode'] === codeless!.elsewhere.authorizationCode)
        grant(claims);
    }),
    says('CON-05', 'does not look whose consent it is', (claims, question) => {
      const others = question.consent['authorizationCode'] === traveller!.consents[1]!.authorizationCode;
      if (claims.match === 'refused' && others && !isTravellers(question)) grant(claims);
    }),
    says('CON-06', 'does not know consents by strips', (claims, { consent }) => {
      if (claims.match !== 'match' || consent['grade'] !== 'holder-signed') return;
      claims.match = 'refused';
      claims.consent = { grade: 'holder-signed', accepted: false };
      delete claims.facts;
    }),
    says('CON-07', "does not verify the holder's signature", (claims, question) => {
      const signed = [under.setup.division, '990000'].some((audience) => isHolders(question, audience));
      if (isRefusedHolder(claims, question) && !signed) grant(claims);
    }),
    says('CON-08', "does not look at the end of a holder's consent", (claims, question) => {
      if (isRefusedHolder(claims, question) && Date.parse(question.consent['expiresAt'] ?? '') <= now()) grant(claims);
    }),
    says('CON-09', "does not look for whom a holder's consent is", (claims, question) => {
      if (isRefusedHolder(claims, question) && isHolders(question, '990000')) grant(claims);
    }),
    says('CON-10', "opens everything on the asker's word", (claims, { consent }) => {
      if (claims.match === 'match' && consent['grade'] === 'asserted') claims.facts = { ...claims.facts, tests: [] };
    }),
    says('CON-11', 'believes that a consent of before lets it be asked again', (claims, { consent }) => {
      if (claims.match === 'refused' && consent['grade'] === 'renewal') grant(claims);
    }),
  ];
};
