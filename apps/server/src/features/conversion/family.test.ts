import { randomUUID } from 'node:crypto';
import { type ProblemError, routes, type Client, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ago, citizenWithCode, pledgeOf, verifiedCitizen, well, type Citizen } from '../../../test/citizen.ts';
import { addAdult, adultHerself, childOf, inventChild, register } from '../../../test/family.ts';
import { arrive, consentAt, openFederation, type Federation } from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import type { TestNode } from '../../../test/node.ts';
import { inventPerson, type Person } from '../../../test/people.ts';

let federation: Federation;
let mother: { home: Citizen; abroad: Citizen };
beforeAll(async () => {
  federation = await openFederation();
  const home = await citizenWithCode(federation.origin);
  mother = { home, abroad: await arrive(federation, home.person) };
});
afterAll(() => federation.close());

const stays = () => [{ division: '140105', from: ago(federation.origin, 13 * day), to: ago(federation.origin, hour) }];

/** A child in its mother's register, added by her. */
async function childAt(node: TestNode, guardian: Citizen, child: Person, born: string) {
  register(node, guardian.person, child, born);
  const { dependantId } = await guardian.client.call(routes.addDependant, { body: childOf(child) });
  return { dependantId, acting: guardian.client.actingFor(dependantId) };
}

/** Green at home with a code, by whoever acts. */
async function greenAtHome(client: Client): Promise<void> {
  const pledge = pledgeOf(federation.origin);
  await client.call(routes.declareHealth, { body: { answers: well, pledge } });
  await client.call(routes.declareItinerary, { body: { stays: stays(), pledge } });
  await federation.origin.settle();
  await client.call(routes.applyForCode, { body: { scope: '140100' } });
}

async function child(born: string, { green = true } = {}) {
  const person = inventChild(born);
  const home = await childAt(federation.origin, mother.home, person, born);
  if (green) await greenAtHome(home.acting);
  const { dependantId, acting } = await childAt(federation.destination, mother.abroad, person, born);
  return { dependantId, acting, consent: await consentAt(home.acting) };
}

type Member = schemas.FamilyMember;
const member = (consent: Member['consent'], rest: Partial<Member> = {}): Member => ({
  consent,
  answers: well,
  stays: stays(),
  ...rest,
});

function submit(members: Member[], { idempotencyKey = randomUUID() as string } = {}): Promise<schemas.Family> {
  const body = { originDivision: '140000', scope: '370000', pledge: pledgeOf(federation.destination), members };
  return mother.abroad.client.call(routes.applyForFamily, { body, idempotencyKey });
}

const show = (groupId: string) => mother.abroad.client.call(routes.getFamily, { params: { groupId } });
const statesIn = (family: schemas.Family) =>
  family.members.map(({ conversion, problem }) => conversion?.state ?? problem?.code);

describe('a family', () => {
  it('of four is one submission with a result for each, and one who is refused holds up nobody [W07]', async () => {
    const [young, notGreen] = [await child('2018-06-01'), await child('2016-03-01', { green: false })];
    const grandmother = await addAdult(federation.origin, mother.home);
    const own = await adultHerself(federation.origin, grandmother.adult);
    await greenAtHome(own.client);
    const here = await addAdult(federation.destination, mother.abroad, grandmother.adult);
    const members = [
      member(await consentAt(mother.home.client)),
      member(young.consent, { dependantId: young.dependantId, guardianConsent: true }),
      member(
        { ...notGreen.consent, codeVerifier: 'A'.repeat(43) },
        {
          dependantId: notGreen.dependantId,
          guardianConsent: true,
        },
      ),
      member(await consentAt(own.client), { dependantId: here.dependant.dependantId }),
    ];
    const family = await submit(members);
    expect(statesIn(family)).toEqual(Array(4).fill('submitted'));
    expect(new Set(family.members.map(({ conversion }) => conversion?.groupId))).toEqual(new Set([family.groupId]));
    await federation.destination.settle();
    const done = await show(family.groupId);
    expect(statesIn(done)).toEqual(['approved', 'approved', 'rejected', 'approved']);
    expect(done.members[2]?.conversion?.cause?.code).toBe('consent-refused');
    expect(await young.acting.call(routes.getCode, {})).toMatchObject({ basis: 'conversion', colour: 'green' });
    // The grandmother sees what was done in her name; the guardian's word is kept for the two who are under fourteen.
    const herself = await adultHerself(federation.destination, grandmother.adult);
    const { acted } = await herself.client.call(routes.listGuardians, {});
    expect(acted.map(({ route }) => route)).toEqual(['applyForFamily']);
    const rows = await federation.destination.context.db.selectFrom('guardian_consent').selectAll().execute();
    expect(rows.map((row) => row.conversion_id).toSorted((a, b) => a.localeCompare(b))).toEqual(
      [done.members[1], done.members[2]]
        .map((each) => each?.conversion?.conversionId ?? '')
        .toSorted((a, b) => a.localeCompare(b)),
    );
  });

  it('needs the guardian’s word for a child under fourteen, and asks for none from fourteen on', async () => {
    // The clock stands at 24 November 2026.
    const [thirteen, fourteen] = [await child('2012-11-25'), await child('2012-11-24')];
    const family = await submit([
      member(thirteen.consent, { dependantId: thirteen.dependantId }),
      member(fourteen.consent, { dependantId: fourteen.dependantId }),
    ]);
    expect(statesIn(family)).toEqual(['guardian-consent-required', 'submitted']);
    await federation.destination.settle();
  });

  it('cannot speak for somebody with a phone of her own who has not agreed', async () => {
    const here = await addAdult(federation.destination, mother.abroad, inventPerson('140105', '李桂兰'));
    const family = await submit([
      member({ grade: 'asserted' }, { dependantId: here.dependant.dependantId }),
      member(await consentAt(mother.home.client)),
    ]);
    expect(statesIn(family)).toEqual(['dependant-agreement-required', 'submitted']);
    await federation.destination.settle();
  });

  it('says of each alone what stands against it: a stranger, one who is named twice', async () => {
    const kid = await child('2019-01-01');
    const named = { dependantId: kid.dependantId, guardianConsent: true };
    const family = await submit([
      member({ grade: 'asserted' }, { dependantId: randomUUID() }),
      member(kid.consent, named),
      member(kid.consent, named),
    ]);
    expect(statesIn(family)).toEqual(['dependant-unknown', 'submitted', 'conversion-open']);
    await federation.destination.settle();
  });

  it('with a stay that cannot be is refused as a whole, which names it, and nobody’s place is taken', async () => {
    const kid = await child('2019-03-01');
    const named = member(kid.consent, { dependantId: kid.dependantId, guardianConsent: true });
    const wrong = member(await consentAt(mother.home.client), {
      stays: [{ ...stays()[0]!, to: '2020-01-01T00:00:00+08:00' }],
    });
    const refused = await submit([named, wrong]).catch((error: unknown) => error);
    expect((refused as ProblemError).problem).toMatchObject({
      type: 'urn:tongxing:problem:stay-invalid',
      errors: [{ path: '/body/members/1/stays/0' }],
    });
    expect(statesIn(await submit([named]))).toEqual(['submitted']);
    await federation.destination.settle();
  });

  it('that sends the same again is the same family, and is nobody else’s to see', async () => {
    const kid = await child('2020-01-01');
    const members = [member(kid.consent, { dependantId: kid.dependantId, guardianConsent: true })];
    const idempotencyKey = randomUUID();
    const first = await submit(members, { idempotencyKey });
    expect((await submit(members, { idempotencyKey })).groupId).toBe(first.groupId);
    const stranger = await verifiedCitizen(federation.destination);
    const { groupId } = first;
    expect(await problemOf(stranger.client.call(routes.getFamily, { params: { groupId } }))).toBe('not-found');
    await federation.destination.settle();
  });

  it('shows nothing more of a child to a guardian who acts for it no longer', async () => {
    const kid = await child('2020-02-01');
    const family = await submit([member(kid.consent, { dependantId: kid.dependantId, guardianConsent: true })]);
    await mother.abroad.client.call(routes.endDependant, { params: { dependantId: kid.dependantId } });
    expect(statesIn(await show(family.groupId))).toEqual(['dependant-unknown']);
    await federation.destination.settle();
  });
});
