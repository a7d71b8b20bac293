import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hireOfficer } from '../../../test/appeal.ts';
import { pledgeOf, verifiedCitizen, well, type Citizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { manyPlaces } from '../../../test/many-places.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { brightnessAt, decodeJpeg, picture } from '../../../test/pictures.ts';
import { signInStaff } from '../../../test/checkpoint.ts';
import { password, type Staff } from '../../../test/staff.ts';
import { inboxOf, personIdOf } from '../../../test/told.ts';
import { transact } from '../../platform/db.ts';
import { openSecondLooks } from './second-look.ts';

let node: TestNode;
type Signed = { -readonly [K in keyof Staff]: Staff[K] };

let reviewer: Signed;
let colleague: Signed;
let ofProvince: Signed;
let elsewhere: Signed;
beforeAll(async () => {
  node = await openTestNode({
    division: '370000',
    profile: (profile) => ({
      ...profile,
      application: {
        ...profile.application,
        documents: 2,
        secondLookPercent: { authorised: 0, linked: 25, picture: 0 },
      },
    }),
  });
  reviewer = await hireOfficer(node, 'reviewer', '370102');
  colleague = await hireOfficer(node, 'reviewer', '370102');
  ofProvince = await hireOfficer(node, 'reviewer', '370000');
  elsewhere = await hireOfficer(node, 'reviewer', '370200');
});
beforeEach(async () => {
  for (const staff of [reviewer, colleague, ofProvince, elsewhere]) await signInAgain(staff);
});
afterAll(() => node.close());

/** A session of staff does not outlive half an hour in which nothing is done. */
async function signInAgain(staff: Signed): Promise<void> {
  staff.client = await signInStaff(node, { username: staff.username, password });
}

/** Has applied with many places, and is asked for tickets. */
async function asked(): Promise<{ citizen: Citizen; conversionId: string }> {
  const citizen = await verifiedCitizen(node);
  const { conversionId } = await citizen.client.call(routes.applyForConversion, {
    body: {
      originDivision: '140000',
      scope: '370000',
      destination: '370102',
      consent: { grade: 'asserted' },
      answers: well,
      stays: manyPlaces(node),
      pledge: pledgeOf(node),
    },
  });
  return { citizen, conversionId };
}

const upload = ({ client }: Citizen, conversionId: string, content: Buffer = picture('a ticket')) =>
  client.call(routes.addConversionDocument, {
    params: { conversionId },
    body: { content: content.toString('base64') },
  });
const stateOf = ({ client }: Citizen, conversionId: string) =>
  client.call(routes.getConversion, { params: { conversionId } });

async function inReview() {
  const { citizen, conversionId } = await asked();
  const { documentId } = await upload(citizen, conversionId);
  await citizen.client.call(routes.continueConversion, { params: { conversionId }, body: {} });
  return { citizen, conversionId, documentId, reviewId: await reviewOf(conversionId) };
}

async function reviewOf(conversionId: string): Promise<string> {
  const row = await node.context.db
    .selectFrom('review')
    .select('review_id')
    .where('conversion_id', '=', conversionId)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.review_id;
}

/** By how much the pixel that differs most, of those looked at, differs from what {@link picture} shows. */
async function farthestFromPicture(bytes: Buffer): Promise<number> {
  const { data, width, height } = await decodeJpeg(bytes);
  expect([width, height]).toEqual([720, 1280]);
  const places = Array.from(
    { length: 90 * 160 },
    (_, place) => [(place % 90) * 8 + 2, Math.floor(place / 90) * 8 + 2] as const,
  );
  return Math.max(...places.map(([x, y]) => Math.abs(data[(y * 720 + x) * 4]! - brightnessAt(x, y))));
}

const claim = ({ client }: Staff, reviewId: string) => client.call(routes.claimReview, { params: { reviewId } });
const decide = ({ client }: Staff, reviewId: string, body: Omit<schemas.ReviewDecision, 'note'>) =>
  client.call(routes.decideReview, { params: { reviewId }, body: { ...body, note: '已核对。' } });
const confirm = { decision: 'approve', ground: 'documents-confirm' } as const;
const listed = async ({ client }: Staff, reviewId: string) =>
  (await client.call(routes.listReviews, {})).reviews.find((each) => each.reviewId === reviewId);

describe('a document of an application', () => {
  it('is drawn anew: it looks the same and holds nothing else that was sent; it lies sealed, and is hers alone to read', async () => {
    const { citizen, conversionId } = await asked();
    const sent = Buffer.concat([picture('<script>alert(1)</script>'), Buffer.from('PK\u0003\u0004 an archive')]);
    const { documentId, mediaType } = await upload(citizen, conversionId, sent);
    expect(mediaType).toBe('image/jpeg');
    const params = { conversionId, documentId };
    const { content } = await citizen.client.call(routes.getConversionDocument, { params });
    const bytes = Buffer.from(content, 'base64');
    const left = ['script', 'GPS', 'PK\u0003\u0004', 'PNG'].filter((each) => bytes.includes(each));
    expect(left).toEqual([]);
    expect(await farthestFromPicture(bytes)).toBeLessThan(12);
    const { content_sealed: sealed } = await node.context.db
      .selectFrom('application_document')
      .select('content_sealed')
      .where('document_id', '=', documentId)
      .executeTakeFirstOrThrow();
    expect(sealed.includes(bytes.subarray(0, 64))).toBe(false);
    const other = await verifiedCitizen(node);
    expect(await problemOf(other.client.call(routes.getConversionDocument, { params }))).toBe('not-found');
    expect(await problemOf(upload(other, conversionId))).toBe('not-found');
  });

  it('as JPEG is drawn anew too, without what its tables and comments hold', async () => {
    const { citizen, conversionId } = await asked();
    const { documentId } = await upload(citizen, conversionId);
    const params = { conversionId, documentId };
    const first = await citizen.client.call(routes.getConversionDocument, { params });
    const whole = Buffer.from(first.content, 'base64');
    // ITU-T T.81, B.2.4.2: a quantisation table that no component uses is kept by everybody who does not draw the picture.
    const unused = Buffer.concat([Buffer.from([0xff, 0xdb, 0, 67, 3]), Buffer.from('<script>'.repeat(8))]);
    const sent = Buffer.concat([whole.subarray(0, 2), unused, whole.subarray(2)]);
    const again = await upload(citizen, conversionId, sent);
    const { content } = await citizen.client.call(routes.getConversionDocument, {
      params: { conversionId, documentId: again.documentId },
    });
    const bytes = Buffer.from(content, 'base64');
    expect(bytes.includes('script')).toBe(false);
    expect(await farthestFromPicture(bytes)).toBeLessThan(12);
  });

  it.each([
    ['a program', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'attachment-type-refused'],
    ['half a picture', picture('x').subarray(0, 40), 'attachment-type-refused'],
    ['a picture of whose rows there are none', picture('x', 5000, 4000), 'attachment-type-refused'],
    ['a picture of more pixels than a page needs', picture('x', 5001, 5000), 'picture-too-large'],
    [
      'a PDF with a program in it',
      Buffer.from('%PDF-1.4\n1 0 obj <</OpenAction 2 0 R>> endobj\n%%EOF\n'),
      'attachment-active',
    ],
    ['a picture that claims ten billion pixels', picture('x', 100_000, 100_000), 'picture-too-large'],
    ['a picture one pixel high and longer than any screen', picture('x', 20_001, 1), 'picture-too-large'],
  ])('is refused as %s', async (_what, bytes, problem) => {
    const { citizen, conversionId } = await asked();
    expect(await problemOf(upload(citizen, conversionId, bytes))).toBe(problem);
    expect((await stateOf(citizen, conversionId)).documents).toEqual([]);
  });

  it('is one of so many, and only while the application asks for any', async () => {
    const { citizen, conversionId } = await asked();
    for (const name of ['one', 'two']) await upload(citizen, conversionId, picture(name));
    expect(await problemOf(upload(citizen, conversionId))).toBe('too-many-documents');
    await citizen.client.call(routes.withdrawConversion, { params: { conversionId } });
    expect(await problemOf(upload(citizen, conversionId))).toBe('documents-not-asked');
  });
});

describe('waiting for tickets', () => {
  it('ends at its deadline with the form kept when nothing came, and goes to a reviewer when something did', async () => {
    const [empty, sent] = [await asked(), await asked()];
    await upload(sent.citizen, sent.conversionId);
    node.clock.forward(72 * hour - minute);
    await node.tick('conversion.end');
    expect((await stateOf(empty.citizen, empty.conversionId)).state).toBe('waiting-for-documents');
    node.clock.forward(2 * minute);
    await node.tick('conversion.end');
    expect(await stateOf(empty.citizen, empty.conversionId)).toMatchObject({
      state: 'expired',
      cause: { code: 'documents-missing' },
      actions: ['applyAgain'],
    });
    expect((await stateOf(sent.citizen, sent.conversionId)).state).toBe('in-review');
  });
});

describe('a review', () => {
  it('stands in the queues of the division and those above, with nothing of the person, and nowhere else', async () => {
    const { citizen, reviewId } = await inReview();
    for (const staff of [reviewer, ofProvince])
      expect(await listed(staff, reviewId)).toMatchObject({ division: '370102' });
    expect(await listed(elsewhere, reviewId)).toBeUndefined();
    expect(await problemOf(claim(elsewhere, reviewId))).toBe('not-found');
    expect(JSON.stringify(await listed(reviewer, reviewId))).not.toContain(citizen.person.name);
  });

  it('is in one hand at a time, for the minutes of the profile; who has not taken it up reads and decides nothing', async () => {
    const { citizen, documentId, reviewId } = await inReview();
    const read = ({ client }: Staff) => client.call(routes.readReviewDocument, { params: { reviewId, documentId } });
    expect(await problemOf(read(reviewer))).toBe('review-not-claimed');
    expect(await problemOf(decide(reviewer, reviewId, confirm))).toBe('review-not-claimed');
    const shown = await claim(reviewer, reviewId);
    expect([shown.stays.length, shown.documents[0]?.documentId]).toEqual([13, documentId]);
    expect(await farthestFromPicture(Buffer.from((await read(reviewer)).content, 'base64'))).toBeLessThan(12);
    expect(await problemOf(claim(colleague, reviewId))).toBe('review-claimed');
    const { records } = await citizen.client.call(routes.listAccessRecords, {});
    expect(records[0]).toMatchObject({ purpose: { code: 'application-review' }, role: { code: 'reviewer' } });
    expect(records[0]?.seen.map(({ code }) => code)).toContain('proof');
    // The profile: fifteen minutes.
    node.clock.forward(15 * minute + 1);
    expect(await problemOf(decide(reviewer, reviewId, confirm))).toBe('review-not-claimed');
    await claim(colleague, reviewId);
    await decide(colleague, reviewId, confirm);
    expect(await problemOf(decide(colleague, reviewId, confirm))).toBe('review-closed');
  });

  it('refused with a ground ends the application with that cause, and what was entered is kept', async () => {
    const { citizen, conversionId, reviewId } = await inReview();
    await claim(reviewer, reviewId);
    const wrong = { decision: 'approve', ground: 'documents-contradict' } as const;
    expect(await problemOf(decide(reviewer, reviewId, wrong))).toBe('ground-mismatched');
    await decide(reviewer, reviewId, { decision: 'refuse', ground: 'documents-contradict' });
    expect(await stateOf(citizen, conversionId)).toMatchObject({
      state: 'rejected',
      cause: { code: 'documents-contradict' },
      actions: ['applyAgain'],
      codeId: null,
    });
  });

  it('that needs better documents asks for them, and the next review has them', async () => {
    const { citizen, conversionId, reviewId } = await inReview();
    await claim(reviewer, reviewId);
    await decide(reviewer, reviewId, { decision: 'more', ground: 'documents-unreadable' });
    expect(await stateOf(citizen, conversionId)).toMatchObject({
      state: 'waiting-for-documents',
      cause: { code: 'documents-unreadable' },
    });
    await upload(citizen, conversionId, picture('a clear ticket'));
    await citizen.client.call(routes.continueConversion, { params: { conversionId }, body: {} });
    expect((await claim(reviewer, await reviewOf(conversionId))).documents).toHaveLength(2);
  });

  it('that is late goes to the province, whose time the person sees, and to nobody’s hand', async () => {
    const { citizen, conversionId, reviewId } = await inReview();
    node.clock.forward(24 * hour - 5 * minute);
    for (const staff of [reviewer, ofProvince]) await signInAgain(staff);
    await claim(reviewer, reviewId);
    await node.tick('review.escalate');
    expect((await listed(reviewer, reviewId))?.escalated).toBe(false);
    node.clock.forward(6 * minute);
    await node.tick('review.escalate');
    expect(await listed(reviewer, reviewId)).toBeUndefined();
    expect(await listed(ofProvince, reviewId)).toMatchObject({ division: '370000', escalated: true, claimed: false });
    const { state, next } = await stateOf(citizen, conversionId);
    expect([state, Date.parse(next?.at ?? '') - node.clock.now().getTime()]).toEqual(['in-review', 12 * hour * 1000]);
    await claim(ofProvince, reviewId);
  });

  it('of an application that is taken back is nobody’s any more', async () => {
    const { citizen, conversionId, reviewId } = await inReview();
    await citizen.client.call(routes.withdrawConversion, { params: { conversionId } });
    expect(await listed(reviewer, reviewId)).toBeUndefined();
    expect(await problemOf(claim(reviewer, reviewId))).toBe('review-closed');
  });
});

describe('a second look', () => {
  /** What a machine has closed, so many times. */
  async function closed(count: number) {
    const { citizen, conversionId } = await asked();
    await citizen.client.call(routes.withdrawConversion, { params: { conversionId } });
    const row = await node.context.db
      .selectFrom('conversion')
      .selectAll()
      .where('conversion_id', '=', conversionId)
      .executeTakeFirstOrThrow();
    const personId = await personIdOf(node, citizen);
    const step = { state: 'rejected', cause: 'identity-mismatch', dueAt: null } as const;
    const rows = Array.from({ length: count }, (_, at) => ({
      ...row,
      consent: null,
      conversion_id: `${row.conversion_id.slice(0, -4)}${String(at).padStart(4, '0')}`,
    }));
    await node.context.db.insertInto('conversion').values(rows).execute();
    const open = () =>
      transact(node.context.db, (tx) =>
        openSecondLooks(
          tx,
          node.context,
          rows.map((each) => ({ row: each, step })),
        ),
      );
    const opened = async () =>
      (
        await node.context.db
          .selectFrom('review')
          .select('review_id')
          .where('person_id', '=', personId)
          .where('kind', '=', 'second-look')
          .where('closed_at', 'is', null)
          .orderBy('review_id')
          .execute()
      ).map(({ review_id: id }) => id);
    return { citizen, open, opened };
  }

  it('is taken at the profile’s share of what a machine has closed, and of the same again', async () => {
    const { open, opened } = await closed(200);
    await open();
    const first = await opened();
    // A quarter of 200, give or take four standard deviations of 6.1.
    expect(first.length).toBeGreaterThan(25);
    expect(first.length).toBeLessThan(75);
    await open();
    expect(await opened()).toEqual(first);
  });

  it('that disagrees tells the person and changes nothing of hers', async () => {
    const { citizen, open, opened } = await closed(40);
    await open();
    const [reviewId = ''] = await opened();
    const before = await citizen.client.call(routes.listConversions, {});
    await claim(reviewer, reviewId);
    expect(await problemOf(decide(reviewer, reviewId, confirm))).toBe('ground-mismatched');
    await decide(reviewer, reviewId, { decision: 'refuse', ground: 'machine-wrong' });
    expect(await citizen.client.call(routes.listConversions, {})).toEqual(before);
    expect((await inboxOf(citizen)).map(({ kind }) => kind)).toContain('application-doubted');
  });
});

describe('in the end', () => {
  it('a document, and a form that was never sent in, are destroyed after the days of the profile, and nothing else of the application', async () => {
    const { citizen, conversionId } = await asked();
    const { documentId } = await upload(citizen, conversionId);
    const drafting = await verifiedCitizen(node);
    const body = { originDivision: '140000', scope: '370000', answers: well };
    const draft = await drafting.client.call(routes.saveConversionDraft, { body });
    await drafting.client.call(routes.withdrawConversion, { params: { conversionId: draft.conversionId } });
    const held = async () =>
      node.context.db.selectFrom('application_document').selectAll().where('document_id', '=', documentId).execute();
    const ended = () =>
      node.context.db
        .selectFrom('conversion')
        .select(['state', 'form_sealed'])
        .where('conversion_id', '=', draft.conversionId)
        .executeTakeFirstOrThrow();
    node.clock.forward(30 * day - hour);
    await node.tick('retention.destroy');
    expect([(await held()).length, (await ended()).form_sealed === null]).toEqual([1, false]);
    node.clock.forward(2 * hour);
    await node.tick('retention.destroy');
    expect(await held()).toEqual([]);
    expect(await ended()).toEqual({ state: 'withdrawn', form_sealed: null });
    await node.tick('conversion.end');
  });
});
