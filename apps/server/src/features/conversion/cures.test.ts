import { routes, type Client, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ago, atHome, citizenWithCode, pledgeOf, signIn, well, type Citizen } from '../../../test/citizen.ts';
import { hireOfficer } from '../../../test/appeal.ts';
import {
  apply,
  arrive,
  consentAt,
  convert,
  openFederation,
  stateOf,
  type Federation,
} from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { manyPlaces } from '../../../test/many-places.ts';
import { inventPerson } from '../../../test/people.ts';
import { hire } from '../../../test/staff.ts';
import { picture } from '../../../test/pictures.ts';
import { inboxOf } from '../../../test/told.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await openFederation();
});
afterAll(() => federation.close());

async function traveller(): Promise<{ home: Citizen; abroad: Citizen }> {
  const home = await citizenWithCode(federation.origin);
  return { home, abroad: await arrive(federation, home.person) };
}

const goOn = ({ client }: Citizen, conversionId: string, body: schemas.ConversionContinuation = {}) =>
  client.call(routes.continueConversion, { params: { conversionId }, body });
const formOf = ({ client }: Citizen, conversionId: string) =>
  client.call(routes.getConversionForm, { params: { conversionId } });
const again = ({ client }: Citizen, conversionId: string) =>
  client.call(routes.applyAgain, { params: { conversionId } });
const submit = ({ client }: Citizen, conversionId: string, consent: schemas.ConsentEvidence) =>
  client.call(routes.submitConversion, {
    params: { conversionId },
    body: { consent, pledge: pledgeOf(federation.destination) },
  });
const save = ({ client }: Citizen, body: schemas.ConversionDraft) => client.call(routes.saveConversionDraft, { body });

/** Everything of a form but consent and pledge. */
function entered({ person }: Citizen): schemas.ConversionDraft {
  return {
    originDivision: '140000',
    scope: '370000',
    destination: '370102',
    answers: well,
    stays: atHome(federation.destination, person),
  };
}

describe('what was entered', () => {
  it('is kept as a draft, sealed, read on another device and sent in with nothing but consent and pledge', async () => {
    const { home, abroad } = await traveller();
    const { originDivision, scope, destination, answers, stays } = entered(abroad);
    const first = await save(abroad, { originDivision, scope });
    expect(first).toMatchObject({
      state: 'draft',
      actions: ['saveConversionDraft', 'submitConversion', 'withdrawConversion'],
    });
    expect(await problemOf(submit(abroad, first.conversionId, await consentAt(home.client)))).toBe('draft-incomplete');
    const marked = { ...answers!, temperature: 36.66 };
    const second = await save(abroad, {
      originDivision,
      scope,
      destination: destination!,
      answers: marked,
      stays: stays!,
    });
    expect(second.conversionId).toBe(first.conversionId);
    const { form_sealed: sealed } = await federation.destination.context.db
      .selectFrom('conversion')
      .select('form_sealed')
      .where('conversion_id', '=', first.conversionId)
      .executeTakeFirstOrThrow();
    expect(sealed?.includes('36.66')).toBe(false);
    expect(await formOf(abroad, first.conversionId)).toMatchObject({ answers: marked, stays });
    const sent = await submit(abroad, first.conversionId, await consentAt(home.client));
    expect([sent.conversionId, sent.state]).toEqual([first.conversionId, 'submitted']);
    await federation.destination.settle();
    expect(await stateOf(abroad, first.conversionId)).toMatchObject({ state: 'approved', destination: '370102' });
    expect(await problemOf(submit(abroad, first.conversionId, await consentAt(home.client)))).toBe(
      'conversion-not-draft',
    );
  });

  it('as a draft by a screenshot is sent in as one, and kept as one for the next application', async () => {
    const { abroad } = await traveller();
    const { conversionId } = await save(abroad, { ...entered(abroad), path: 'picture' });
    expect((await stateOf(abroad, conversionId)).path).toBe('picture');
    const sent = await submit(abroad, conversionId, { grade: 'asserted' });
    expect(sent).toMatchObject({ state: 'waiting-for-documents', cause: { code: 'picture-missing' }, path: 'picture' });
    await abroad.client.call(routes.withdrawConversion, { params: { conversionId } });
    const next = await again(abroad, conversionId);
    expect(await formOf(abroad, next.conversionId)).toMatchObject({ path: 'picture' });
    await save(abroad, entered(abroad));
    expect((await submit(abroad, next.conversionId, { grade: 'asserted' })).path).toBe('linked');
  });

  it('as a draft ends after the days of the profile, is told, and is there for the next application', async () => {
    const { home, abroad } = await traveller();
    const { conversionId, next } = await save(abroad, entered(abroad));
    // The profile of Shandong: seven days.
    expect(Date.parse(next!.at) - federation.destination.clock.now().getTime()).toBeCloseTo(7 * day * 1000, -4);
    await federation.pass(7 * day - minute);
    expect((await stateOf(abroad, conversionId)).state).toBe('draft');
    await federation.pass(2 * minute);
    expect(await stateOf(abroad, conversionId)).toMatchObject({ state: 'expired', actions: ['applyAgain'] });
    expect((await inboxOf(abroad)).map(({ kind }) => kind)).toContain('application-expired');
    const draft = await again(abroad, conversionId);
    expect(draft.state).toBe('draft');
    expect((await formOf(abroad, draft.conversionId)).stays).toEqual(
      entered(abroad).stays?.length === 1 ? (await formOf(abroad, conversionId)).stays : [],
    );
    expect(home.person).toBeDefined();
  });

  it('of an application that was refused makes the next without typing, and stays that are too old fall out', async () => {
    const stranger = await arrive(federation, inventPerson());
    const old = {
      division: '140105',
      from: ago(federation.destination, 13 * day),
      to: ago(federation.destination, 12 * day),
    };
    const stays = [old, ...atHome(federation.destination, stranger.person)];
    const { conversionId, state, actions } = await convert(federation, stranger, { grade: 'asserted' }, stays);
    expect([state, actions]).toEqual(['rejected', ['applyAgain']]);
    await federation.pass(3 * day);
    const draft = await again(stranger, conversionId);
    const kept = await formOf(stranger, draft.conversionId);
    expect(kept).toEqual({ originDivision: '140000', scope: '370000', answers: well, stays: stays.slice(1) });
    expect((await submit(stranger, draft.conversionId, { grade: 'asserted' })).state).toBe('submitted');
    await federation.destination.settle();
  });

  it('can be applied with again only when the application has ended without a code', async () => {
    const { home, abroad } = await traveller();
    const { conversionId } = await apply(federation, abroad, await consentAt(home.client));
    expect(await problemOf(again(abroad, conversionId))).toBe('conversion-unfinished');
    await federation.destination.settle();
    expect(await problemOf(again(abroad, conversionId))).toBe('conversion-unfinished');
  });

  it('is nobody else’s to read, to send in, to go on with or to apply with', async () => {
    const { abroad } = await traveller();
    const other = await arrive(federation, inventPerson());
    const { conversionId } = await save(abroad, entered(abroad));
    const answers = await Promise.all(
      [
        formOf(other, conversionId),
        again(other, conversionId),
        submit(other, conversionId, { grade: 'asserted' }),
        goOn(other, conversionId),
      ].map(problemOf),
    );
    expect(answers).toEqual(['not-found', 'not-found', 'not-found', 'not-found']);
  });

  it('sent in twice at once is one application', async () => {
    const { home, abroad } = await traveller();
    const { conversionId } = await save(abroad, entered(abroad));
    const consent = await consentAt(home.client);
    const answers = await Promise.all([
      problemOf(submit(abroad, conversionId, consent)),
      problemOf(apply(federation, abroad, consent)),
      problemOf(submit(abroad, conversionId, consent)),
    ]);
    expect(answers.filter((answer) => answer === 'none')).toHaveLength(1);
    await federation.destination.settle();
  });
});

describe('the cure of a cause', () => {
  it('phone: once it is changed at the origin the same application goes on, and nothing is typed again [M26]', async () => {
    const home = await citizenWithCode(federation.origin);
    const phone = inventPerson().phone;
    const abroad = await arrive(federation, { ...home.person, phone });
    const { conversionId, state, cause } = await convert(federation, abroad, await consentAt(home.client));
    expect([state, cause?.code]).toEqual(['waiting-for-origin', 'phone-mismatch']);
    await home.client.call(routes.sendPhoneChangeCode, { body: { phone } });
    await home.client.call(routes.changePhone, { body: { phone, code: federation.origin.sources.codeFor(phone) } });
    expect((await goOn(abroad, conversionId)).state).toBe('submitted');
    await federation.destination.settle();
    expect(await stateOf(abroad, conversionId)).toMatchObject({ state: 'approved', colour: 'green' });
  });

  it('phone: changed at the origin, it goes on by itself as well', async () => {
    const home = await citizenWithCode(federation.origin);
    const phone = inventPerson().phone;
    const abroad = await arrive(federation, { ...home.person, phone });
    const { conversionId } = await convert(federation, abroad, await consentAt(home.client));
    await home.client.call(routes.sendPhoneChangeCode, { body: { phone } });
    await home.client.call(routes.changePhone, { body: { phone, code: federation.origin.sources.codeFor(phone) } });
    await federation.pass(13);
    expect((await stateOf(abroad, conversionId)).state).toBe('approved');
  });

  it('phone that is lost: corrected at a community desk of the origin by her document, the same application goes on [M54]', async () => {
    const { origin } = federation;
    const home = await citizenWithCode(origin);
    const phone = inventPerson().phone;
    const abroad = await arrive(federation, { ...home.person, phone });
    const { conversionId, cause } = await convert(federation, abroad, await consentAt(home.client));
    expect(cause?.cure.zh).toContain('社区服务中心');
    const { documentNumber, name, residence } = home.person;
    const desk = await hire(origin, { role: 'community', division: residence });
    const elsewhere = await hire(origin, { role: 'community', division: '140200' });
    await desk.client.call(routes.sendDeskPhoneCode, { body: { phone } });
    const code = origin.sources.codeFor(phone);
    const shown = { documentType: '10', documentNumber, name, phone, code, reference: 'SQ-20261124-0007' };
    const change = (client: Client, body = shown) => problemOf(client.call(routes.changePhoneAtDesk, { body }));
    expect(await change(elsewhere.client)).toBe('not-found');
    expect(await change(desk.client, { ...shown, name: '王小明' })).toBe('not-found');
    // A code that was sent from one desk is of no use at another.
    const colleague = await hire(origin, { role: 'community', division: residence });
    expect(await change(colleague.client)).toBe('phone-code-wrong');
    expect(await change(desk.client)).toBe('none');
    await goOn(abroad, conversionId);
    await federation.destination.settle();
    expect((await stateOf(abroad, conversionId)).state).toBe('approved');
    // Who has the old phone has nothing of hers any more; she signs in with the new one, and sees who changed it.
    expect(await problemOf(home.client.call(routes.getMe, {}))).toMatch(/sign-in-required|session-expired/);
    const herself = origin.client.as(await signIn(origin, phone));
    const { records } = await herself.call(routes.listAccessRecords, {});
    expect(records[0]).toMatchObject({ reference: 'SQ-20261124-0007', purpose: { code: 'community-service' } });
  });

  it('consent that has run out: the same application goes on with a new one, and not without', async () => {
    const home = await citizenWithCode(federation.origin);
    const phone = inventPerson().phone;
    const abroad = await arrive(federation, { ...home.person, phone });
    const { conversionId } = await convert(federation, abroad, await consentAt(home.client));
    await federation.pass(day + hour);
    const moved = { phone, code: '' };
    await home.client.call(routes.sendPhoneChangeCode, { body: { phone } });
    moved.code = federation.origin.sources.codeFor(phone);
    const { token } = await home.client.call(routes.changePhone, { body: moved });
    await federation.pass(20 * minute);
    expect(await stateOf(abroad, conversionId)).toMatchObject({
      state: 'waiting-for-documents',
      cause: { code: 'consent-expired' },
    });
    expect(await problemOf(goOn(abroad, conversionId))).toBe('consent-needed');
    const consent = await consentAt(federation.origin.client.as(token));
    expect((await goOn(abroad, conversionId, { consent })).state).toBe('submitted');
    await federation.destination.settle();
    expect((await stateOf(abroad, conversionId)).state).toBe('approved');
  });

  it('a deferral that outlasts her consent: on the minute it is over one new consent is asked for, and nothing else [M21]', async () => {
    const { home, abroad } = await traveller();
    const { destination } = federation;
    const left = new Date(destination.clock.now().getTime() - 9 * day * 1000);
    destination.sources.areas = [
      { division: '130102', name: '示例街道', level: 'high', from: ago(destination, 20 * day), to: left.toISOString() },
    ];
    await federation.pass(minute);
    const stays = [
      { division: '130102', from: ago(destination, 10 * day), to: ago(destination, 9 * day + hour) },
      ...atHome(destination, abroad.person),
    ];
    const { conversionId, state, next } = await convert(federation, abroad, await consentAt(home.client), stays);
    expect(state).toBe('deferred');
    const over = Date.parse(next?.at ?? '');
    const before = await formOf(abroad, conversionId);
    // Longer than a consent lasts in the profile of Shandong: a day.
    expect(over).toBeGreaterThan(destination.clock.now().getTime() + 2 * day * 1000);
    await federation.pass((over - destination.clock.now().getTime()) / 1000 - minute);
    expect((await stateOf(abroad, conversionId)).state).toBe('deferred');
    await federation.pass(minute + 1);
    expect(await stateOf(abroad, conversionId)).toMatchObject({
      state: 'waiting-for-documents',
      cause: { code: 'consent-expired' },
      actions: expect.arrayContaining(['continueConversion']),
    });
    expect((await inboxOf(abroad)).map(({ kind }) => kind)).toContain('application-documents');
    expect(await problemOf(goOn(abroad, conversionId))).toBe('consent-needed');
    await goOn(abroad, conversionId, { consent: await consentAt(home.client) });
    await federation.destination.settle();
    expect(await stateOf(abroad, conversionId)).toMatchObject({ state: 'approved', colour: 'green' });
    expect(await formOf(abroad, conversionId)).toEqual(before);
    destination.sources.areas = [];
    await federation.pass(minute);
  });

  it('tickets: uploaded, compared by a reviewer of the destination, and then the origin is asked [M29]', async () => {
    const { home, abroad } = await traveller();
    const body = {
      ...entered(abroad),
      consent: await consentAt(home.client),
      pledge: pledgeOf(federation.destination),
    };
    const stays = manyPlaces(federation.destination);
    const { conversionId, contacts } = await abroad.client.call(routes.applyForConversion, {
      body: { ...body, answers: well, stays },
    });
    // The profile of Shandong: Jinan's number before the province's.
    expect(contacts.map(({ division }) => division)).toEqual(['370100', '370000']);
    expect(await problemOf(goOn(abroad, conversionId))).toBe('documents-needed');
    const content = picture('a ticket').toString('base64');
    await abroad.client.call(routes.addConversionDocument, { params: { conversionId }, body: { content } });
    expect(await goOn(abroad, conversionId)).toMatchObject({
      state: 'in-review',
      documents: [{ mediaType: 'image/jpeg' }],
    });
    const { client } = await hireOfficer(federation.destination, 'reviewer', '370102');
    const { reviews } = await client.call(routes.listReviews, {});
    const params = { reviewId: reviews[0]?.reviewId ?? '' };
    const shown = await client.call(routes.claimReview, { params });
    expect([shown.stays.length, shown.documents.length]).toEqual([13, 1]);
    await client.call(routes.decideReview, {
      params,
      body: { decision: 'approve', ground: 'documents-confirm', note: '车票与行程一致。' },
    });
    expect((await stateOf(abroad, conversionId)).state).toBe('submitted');
    await federation.destination.settle();
    expect(await stateOf(abroad, conversionId)).toMatchObject({ state: 'approved', colour: 'green' });
  });

  it('a stay in a high-risk area: put off with whom to tell, and taken up by itself at the minute it is over [M21]', async () => {
    const { home, abroad } = await traveller();
    const { destination } = federation;
    const ends = new Date(destination.clock.now().getTime() - 13 * day * 1000);
    destination.sources.areas = [
      {
        division: '130102',
        name: '示例街道',
        level: 'high',
        from: ago(destination, 20 * day),
        to: ends.toISOString(),
      },
    ];
    await federation.pass(minute);
    const stays = [
      { division: '130102', from: ago(destination, 13 * day + 6 * hour), to: ago(destination, 13 * day - 2 * hour) },
      ...atHome(destination, abroad.person),
    ];
    const put = await convert(federation, abroad, { grade: 'asserted' }, stays);
    expect(put).toMatchObject({ state: 'deferred', cause: { code: 'high-risk-sojourn' } });
    expect(put.contacts.map(({ division }) => division)).toEqual(['370000']);
    // SD20-R4: fourteen days after she was there, or the area ended, whichever is first.
    const over = Date.parse(put.next?.at ?? '');
    expect(over).toBeGreaterThan(destination.clock.now().getTime());
    expect(over).toBeLessThanOrEqual(destination.clock.now().getTime() + day * 1000 + 2 * hour * 1000);
    await federation.pass((over - destination.clock.now().getTime()) / 1000 - minute);
    expect((await stateOf(abroad, put.conversionId)).state).toBe('deferred');
    await federation.pass(minute + 1);
    expect((await stateOf(abroad, put.conversionId)).state).toBe('approved');
    destination.sources.areas = [];
    await federation.pass(minute);
    expect(home.person).toBeDefined();
  });

  it('is not to be had where the application waits for nobody', async () => {
    const { home, abroad } = await traveller();
    const { conversionId } = await apply(federation, abroad, await consentAt(home.client));
    expect(await problemOf(goOn(abroad, conversionId))).toBe('conversion-not-waiting');
    await federation.destination.settle();
    expect(await problemOf(goOn(abroad, conversionId))).toBe('conversion-not-waiting');
  });
});
