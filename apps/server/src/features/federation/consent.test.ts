import { randomUUID } from 'node:crypto';
import { encode } from 'cborg';
import { externalAadOf } from '@tongxing/codec';
import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ago, citizenWithCode, declare, type Citizen } from '../../../test/citizen.ts';
import {
  arrive,
  attestedIn,
  consentAt,
  convert,
  openFederation,
  third,
  type Federation,
} from '../../../test/federation.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { makeDeviceKey, signWith, takeStrips, type DeviceKey, type HeldStrip } from '../../../test/phone.ts';

let federation: Federation;
let refusing: Federation;
beforeAll(async () => {
  federation = await openFederation();
  refusing = await openFederation((own) => ({ ...own, recognition: { ...own.recognition, acceptAsserted: false } }));
});
afterAll(() => Promise.all([federation.close(), refusing.close()]));

async function traveller(within = federation) {
  const home = await citizenWithCode(within.origin);
  return { home, abroad: await arrive(within, home.person) };
}

/** What became of an application with this consent: its state, or the cause of its rejection. */
async function outcome(abroad: Citizen, consent: schemas.ConsentEvidence, within = federation) {
  const { state, cause } = await convert(within, abroad, consent);
  return cause?.code ?? state;
}

describe('a consent given in a session at the origin', () => {
  it('is used once', async () => {
    const { home, abroad } = await traveller();
    const consent = await consentAt(home.client);
    expect(await outcome(abroad, consent)).toBe('approved');
    expect(await outcome(abroad, consent)).toBe('consent-refused');
    expect(await outcome(abroad, await consentAt(home.client))).toBe('approved');
  });

  it('is used only by who knows the verifier (RFC 7636)', async () => {
    const { home, abroad } = await traveller();
    const consent = await consentAt(home.client);
    expect(await outcome(abroad, { ...consent, codeVerifier: 'A'.repeat(43) })).toBe('consent-refused');
    expect(await outcome(abroad, consent)).toBe('approved');
  });

  it('for another province is none for this one', async () => {
    const { home, abroad } = await traveller();
    expect(await outcome(abroad, await consentAt(home.client, third))).toBe('consent-refused');
  });

  it("of somebody else's is none of hers", async () => {
    const [one, other] = [await traveller(), await traveller()];
    expect(await outcome(one.abroad, await consentAt(other.home.client))).toBe('consent-refused');
  });

  it('ends after a day', async () => {
    const { home, abroad } = await traveller();
    const consent = await consentAt(home.client);
    await federation.pass(24 * hour);
    expect(await outcome(abroad, consent)).toBe('consent-refused');
  });

  it('that was withdrawn is none', async () => {
    const { home, abroad } = await traveller();
    const consent = await consentAt(home.client);
    const { consents } = await home.client.call(routes.listConsents, {});
    await home.client.call(routes.withdrawConsent, { params: { consentId: consents[0]?.consentId ?? '' } });
    expect(await outcome(abroad, consent)).toBe('consent-refused');
  });

  it('opens the fields it names and no other', async () => {
    const factsWith = async (fields: schemas.ConsentGrant['fields']) => {
      const { home, abroad } = await traveller();
      const { conversionId } = await convert(federation, abroad, await consentAt(home.client, '370000', fields));
      return Object.keys((await attestedIn(federation, conversionId)).facts ?? {}).toSorted();
    };
    const always = ['colour', 'decidedAt', 'releaseAt', 'validUntil'];
    expect(await factsWith(['colour'])).toEqual(always);
    expect(await factsWith(['colour', 'reasons'])).toEqual([...always, 'reasons'].toSorted());
    expect(await factsWith(['colour', 'tests', 'freshness'])).toEqual([...always, 'freshness', 'tests'].toSorted());
  });

  it('that leaves out the colour tells nothing', async () => {
    const { home, abroad } = await traveller();
    const { conversionId, cause } = await convert(
      federation,
      abroad,
      await consentAt(home.client, '370000', ['reasons']),
    );
    expect(cause?.code).toBe('consent-refused');
    expect((await attestedIn(federation, conversionId)).facts).toBeUndefined();
  });

  it('tells when a colour is released only where it names the release', async () => {
    const releaseWith = async (fields: schemas.ConsentGrant['fields']) => {
      const { home, abroad } = await traveller();
      const { sources } = federation.origin;
      sources.records.set(home.person.documentNumber, [
        { kind: 'contact', degree: 'close', since: ago(federation.origin, day) },
      ]);
      await declare(federation.origin, home);
      const { conversionId } = await convert(federation, abroad, await consentAt(home.client, '370000', fields));
      const { facts } = await attestedIn(federation, conversionId);
      return [facts?.colour, facts?.releaseAt === null ? 'not told' : 'told'];
    };
    expect(await releaseWith(['colour'])).toEqual(['red', 'not told']);
    expect(await releaseWith(['colour', 'release'])).toEqual(['red', 'told']);
  });
});

describe('a consent that the destination merely asserts', () => {
  it('opens colour, release and freshness where the origin accepts it, and the person sees it', async () => {
    const { home, abroad } = await traveller();
    const { conversionId, state } = await convert(federation, abroad, { grade: 'asserted' });
    expect(state).toBe('approved');
    const { facts, consent } = await attestedIn(federation, conversionId);
    expect(Object.keys(facts ?? {}).toSorted()).toEqual([
      'colour',
      'decidedAt',
      'freshness',
      'releaseAt',
      'validUntil',
    ]);
    expect(consent).toEqual({ grade: 'asserted', accepted: true });
    const { requests } = await home.client.call(routes.listAttestationRequests, {});
    expect(requests.map(({ consentGrade }) => consentGrade)).toEqual(['asserted']);
  });

  it('is refused where the origin does not, and the person sees that too', async () => {
    const { home, abroad } = await traveller(refusing);
    expect(await outcome(abroad, { grade: 'asserted' }, refusing)).toBe('consent-refused');
    const { requests } = await home.client.call(routes.listAttestationRequests, {});
    expect(requests.map(({ match }) => match)).toEqual(['refused']);
    expect(await outcome(abroad, await consentAt(home.client), refusing)).toBe('approved');
  });
});

describe('a consent signed with the key of a strip', () => {
  const fields = ['colour', 'reasons', 'release', 'tests', 'freshness'];

  /** RFC 9052 § 4.4 by another CBOR implementation, over canonical JSON written out by hand. */
  function signed(strip: HeldStrip, change: { audience?: string; expiresAt?: string; key?: DeviceKey } = {}) {
    const consentId = randomUUID();
    const expiresAt = change.expiresAt ?? ago(federation.origin, -10 * minute);
    const text = `{"audience":"${change.audience ?? '370000'}","consentId":"${consentId}","expiresAt":"${expiresAt}","fields":${JSON.stringify(fields)},"purpose":"conversion"}`;
    const header = encode(new Map([[1, -7]]));
    const message = encode(['Signature1', header, externalAadOf('consent'), new TextEncoder().encode(text)]);
    const signature = signWith(change.key ?? strip.key, message).toString('base64url');
    const bytes = Buffer.from(strip.bytes).toString('base64url');
    return { grade: 'holder-signed' as const, strip: bytes, consentId, expiresAt, signature };
  }

  it('opens everything the protocol lets a person consent to', async () => {
    const { home, abroad } = await traveller();
    const [strip] = await takeStrips(home.client);
    const { conversionId, state } = await convert(federation, abroad, signed(strip!));
    expect(state).toBe('approved');
    const { facts, consent } = await attestedIn(federation, conversionId);
    expect(consent).toEqual({ grade: 'holder-signed', accepted: true });
    expect(Object.keys(facts ?? {})).toEqual(expect.arrayContaining(['reasons', 'tests', 'freshness']));
  });

  it('is none when another key signed it', async () => {
    const { home, abroad } = await traveller();
    const [strip] = await takeStrips(home.client);
    expect(await outcome(abroad, signed(strip!, { key: makeDeviceKey() }))).toBe('consent-refused');
  });

  it('is none for another province, or after its end', async () => {
    const { home, abroad } = await traveller();
    const [strip] = await takeStrips(home.client);
    expect(await outcome(abroad, signed(strip!, { audience: third }))).toBe('consent-refused');
    // That it has ended can be seen without asking: she is asked for a new one.
    expect(await outcome(abroad, signed(strip!, { expiresAt: ago(federation.origin, 0) }))).toBe('consent-expired');
  });

  it("is none with somebody else's strip, nor with one that has been taken back", async () => {
    const [one, other] = [await traveller(), await traveller()];
    const [hers] = await takeStrips(other.home.client);
    expect(await outcome(one.abroad, signed(hers!))).toBe('consent-refused');
    const [own] = await takeStrips(one.home.client);
    await one.home.client.call(routes.applyForCode, { body: { scope: '140100' } });
    expect(await outcome(one.abroad, signed(own!))).toBe('consent-refused');
  });

  it('is none with bytes that are no strip', async () => {
    const { home, abroad } = await traveller();
    const [strip] = await takeStrips(home.client);
    expect(await outcome(abroad, { ...signed(strip!), strip: 'AAAA' })).toBe('consent-refused');
  });
});
