import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimOf, signIn, verifiedCitizen } from '../../../test/citizen.ts';
import { addAdult, addChild, adultHerself, adultOf, childOf, inventChild, register } from '../../../test/family.ts';
import { problemOf } from '../../../test/inject.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { guardiansOf } from './index.ts';
import { matchIdentities } from './people.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

const add = async (client: { call: TestNode['client']['call'] }, body: schemas.DependantApplication) =>
  problemOf(client.call(routes.addDependant, { body }));

describe('a child', () => {
  it('is added when the registry knows it in the household register, until it comes of age', async () => {
    const guardian = await verifiedCitizen(node);
    const { dependant } = await addChild(node, guardian, '2018-06-01');
    expect(dependant).toMatchObject({
      state: 'active',
      relation: 'child',
      maskedName: '王*宝',
      documentType: '10',
      endsAt: '2036-06-01T00:00:00+08:00',
    });
    expect(await guardian.client.call(routes.listDependants, {})).toEqual({ dependants: [dependant] });
  });

  it('born on 29 February comes of age on 1 March where the year has no such day', async () => {
    const { dependant } = await addChild(node, await verifiedCitizen(node), '2016-02-29');
    expect(dependant.endsAt).toBe('2034-03-01T00:00:00+08:00');
  });

  it('is added by the number of its birth certificate before it is in a register', async () => {
    const guardian = await verifiedCitizen(node);
    const child = inventChild('2026-01-01', '王小月');
    register(node, guardian.person, child, '2026-01-01', 'T140000077');
    const body = { relation: 'child', documentType: '99', documentNumber: 't140000077', name: '王小月' } as const;
    expect(await guardian.client.call(routes.addDependant, { body })).toMatchObject({
      documentType: '99',
      lastFour: '0077',
    });
  });

  it('is not added by somebody whose child it is not, nor under another name', async () => {
    const [mother, stranger] = [await verifiedCitizen(node), await verifiedCitizen(node)];
    const child = inventChild('2018-06-01');
    register(node, mother.person, child, '2018-06-01');
    expect(await add(stranger.client, childOf(child))).toBe('relation-unconfirmed');
    expect(await add(mother.client, { ...childOf(child), name: '王小明' })).toBe('relation-unconfirmed');
    expect(await add(mother.client, childOf(child))).toBe('none');
  });

  it('is added by both parents, and is one person', async () => {
    const [mother, father] = [await verifiedCitizen(node), await verifiedCitizen(node)];
    const { child } = await addChild(node, mother);
    register(node, father.person, child, '2018-06-01');
    expect(await add(father.client, childOf(child))).toBe('none');
    expect((await peopleCalled(child.documentNumber)).guardians).toHaveLength(2);
  });

  it('who is of age is not added as a child', async () => {
    const guardian = await verifiedCitizen(node);
    const child = inventChild('2008-01-01');
    register(node, guardian.person, child, '2008-01-01');
    expect(await add(guardian.client, childOf(child))).toBe('dependant-of-age');
  });

  it('cannot be taken by a phone that knows its name and number while it has a guardian', async () => {
    const guardian = await verifiedCitizen(node);
    const { child } = await addChild(node, guardian);
    node.sources.admit(child);
    const thief = node.client.as(await signIn(node, inventPerson().phone));
    expect(await problemOf(thief.call(routes.verifyIdentity, { body: claimOf(child) }))).toBe('identity-mismatch');
    await node.settle();
    // There is no phone of the child: its guardian is told.
    const told = node.sources.sent.filter(
      ({ to, text }) => to === guardian.person.phone && text.includes('另一部手机'),
    );
    expect(told).toHaveLength(1);
  });

  it('is matched for another province by the phone of its guardian', async () => {
    const guardian = await verifiedCitizen(node);
    const { child } = await addChild(node, guardian);
    const claim = { ...claimOf(child), phone: guardian.person.phone };
    expect((await matchIdentities(node.context.db, node.context, [claim]))[0]).toMatchObject({ match: 'match' });
    const other = { ...claim, phone: inventPerson().phone };
    expect((await matchIdentities(node.context.db, node.context, [other]))[0]).toMatchObject({ match: 'phone' });
  });

  it('concludes nothing while the registry is down', async () => {
    const guardian = await verifiedCitizen(node);
    const child = inventChild('2018-06-01');
    register(node, guardian.person, child, '2018-06-01');
    node.sources.down.add('registry');
    expect(await add(guardian.client, childOf(child))).toBe('registry-unavailable');
    node.sources.down.delete('registry');
    expect(await add(guardian.client, childOf(child))).toBe('none');
  });

  it('may be one of ten, and not one more, also when two come at once', async () => {
    const guardian = await verifiedCitizen(node);
    for (let count = 0; count < 9; count++) await addChild(node, guardian);
    const both = [inventChild('2018-06-01'), inventChild('2018-06-01')];
    for (const child of both) register(node, guardian.person, child, '2018-06-01');
    const answers = await Promise.all(both.map((child) => add(guardian.client, childOf(child))));
    expect(answers.toSorted()).toEqual(['none', 'too-many-dependants']);
  });
});

/** Who may act for the person with this resident number. */
async function peopleCalled(documentNumber: string) {
  const index = node.context.seal.index('document', `10:${documentNumber}`);
  const { person_id: personId } = await node.context.db
    .selectFrom('document_person')
    .select('person_id')
    .where('document_index', '=', index)
    .executeTakeFirstOrThrow();
  return { personId, guardians: await guardiansOf(node.context.db, personId, node.clock.now()) };
}

describe('an adult', () => {
  it('agrees by the code on her own phone; until then nothing is known of her', async () => {
    const guardian = await verifiedCitizen(node);
    const adult = inventPerson('140105', '李桂兰');
    node.sources.admit(adult);
    const asked = await guardian.client.call(routes.addDependant, { body: adultOf(adult) });
    expect(asked).toMatchObject({ state: 'awaiting-consent', relation: 'adult', maskedName: '李*兰' });
    const acting = guardian.client.actingFor(asked.dependantId);
    expect(await problemOf(acting.call(routes.getCode, {}))).toBe('dependant-unknown');
    await expect(peopleCalled(adult.documentNumber)).rejects.toThrow('no result');
    const confirmed = await guardian.client.call(routes.confirmDependant, {
      params: { dependantId: asked.dependantId },
      body: { code: node.sources.codeFor(adult.phone) },
    });
    expect(confirmed).toMatchObject({ state: 'active', endsAt: null, dependantId: asked.dependantId });
    expect(await problemOf(acting.call(routes.getCode, {}))).toBe('code-missing');
    // It is her phone: she signs in with it and is the same person.
    const herself = await adultHerself(node, adult);
    expect((await herself.client.call(routes.listGuardians, {})).guardians).toMatchObject([
      { guardianshipId: asked.dependantId, maskedName: '王*英' },
    ]);
  });

  it('does not agree by a sign-in code, by the code of another request, or later', async () => {
    const guardian = await verifiedCitizen(node);
    const adult = inventPerson('140105', '李桂兰');
    node.sources.admit(adult);
    const ask = () => guardian.client.call(routes.addDependant, { body: adultOf(adult) });
    const confirm = (dependantId: string) =>
      problemOf(
        guardian.client.call(routes.confirmDependant, {
          params: { dependantId },
          body: { code: node.sources.codeFor(adult.phone) },
        }),
      );
    const first = await ask();
    await node.client.call(routes.sendPhoneCode, { body: { phone: adult.phone } });
    expect(await confirm(first.dependantId)).toBe('phone-code-wrong');
    node.clock.forward(60);
    const second = await ask();
    expect(await confirm(first.dependantId)).toBe('phone-code-wrong');
    node.clock.forward(900);
    expect(await confirm(second.dependantId)).toBe('not-found');
  });

  it('needs a phone, and not the guardian’s', async () => {
    const guardian = await verifiedCitizen(node);
    const adult = inventPerson('140105', '李桂兰');
    node.sources.admit(adult);
    const { phone: _, ...without } = adultOf(adult);
    expect(await add(guardian.client, without)).toBe('dependant-phone-needed');
    const own = { ...adultOf(adult), phone: guardian.person.phone };
    expect(await add(guardian.client, own)).toBe('dependant-phone-needed');
    expect(await add(guardian.client, { ...own, phone: `+86${guardian.person.phone}` })).toBe('dependant-phone-needed');
  });

  it('with a phone of her own is not taken by a guardian who gives another', async () => {
    const guardian = await verifiedCitizen(node);
    const { person: adult } = await verifiedCitizen(node, inventPerson('140105', '李桂兰'));
    const accomplice = inventPerson().phone;
    const asked = await guardian.client.call(routes.addDependant, { body: { ...adultOf(adult), phone: accomplice } });
    const confirm = guardian.client.call(routes.confirmDependant, {
      params: { dependantId: asked.dependantId },
      body: { code: node.sources.codeFor(accomplice) },
    });
    expect(await problemOf(confirm)).toBe('identity-mismatch');
    expect((await peopleCalled(adult.documentNumber)).guardians).toEqual([]);
    await node.settle();
    expect(node.sources.sent.some(({ to, text }) => to === adult.phone && text.includes('另一部手机'))).toBe(true);
  });

  it('who is a child cannot agree herself', async () => {
    const guardian = await verifiedCitizen(node);
    const child = { ...inventChild('2012-01-01'), phone: inventPerson().phone };
    node.sources.admit(child);
    expect(await add(guardian.client, adultOf(child))).toBe('relation-unconfirmed');
  });

  it('asked while messages cannot be sent does not take a place', async () => {
    const guardian = await verifiedCitizen(node);
    const adult = inventPerson('140105', '李桂兰');
    node.sources.admit(adult);
    node.sources.down.add('sms');
    expect(await add(guardian.client, adultOf(adult))).toBe('sms-unavailable');
    node.sources.down.delete('sms');
    expect(await guardian.client.call(routes.listDependants, {})).toEqual({ dependants: [] });
  });
});

describe('a guardianship', () => {
  it('ends by the guardian, by the dependant, and by nobody else', async () => {
    const [guardian, stranger] = [await verifiedCitizen(node), await verifiedCitizen(node)];
    const { child, dependant } = await addChild(node, guardian);
    const { adult, dependant: old } = await addAdult(node, guardian);
    const herself = await adultHerself(node, adult);
    const end = (client: { call: TestNode['client']['call'] }, dependantId: string) =>
      problemOf(client.call(routes.endDependant, { params: { dependantId } }));
    expect(await end(stranger.client, dependant.dependantId)).toBe('not-found');
    expect(await end(herself.client, dependant.dependantId)).toBe('not-found');
    expect(await end(guardian.client, dependant.dependantId)).toBe('none');
    expect(await end(herself.client, old.dependantId)).toBe('none');
    expect(await end(guardian.client, old.dependantId)).toBe('not-found');
    expect((await guardian.client.call(routes.listDependants, {})).dependants).toEqual([]);
    expect((await peopleCalled(child.documentNumber)).guardians).toEqual([]);
    expect((await peopleCalled(adult.documentNumber)).guardians).toEqual([]);
  });

  it('by age ends on the eighteenth birthday by itself, to the second', async () => {
    const guardian = await verifiedCitizen(node);
    const { child, acting } = await addChild(node, guardian, '2009-01-10');
    const birthday = Date.parse('2027-01-10T00:00:00+08:00') / 1000;
    const left = birthday - Math.floor(node.clock.now().getTime() / 1000);
    expect(left).toBeGreaterThan(day);
    // Sessions last thirty days.
    for (let passed = 0; passed + 20 * day < left; passed += 20 * day) {
      node.clock.forward(Math.min(20 * day, left - passed - 1));
      await guardian.client.call(routes.getMe, {});
    }
    node.clock.forward(birthday - 1 - Math.floor(node.clock.now().getTime() / 1000));
    expect(await problemOf(acting.call(routes.getCode, {}))).toBe('code-missing');
    node.clock.forward(1);
    expect(await problemOf(acting.call(routes.getCode, {}))).toBe('dependant-unknown');
    expect((await peopleCalled(child.documentNumber)).guardians).toEqual([]);
    await node.tick('identity.of-age');
    const { personId } = await peopleCalled(child.documentNumber);
    const ended = await node.context.db
      .selectFrom('guardianship')
      .select(['ended_by'])
      .where('dependant_id', '=', personId)
      .execute();
    expect(ended).toEqual([{ ended_by: 'age' }]);
    // Of age and without a guardian, the phone is her own affair.
    node.sources.admit(child);
    const herself = node.client.as(await signIn(node, inventPerson().phone));
    expect((await herself.call(routes.verifyIdentity, { body: claimOf(child) })).verified).toBe(true);
    expect((await peopleCalled(child.documentNumber)).personId).toBe(personId);
  });
});
