import { routes, type schemas } from '@tongxing/contract';
import { confirmedPledge, type Citizen } from '../../clients/citizen.ts';
import { createPhone } from '../../clients/phone.ts';
import { until } from '../../clients/until.ts';
import { makePerson } from '../../people/person.ts';
import { shandong, shanxi } from '../../provinces.ts';
import { manage } from '../../simulators/ask.ts';
import { pushArrivals } from '../../simulators/arrivals.ts';
import type { RecognitionPart } from '../recognition.ts';
import { codes, enrolAt, type StoryClock } from '../scene.ts';
import { expect, type StoryWorld } from '../story.ts';
import { arriveIn, decided, settleAt } from '../travelling.ts';
import { relayed } from './relayed.ts';

const taiyuan = { division: shanxi, scope: '140100' };

/** Before and at arrival: a journey registered ahead, an application that stands ready, and a strip of another province at a door. */
export const beforeAndAtArrival: RecognitionPart = (story, clock) => [
  {
    title: 'a journey is registered ahead and answered five ways: 待核实, 可来, 待确认, 不可来, 作废 [M25]',
    run: () => fiveAnswers(story, clock),
  },
  {
    title:
      'an arrival of somebody who has not agreed leaves nothing; of somebody who has, an application one tap from done [M71]',
    run: () => automatic(story, clock),
  },
  {
    title: 'a strip of Shanxi passes a door in Shandong without a network; the one it supersedes does not [M70]',
    run: () => nationwide(story, clock),
  },
];

const traveller = (seed: number) => makePerson({ seed, division: '140105' });

async function fiveAnswers(story: StoryWorld, clock: StoryClock): Promise<string> {
  const person = traveller(701);
  const home = await settleAt(story, taiyuan, person);
  const away = await arriveIn(story, shandong, person);
  const first = await register(away, clock, 1);
  expect(first.answer === 'to-verify', `待核实 at once, not ${first.answer}`);
  const toConfirm = await answered(away, first.preArrivalId, 'to-confirm');
  await away.declare();
  await away.client.call(routes.confirmArrival, { params: { preArrivalId: first.preArrivalId } });
  const mayCome = await answered(away, first.preArrivalId, 'may-come');
  const managementUrl = story.world.simulators['health-commission'].managementUrl;
  const since = new Date((clock.now() - 86_400) * 1000).toISOString();
  const persons = { [person.documentNumber]: [{ kind: 'contact', degree: 'close', since }] };
  await manage(managementUrl, 'PATCH /answers', { persons });
  await home.declare();
  await until('she is red at home', async () => ((await home.colour()).colour === 'red' ? true : undefined));
  const second = await register(away, clock, 2);
  const mayNot = await answered(away, second.preArrivalId, 'may-not-come');
  expect(mayNot.reasons.length > 0, 'a reason is given');
  await away.client.call(routes.withdrawPreArrival, { params: { preArrivalId: second.preArrivalId } });
  await answered(away, second.preArrivalId, 'void');
  return `${toConfirm.declare?.zh ?? ''} → ${mayCome.text.zh.slice(0, 2)} → ${mayNot.reasons[0]!.ruleId} → 作废`;
}

function register({ client }: Citizen, clock: StoryClock, days: number): Promise<schemas.PreArrival> {
  const travelDate = new Date((clock.now() + days * 86_400 + 8 * 3600) * 1000).toISOString().slice(0, 10);
  const consent = { grade: 'asserted' } as const;
  return client.call(routes.registerPreArrival, {
    body: { originDivision: shanxi, destination: '370102', travelDate, transport: 'train', consent },
  });
}

function answered(
  { client }: Citizen,
  preArrivalId: string,
  answer: schemas.PreArrivalAnswer,
): Promise<schemas.PreArrival> {
  return until(`the journey is ${answer}`, async () => {
    const { preArrivals } = await client.call(routes.listPreArrivals, {});
    return preArrivals.find((each) => each.preArrivalId === preArrivalId && each.answer === answer);
  });
}

async function automatic(story: StoryWorld, clock: StoryClock): Promise<string> {
  const [consenting, silent] = [traveller(703), traveller(704)];
  const home = await settleAt(story, taiyuan, consenting);
  await settleAt(story, taiyuan, silent);
  const away = await arriveIn(story, shandong, consenting);
  const quiet = await arriveIn(story, shandong, silent);
  await away.declare();
  await away.client.call(routes.grantStandingConsent, {
    body: { originDivision: shanxi, scope: shandong, purpose: 'automatic-conversion', days: 30 },
  });
  const arrivedAt = new Date(clock.now() * 1000).toISOString();
  const seen = [consenting, silent].map(({ phone }) => ({
    phone,
    division: '370102',
    transport: 'train' as const,
    arrivedAt,
  }));
  const node = { url: story.world.nodes[shandong]!.url, division: shandong };
  expect((await pushArrivals(node, seen, { now: clock.now() })) === 204, 'the push is taken');
  const ready = await until('an application stands ready', async () => (await listed(away))[0]);
  expect((await listed(quiet)).length === 0, 'nothing stands ready for who has not agreed');
  const { messages } = await quiet.client.call(routes.listMessages, { query: {} });
  expect(
    messages.every(({ kind }) => kind !== 'arrival-prompted'),
    'and nobody writes to him',
  );
  const { answers, ...application } = ready.application;
  const { conversionId } = await away.client.call(routes.applyForConversion, {
    body: {
      ...application,
      answers: answers!,
      consent: await home.consent(shandong),
      pledge: await confirmedPledge(away.client),
    },
  });
  const done = await decided(away, conversionId);
  expect(done.state === 'approved', `approved, not ${done.state}`);
  story.invariants.watch(shandong, away.client);
  return `${ready.application.stays.length} stays filled in, ${done.state}; the other left no trace`;
}

const listed = async ({ client }: Citizen) => (await client.call(routes.listArrivals, {})).arrivals;

async function nationwide(story: StoryWorld, clock: StoryClock): Promise<string> {
  const citizen = await settleAt(story, taiyuan, traveller(705));
  const phone = createPhone(() => clock.now());
  await phone.takeStrips(citizen.client);
  const door = await enrolAt(story, story.world.nodes[shandong]!, '370102', () => clock.now());
  const before = await relayed(clock, 'the lists of Shanxi are there', async () => {
    await door.sync();
    const seen = await door.checkOffline(await phone.show());
    return seen.verdict === 'pass' ? seen : undefined;
  });
  expect(codes(before).includes('foreign-code'), 'it is known as another province’s');
  expect(door.originOf(before)?.division === shanxi, 'and as that of Shanxi');
  // A code that is renewed takes the strips of the old one back.
  await citizen.client.call(routes.applyForCode, { body: { scope: taiyuan.scope } });
  const after = await relayed(clock, 'the superseded strip no longer passes', async () => {
    await door.sync();
    const seen = await door.checkOffline(await phone.show());
    return seen.verdict === 'pass' ? undefined : seen;
  });
  const online = await door.checkOnline(await phone.show());
  expect(codes(after).includes('ask-node'), `ask-node, not ${codes(after).join()}`);
  expect(online.verdict === 'cannot-tell', `cannot-tell online too, not ${online.verdict}`);
  return `pass (${codes(before).join()}), then ${after.verdict} (${codes(after).join()}); ${door.fetchedBytes()} bytes of lists`;
}
