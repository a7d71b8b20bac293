import { routes, type schemas } from '@tongxing/contract';
import { compactVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide, file, hireOfficer, wronglyRed } from '../../../test/appeal.ts';
import { type Citizen, declaredCitizen } from '../../../test/citizen.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { createVerifier, importPoint } from '../../platform/ecdsa.ts';
import { createTrustListSource } from '../federation/index.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

async function corrected(): Promise<{ citizen: Citizen; certificate: schemas.CorrectionCertificate; since: string }> {
  const citizen = await wronglyRed(node);
  const { decidedAt } = await citizen.client.call(routes.getHealthInformation, {});
  const { appealId } = await file(citizen);
  node.clock.forward(600);
  await decide((await hireOfficer(node)).client, appealId);
  const certificate = await citizen.client.call(routes.getCorrectionCertificate, { params: { appealId } });
  return { citizen, certificate, since: decidedAt };
}

/** The key by which anybody who holds the trust list verifies it. */
async function listedKey(kid: string) {
  const trustList = createTrustListSource({ ...node.context, verifier: createVerifier() });
  const own = (await trustList.nodes()).find(({ division }) => division === node.division);
  const key = own?.keys.find((each) => each.use === 'federation' && Buffer.from(each.kid).toString('hex') === kid);
  if (key === undefined) throw new Error('the key is not in the trust list');
  return importPoint(key.x, key.y);
}

describe('the certificate of a corrected colour [W08]', () => {
  it('says what was wrong, since when, and what it is now, and nothing of the record', async () => {
    const { citizen, certificate, since } = await corrected();
    expect(certificate.claims).toMatchObject({
      iss: '140000',
      maskedName: '王*英',
      lastFour: citizen.person.documentNumber.slice(-4),
      wrong: { colour: 'red', since },
      corrected: { colour: 'green' },
    });
    expect(certificate.text.zh).toContain('红码有误');
    expect(JSON.stringify(certificate)).not.toContain(citizen.person.documentNumber);
    expect(JSON.stringify(certificate)).not.toContain('contact');
  });

  it('verifies with a key of the trust list, and no longer when a letter of it is changed', async () => {
    const { certificate } = await corrected();
    const verified = (jws: string) => compactVerify(jws, ({ kid = '' }) => listedKey(kid), { algorithms: ['ES256'] });
    const { payload, protectedHeader } = await verified(certificate.jws);
    expect(protectedHeader.typ).toBe('tongxing-correction+jwt');
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual(certificate.claims);
    const [header, body = '', signature] = certificate.jws.split('.');
    const other = Buffer.from(Buffer.from(body, 'base64url').toString().replace('"red"', '"yellow"'));
    await expect(verified(`${header}.${other.toString('base64url')}.${signature}`)).rejects.toThrow(
      'signature verification failed',
    );
  });

  it('is committed to in the log: the proof is about exactly its claims', async () => {
    const { citizen, certificate } = await corrected();
    await node.tick('transparency.sequence');
    const params = { subjectId: certificate.certificateId };
    const proof = await citizen.client.call(routes.getDecisionProof, { params });
    expect(proof.kind).toBe('correction');
    expect(JSON.parse(proof.value)).toEqual(certificate.claims);
  });

  it('is a PDF too, and whoever is shown it learns that it stands', async () => {
    const { citizen, certificate } = await corrected();
    const { appeals } = await citizen.client.call(routes.listAppeals, {});
    const params = { appealId: appeals[0]!.appealId };
    const pdf = Buffer.from(await citizen.client.call(routes.getCorrectionCertificatePdf, { params }));
    expect(pdf.toString('latin1')).toContain(
      certificate.claims.jti.replaceAll(/./g, (it) => it.charCodeAt(0).toString(16)),
    );
    const { certificateId } = certificate;
    const shown = await node.client.call(routes.checkCertificate, { params: { certificateId } });
    expect(shown).toMatchObject({ kind: 'correction', stands: true, text: certificate.text });
  });

  it('is not made where no colour became better', async () => {
    const citizen = await declaredCitizen(node);
    const { appealId } = await file(citizen, { ground: 'review' });
    const { client } = await hireOfficer(node);
    const answer = { outcome: 'uphold', answer: 'rule-misapplied' } as const;
    expect(await decide(client, appealId, answer)).toMatchObject({ state: 'upheld', certificateId: null });
  });
});
