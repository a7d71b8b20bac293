import { routes, type Client } from '@tongxing/contract';
import { compactVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declaredCitizen, citizenWithCode, type Citizen } from '../../../test/citizen.ts';
import { apply, arrive, consentAt, convert, openFederation, type Federation } from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { createVerifier, importPoint } from '../../platform/ecdsa.ts';
import { createTrustListSource } from '../federation/index.ts';

let federation: Federation;
let citizen: Citizen;
let conversionId: string;
beforeAll(async () => {
  federation = await openFederation();
  const home = await citizenWithCode(federation.origin);
  citizen = await arrive(federation, home.person);
  ({ conversionId } = await convert(federation, citizen, await consentAt(home.client)));
});
afterAll(() => federation.close());

const certify = (client: Client, id = conversionId) =>
  client.call(routes.certifyConversion, { params: { conversionId: id } });
const check = (certificateId: string) =>
  federation.destination.client.call(routes.checkCertificate, { params: { certificateId } });
const page = (id: string) => federation.destination.app.inject(`/check?id=${encodeURIComponent(id)}`);

/** As anybody verifies it who holds the trust list. */
async function verified(jws: string) {
  const { context, division } = federation.destination;
  const nodes = await createTrustListSource({ ...context, verifier: createVerifier() }).nodes();
  const own = nodes.find((node) => node.division === division);
  return compactVerify(
    jws,
    ({ kid }) => {
      const key = own?.keys.find((each) => each.use === 'federation' && Buffer.from(each.kid).toString('hex') === kid);
      if (key === undefined) throw new Error('the key is not in the trust list');
      return importPoint(key.x, key.y);
    },
    { algorithms: ['ES256'] },
  );
}

describe('the proof of a conversion [M57] [W08]', () => {
  it('says whose code of which province became what, since when and until when, and nothing more of the person', async () => {
    const { claims, text } = await certify(citizen.client);
    const { person } = citizen;
    expect(claims).toMatchObject({
      iss: '370000',
      origin: '140000',
      scope: '370000',
      lastFour: person.documentNumber.slice(-4),
      converted: { colour: 'green', at: '2026-11-24T08:00:10+08:00' },
      validUntil: '2026-12-01T08:00:10+08:00',
    });
    expect(text.zh).toContain('山西省');
    expect(text.en).toContain('Shanxi');
    const said = JSON.stringify({ claims, text });
    for (const secret of [person.documentNumber, person.name, person.phone]) expect(said).not.toContain(secret);
  });

  it('is the same each time, verifies with a key of the trust list, and is committed to in the log', async () => {
    const [one, again] = [await certify(citizen.client), await certify(citizen.client)];
    expect(again.claims).toEqual(one.claims);
    const { payload, protectedHeader } = await verified(one.jws);
    expect(protectedHeader.typ).toBe('tongxing-conversion+jwt');
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual(one.claims);
    await federation.destination.tick('transparency.sequence');
    const params = { subjectId: one.certificateId };
    const proof = await citizen.client.call(routes.getDecisionProof, { params });
    expect([proof.kind, JSON.parse(proof.value)]).toEqual(['conversion', one.claims]);
  });

  it('is a PDF that carries the signed text and shows where it is checked', async () => {
    const { claims } = await certify(citizen.client);
    const bytes = Buffer.from(
      await citizen.client.call(routes.getConversionCertificatePdf, { params: { conversionId } }),
    );
    expect(bytes.toString('latin1')).toMatch(/^%PDF-1\.7\n/);
    const carried = /\/Type \/EmbeddedFile[^]*?stream\n([^]*?)\nendstream/.exec(bytes.toString('latin1'))?.[1] ?? '';
    expect(JSON.parse(Buffer.from((await verified(carried)).payload).toString())).toEqual(claims);
    expect(bytes.toString('latin1')).toContain(Buffer.from(`/check?id=${claims.jti}`).toString('hex'));
  });

  it('is made of nothing but an application that was approved, and only for the person', async () => {
    const home = await citizenWithCode(federation.origin);
    const other = await arrive(federation, home.person);
    expect(await problemOf(certify(other.client))).toBe('not-found');
    const waiting = await apply(federation, other, await consentAt(home.client));
    expect(await problemOf(certify(other.client, waiting.conversionId))).toBe('conversion-not-approved');
    const asked = other.client.call(routes.getConversionCertificatePdf, {
      params: { conversionId: waiting.conversionId },
    });
    expect(await problemOf(asked)).toBe('not-found');
  });
});

describe('whoever is shown a certificate', () => {
  it('learns from its number what it says and that it stands, on the page and from the route', async () => {
    const { certificateId, claims, text } = await certify(citizen.client);
    expect(await check(certificateId)).toMatchObject({ kind: 'conversion', stands: true, issuer: '370000', text });
    const { statusCode, body } = await page(certificateId);
    expect(statusCode).toBe(200);
    expect(body).toContain('class="notice stands"');
    expect(body).toContain(claims.lastFour);
    expect(body).not.toContain(citizen.person.documentNumber);
  });

  it.each([
    ['another number', '019aa2f4-7c1e-7000-8000-000000000009'],
    ['no number at all', '"><script>alert(1)</script>'],
  ])('is told that nothing is known of %s', async (_, id) => {
    const { statusCode, body } = await page(id);
    expect(statusCode).toBe(200);
    expect(body).toContain('class="notice unknown"');
    expect(body).not.toContain('<script');
  });

  it('is not told of anything else by its id', async () => {
    expect(await problemOf(check(conversionId))).toBe('not-found');
    expect(await problemOf(check((await declaredCitizen(federation.destination)).person.documentNumber))).toBe(
      'invalid-input',
    );
  });
});
