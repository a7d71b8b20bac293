import { routes, type schemas } from '@tongxing/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { citizenWithCode, type Citizen } from '../../../test/citizen.ts';
import { type CodePage, type Darkroom, openDarkroom } from '../../../test/code-page.ts';
import { apply, arrive, openFederation, stateOf, type Federation } from '../../../test/federation.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { inventPerson, type Person } from '../../../test/people.ts';
import { show, takeStrips, type HeldStrip } from '../../../test/phone.ts';
import { hire } from '../../../test/staff.ts';

let federation: Federation;
let darkroom: Darkroom;
beforeAll(async () => {
  [federation, darkroom] = await Promise.all([openFederation(), openDarkroom()]);
});
afterAll(async () => {
  await darkroom.close();
  await federation.close();
});
afterEach(() => void vi.restoreAllMocks());

/** Green at home with a code on her phone, and arrived at the destination. */
async function traveller(
  person?: Person,
): Promise<{ strip: HeldStrip; abroad: Citizen; home: Citizen; person: Person }> {
  const home = await citizenWithCode(federation.origin, person);
  const [strip] = await takeStrips(home.client);
  return { strip: strip as HeldStrip, abroad: await arrive(federation, home.person), home, person: home.person };
}

const now = () => federation.destination.clock.now();

/** The page of a phone that shows this strip now, as 王*英 sees it. */
async function pageOf({ strip, person }: { strip: HeldStrip; person: Person }, otherwise: Partial<CodePage> = {}) {
  const local = new Date(now().getTime() + 8 * 3_600_000).toISOString();
  return darkroom.photograph({
    code: await show(strip, now()),
    owner: '王*英',
    lastFour: person.documentNumber.slice(-4),
    clock: `${local.slice(0, 10)} ${local.slice(11, 19)}`,
    colour: 'green',
    ...otherwise,
  });
}

async function applyWithPicture(abroad: Citizen): Promise<schemas.Conversion> {
  return apply(federation, abroad, { grade: 'asserted' }, undefined, undefined, 'picture');
}

const send = ({ client }: Citizen, conversionId: string, picture: Buffer) =>
  client.call(routes.sendPicture, { params: { conversionId }, body: { content: picture.toString('base64') } });

/** Applies, sends the picture, and lets the destination do what it can now. */
async function convertBy(abroad: Citizen, picture: Buffer): Promise<schemas.Conversion> {
  const { conversionId } = await applyWithPicture(abroad);
  await send(abroad, conversionId, picture);
  await federation.destination.settle();
  await federation.destination.tick('conversion.due');
  return stateOf(abroad, conversionId);
}

const silence = () => vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('fetch failed'));

/** The origin stays silent until nobody expects an answer any more. */
async function waitInSilence(abroad: Citizen, conversionId: string): Promise<schemas.Conversion> {
  for (let turn = 0; turn < 4; turn++) {
    federation.destination.clock.forward(2 * minute);
    await federation.destination.tick('conversion.due');
  }
  return stateOf(abroad, conversionId);
}

/** A reviewer takes the case up, sees the findings and the picture as it was drawn anew, and agrees. */
async function accept(abroad: Citizen, conversionId: string): Promise<void> {
  const { client } = await hire(federation.destination, { role: 'reviewer', division: '370000' });
  const { reviews } = await client.call(routes.listReviews, {});
  const reviewId = reviews.find(({ kind }) => kind === 'picture')?.reviewId ?? '';
  const { findings, documents } = await client.call(routes.claimReview, { params: { reviewId } });
  expect(findings).toHaveLength(12);
  const [document] = documents;
  const params = { reviewId, documentId: document?.documentId ?? '' };
  const { mediaType, content } = await client.call(routes.readReviewDocument, { params });
  expect([mediaType, Buffer.from(content, 'base64').readUInt16BE(0)]).toEqual(['image/jpeg', 0xffd8]);
  const { records } = await abroad.client.call(routes.listAccessRecords, {});
  expect(records[0]).toMatchObject({ purpose: { code: 'application-review' } });
  const body = { decision: 'approve', ground: 'documents-confirm', note: '已核对截图。' } as const;
  await client.call(routes.decideReview, { params: { reviewId }, body });
  await federation.destination.settle();
  await federation.destination.tick('conversion.due');
  expect((await stateOf(abroad, conversionId)).state).not.toBe('in-review');
}

const findingsOf = async ({ client }: Citizen, conversionId: string) => {
  const { findings } = await client.call(routes.getPicture, { params: { conversionId } });
  return Object.fromEntries(findings.map(({ code, state }) => [code, state]));
};

describe('an application with a screenshot [M24]', () => {
  it('waits for the screenshot, which agrees in everything; with the origin’s answer she is green', async () => {
    const honest = await traveller();
    // Since then the status list of the origin has been fetched.
    for (let turn = 0; turn < 2; turn++) await federation.pass(10 * minute);
    const { abroad } = honest;
    const waiting = await applyWithPicture(abroad);
    expect(waiting).toMatchObject({
      state: 'waiting-for-documents',
      cause: { code: 'picture-missing' },
      path: 'picture',
    });
    expect(waiting.actions).toContain('sendPicture');
    await send(abroad, waiting.conversionId, await pageOf(honest));
    await federation.destination.settle();
    const findings = await findingsOf(abroad, waiting.conversionId);
    expect(Object.entries(findings).filter(([, state]) => state !== 'agrees')).toEqual([]);
    expect(Object.keys(findings)).toHaveLength(12);
    expect((await stateOf(abroad, waiting.conversionId)).state).toBe('submitted');
    await federation.destination.tick('conversion.due');
    expect(await stateOf(abroad, waiting.conversionId)).toMatchObject({ state: 'approved', colour: 'green' });
  });

  it('of another person’s code is rejected with the cause, whatever the page says', async () => {
    const [other, { abroad, person }] = [await traveller(inventPerson('140105', '李雷')), await traveller()];
    const done = await convertBy(abroad, await pageOf({ ...other, person }));
    expect(done).toMatchObject({ state: 'rejected', cause: { code: 'picture-of-another' }, codeId: null });
  });

  it('from yesterday asks for a new one; the same application goes on with it, and nothing is typed again', async () => {
    const honest = await traveller();
    const old = await pageOf(honest);
    await federation.pass(31 * minute);
    const waiting = await convertBy(honest.abroad, old);
    expect(waiting).toMatchObject({ state: 'waiting-for-documents', cause: { code: 'picture-old' } });
    federation.destination.clock.forward(1);
    await send(honest.abroad, waiting.conversionId, await pageOf(honest));
    await federation.destination.settle();
    await federation.destination.tick('conversion.due');
    expect(await stateOf(honest.abroad, waiting.conversionId)).toMatchObject({ cause: null, state: 'approved' });
  });

  it('of a code that her province has replaced asks for a new one, which goes through', async () => {
    const honest = await traveller();
    await honest.home.client.call(routes.applyForCode, { body: { scope: '140100' } });
    // The lists of the origin are fetched every ten minutes (profile).
    for (let turn = 0; turn < 2; turn++) await federation.pass(10 * minute);
    const waiting = await convertBy(honest.abroad, await pageOf(honest));
    expect(waiting).toMatchObject({ state: 'waiting-for-documents', cause: { code: 'picture-superseded' } });
    expect(waiting.actions).toContain('sendPicture');
    expect((await findingsOf(honest.abroad, waiting.conversionId))['code-status']).toBe('contradicts');
    const [strip] = await takeStrips(honest.home.client);
    federation.destination.clock.forward(1);
    await send(honest.abroad, waiting.conversionId, await pageOf({ ...honest, strip: strip as HeldStrip }));
    await federation.destination.settle();
    await federation.destination.tick('conversion.due');
    expect(await stateOf(honest.abroad, waiting.conversionId)).toMatchObject({ cause: null, state: 'approved' });
  });

  it('whose code was altered by one character is rejected as forged', async () => {
    const honest = await traveller();
    const code = await show(honest.strip, now());
    const at = code.length - 20;
    const altered = `${code.slice(0, at)}${code[at] === 'A' ? 'B' : 'A'}${code.slice(at + 1)}`;
    const done = await convertBy(honest.abroad, await pageOf(honest, { code: altered }));
    expect(done).toMatchObject({ state: 'rejected', cause: { code: 'picture-forged' } });
  });

  it('that another person of the same masked name and last four has sent before is rejected; again by herself is fine', async () => {
    const first = await traveller();
    const twin = () => inventPerson('140105', '王建英');
    let second = twin();
    while (second.documentNumber.slice(-4) !== first.person.documentNumber.slice(-4)) second = twin();
    await citizenWithCode(federation.origin, second);
    const picture = await pageOf(first);
    const { conversionId } = await applyWithPicture(first.abroad);
    await send(first.abroad, conversionId, picture);
    await federation.destination.settle();
    await first.abroad.client.call(routes.withdrawConversion, { params: { conversionId } });
    expect(await convertBy(first.abroad, picture)).toMatchObject({ state: 'approved' });
    const reused = await convertBy(await arrive(federation, second), picture);
    expect(reused).toMatchObject({ state: 'rejected', cause: { code: 'picture-reused' } });
  });

  it('of a wall asks for another picture', async () => {
    const { abroad } = await traveller();
    const done = await convertBy(abroad, await darkroom.develop('<body style="background:#889">'));
    expect(done).toMatchObject({ state: 'waiting-for-documents', cause: { code: 'picture-unreadable' } });
    expect(
      await problemOf(send(await traveller().then((each) => each.abroad), done.conversionId, Buffer.alloc(9))),
    ).toBe('picture-type-refused');
  });
});

// The silent ones last, since whoever was silent for long is asked rarely.
describe('a picture alone makes nobody green', () => {
  it('a page painted in another colour than its code goes to a reviewer although the origin says green', async () => {
    const honest = await traveller();
    const done = await convertBy(honest.abroad, await pageOf(honest, { colour: 'red' }));
    expect(done).toMatchObject({ state: 'in-review', codeId: null });
    expect((await findingsOf(honest.abroad, done.conversionId))['painted-colour']).toBe('contradicts');
    await accept(honest.abroad, done.conversionId);
    expect(await stateOf(honest.abroad, done.conversionId)).toMatchObject({ state: 'approved', colour: 'green' });
  });

  it('a painted page agrees in all that can be painted; the origin silent, it goes to a reviewer, who cannot make it green either', async () => {
    const honest = await traveller();
    const painted = await pageOf(honest, { code: 'https://health.example.cn/code/8842' });
    silence();
    const { conversionId } = await convertBy(honest.abroad, painted);
    expect((await waitInSilence(honest.abroad, conversionId)).state).toBe('in-review');
    const findings = await findingsOf(honest.abroad, conversionId);
    expect(Object.values(findings)).not.toContain('contradicts');
    await accept(honest.abroad, conversionId);
    expect(await waitInSilence(honest.abroad, conversionId)).toMatchObject({
      state: 'waiting-for-origin',
      codeId: null,
    });
    vi.restoreAllMocks();
    await federation.pass(hour);
    expect(await stateOf(honest.abroad, conversionId)).toMatchObject({ state: 'approved', colour: 'green' });
  });

  it('a live code of hers and a reviewer who agrees do, while the origin is silent', async () => {
    const honest = await traveller();
    const picture = await pageOf(honest);
    silence();
    const { conversionId } = await convertBy(honest.abroad, picture);
    expect((await waitInSilence(honest.abroad, conversionId)).state).toBe('in-review');
    await accept(honest.abroad, conversionId);
    expect(await stateOf(honest.abroad, conversionId)).toMatchObject({ state: 'approved', colour: 'green' });
  });
});

describe('the picture itself', () => {
  it('is hers, is taken once while it is wanted, lies sealed, and is gone some days after the application has ended', async () => {
    const honest = await traveller();
    const stranger = (await traveller()).abroad;
    const picture = await pageOf(honest);
    const { conversionId } = await applyWithPicture(honest.abroad);
    expect(await problemOf(send(stranger, conversionId, picture))).toBe('not-found');
    expect(await problemOf(send(honest.abroad, conversionId, Buffer.from('<svg/>     ')))).toBe('picture-type-refused');
    await send(honest.abroad, conversionId, picture);
    expect(await problemOf(send(honest.abroad, conversionId, picture))).toBe('picture-not-wanted');
    const stored = async () =>
      federation.destination.context.db
        .selectFrom('picture')
        .select('content_sealed')
        .where('conversion_id', '=', conversionId)
        .execute();
    expect((await stored())[0]!.content_sealed!.includes(picture.subarray(0, 8))).toBe(false);
    await federation.destination.settle();
    expect(await problemOf(stranger.client.call(routes.getPicture, { params: { conversionId } }))).toBe('not-found');
    await honest.abroad.client.call(routes.withdrawConversion, { params: { conversionId } });
    federation.destination.clock.forward(29 * day);
    await federation.destination.tick('retention.destroy');
    expect(await stored()).toHaveLength(1);
    federation.destination.clock.forward(2 * day);
    await federation.destination.tick('retention.destroy');
    expect(await stored()).toEqual([]);
  });
});
