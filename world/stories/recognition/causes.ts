import { crc32 } from 'node:zlib';
import { routes, type schemas } from '@tongxing/contract';
import { confirmedPledge, readPhoneCode, signInCitizen, type Citizen } from '../../clients/citizen.ts';
import { hireStaff } from '../../clients/staff.ts';
import { introduce } from '../../people/introduce.ts';
import { makePerson, type Person } from '../../people/person.ts';
import { shandong, shanxi } from '../../provinces.ts';
import type { RecognitionPart } from '../recognition.ts';
import { expect, type StoryWorld } from '../story.ts';
import { applyToConvert, arriveIn, decided, settleAt } from '../travelling.ts';

const taiyuan = { division: shanxi, scope: '140100' };
const road = { from: shanxi, to: shandong };
const day = 86_400_000;

/** What goes wrong on the way, as the person meets it: she is told why, does the one thing that helps, and types nothing twice. */
export const causesAndCures: RecognitionPart = (story) => [
  {
    title:
      '(causes) her old phone is lost: a community desk of her province corrects it, and the same application goes on [M26]',
    run: () => lostPhone(story),
  },
  {
    title:
      '(causes) five days after a high-risk area she is put off: whom to tell, when it is over, and what she can do [M21]',
    run: () => highRisk(story),
  },
  {
    title:
      '(causes) thirteen places: she sends her tickets, a reviewer where she is going compares them, and she is green [M29]',
    run: () => tickets(story),
  },
  {
    title:
      '(causes) a consent that is not hers is refused; she applies again with consent and pledge, and types nothing',
    run: () => again(story),
  },
];

async function lostPhone(story: StoryWorld): Promise<string> {
  const person = makePerson({ seed: 311, division: '140105' });
  const consent = await (await settleUnwatched(story, person)).consent(shandong);
  const moved = { ...person, phone: '15400000311' };
  const away = await arriveIn(story, shandong, moved);
  const told = await applyToConvert(away, road, consent);
  expect(told.cause?.code === 'phone-mismatch', `the phone differs, not ${told.cause?.code}`);
  const node = story.world.nodes[shanxi]!;
  const desk = await hireStaff(node, { username: 'story-desk', role: 'community', division: '140105' });
  await desk.call(routes.sendDeskPhoneCode, { body: { phone: moved.phone } });
  const { documentNumber, name, phone } = moved;
  const code = await readPhoneCode(story.world.simulators['sms-gateway'].managementUrl, phone);
  const reference = 'SQ-20261124-0311';
  await desk.call(routes.changePhoneAtDesk, {
    body: { documentType: '10', documentNumber, name, phone, code, reference },
  });
  await goOn(away, told.conversionId);
  const done = await decided(away, told.conversionId);
  expect(done.state === 'approved' && done.colour === 'green', `approved and green, not ${done.state}`);
  return `${told.cause?.cure.en} — then ${done.state}`;
}

/** As `settleAt`, but for somebody whose session at home ends with her old phone, so that no invariant can read by it. */
async function settleUnwatched({ world }: StoryWorld, person: Person): Promise<Citizen> {
  await introduce(world.simulators, [person]);
  const { managementUrl } = world.simulators['sms-gateway'];
  const citizen = await signInCitizen({ url: world.nodes[shanxi]!.url, smsManagementUrl: managementUrl }, person);
  await citizen.verify();
  await citizen.declare();
  await citizen.colour();
  await citizen.client.call(routes.applyForCode, { body: { scope: taiyuan.scope } });
  return citizen;
}

async function highRisk(story: StoryWorld): Promise<string> {
  const person = makePerson({ seed: 314, division: '140105' });
  const consent = await (await settleAt(story, taiyuan, person)).consent(shandong);
  const away = await arriveIn(story, shandong, person);
  const ago = (days: number) => new Date(Date.now() - days * day).toISOString();
  const stays = [
    { division: '130102', from: ago(8), to: ago(5) },
    { division: '140105', from: ago(5), to: ago(0) },
  ];
  const told = await applyToConvert(away, road, consent, { stays });
  expect(told.state === 'deferred', `put off, not ${told.state}`);
  expect(told.contacts.length > 0 && told.actions.includes('continueConversion'), 'whom to tell, and a way on');
  return `${told.shown.en} ${told.contacts[0]?.phone}`;
}

async function tickets(story: StoryWorld): Promise<string> {
  const person = makePerson({ seed: 312, division: '140105' });
  const consent = await (await settleAt(story, taiyuan, person)).consent(shandong);
  const away = await arriveIn(story, shandong, person);
  const told = await applyToConvert(away, road, consent, { stays: thirteenPlaces() });
  expect(told.state === 'waiting-for-documents', `tickets are asked for, not ${told.state}`);
  expect(told.contacts.length > 0, 'somebody to turn to where she is going');
  const params = { conversionId: told.conversionId };
  const content = ticket().toString('base64');
  await away.client.call(routes.addConversionDocument, { params, body: { content } });
  await goOn(away, told.conversionId);
  const node = story.world.nodes[shandong]!;
  const reviewer = await hireStaff(node, { username: 'story-reviewer', role: 'reviewer', division: shandong });
  const { reviews } = await reviewer.call(routes.listReviews, {});
  const reviewId = reviews.find(({ kind }) => kind === 'itinerary')?.reviewId ?? 'none';
  const shown = await reviewer.call(routes.claimReview, { params: { reviewId } });
  expect(shown.documents.length === 1 && shown.stays.length === 13, 'tickets beside the stays');
  const body = { decision: 'approve', ground: 'documents-confirm', note: '车票与行程一致。' } as const;
  await reviewer.call(routes.decideReview, { params: { reviewId }, body });
  const done = await decided(away, told.conversionId);
  expect(done.state === 'approved', `approved, not ${done.state}`);
  return `${told.contacts[0]?.name.en} ${told.contacts[0]?.phone}; then ${done.state}`;
}

async function again(story: StoryWorld): Promise<string> {
  const person: Person = makePerson({ seed: 313, division: '140105' });
  const home = await settleAt(story, taiyuan, person);
  const away = await arriveIn(story, shandong, person);
  const unproven = { ...(await home.consent(shandong)), codeVerifier: 'A'.repeat(43) } as schemas.ConsentEvidence;
  const told = await applyToConvert(away, road, unproven);
  expect(told.actions.join() === 'applyAgain', `one thing to do, not ${told.actions.join()}`);
  const draft = await away.client.call(routes.applyAgain, { params: { conversionId: told.conversionId } });
  const pledge = await confirmedPledge(away.client);
  await away.client.call(routes.submitConversion, {
    params: { conversionId: draft.conversionId },
    body: { consent: await home.consent(shandong), pledge },
  });
  const done = await decided(away, draft.conversionId);
  expect(done.state === 'approved', `approved, not ${done.state}`);
  return `${told.cause?.code}, then ${done.state} with consent and pledge alone`;
}

function goOn({ client }: Citizen, conversionId: string) {
  return client.call(routes.continueConversion, { params: { conversionId }, body: {} });
}

// One more than the profile of Shandong has compared by itself.
const places = '110101 110102 120101 150102 140105 210102 220102 230102 310101 320102 330102 340102 350102'.split(' ');

function thirteenPlaces(): schemas.Stay[] {
  const at = (days: number) => new Date(Date.now() - days * day).toISOString();
  return places.map((division, position) => ({ division, from: at(13 - position), to: at(12 - position) }));
}

/** The smallest picture that there is: one grey pixel (W3C PNG, §5). */
function ticket(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const pixel = Buffer.from('789c6360000000020001', 'hex');
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixel), chunk('IEND', Buffer.alloc(0))]);
}
