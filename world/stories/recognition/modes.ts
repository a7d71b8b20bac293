import { routes, type schemas } from '@tongxing/contract';
import type { Citizen } from '../../clients/citizen.ts';
import { until } from '../../clients/until.ts';
import { introduce } from '../../people/introduce.ts';
import { makePerson, type Person } from '../../people/person.ts';
import { henan, shandong, shanxi } from '../../provinces.ts';
import { manage } from '../../simulators/ask.ts';
import type { Fault } from '../../simulators/faults.ts';
import { formatInstant } from '../../simulators/instants.ts';
import type { RecognitionPart } from '../recognition.ts';
import { expect, type StoryWorld } from '../story.ts';
import { applyToConvert, arriveIn, decided, settleAt } from '../travelling.ts';

const asserted: schemas.ConsentEvidence = { grade: 'asserted' };
const toShanxi = { from: henan, to: shanxi, scope: '140100' };
const hour = 3_600_000;

/** By its profile alone Shanxi recognises Henan through the national platform; Shandong, by its own, asks Henan itself. */
export const modesOfRecognition: RecognitionPart = (story) => [
  {
    title:
      '(modes) from Henan to Shandong by the word of Henan, and on to Shanxi by the national platform: only the profiles differ',
    run: () => byProfileAlone(story),
  },
  {
    title:
      '(modes) the platform breaks off, answers about somebody else, is too slow: each waits, is told why, and is approved by itself',
    run: () => faultyPlatform(story),
  },
  {
    title: '(modes) what Shanxi itself has decided comes back through the platform: it is not the word of Henan',
    run: () => echo(story),
  },
  {
    title: '(modes) red on the platform: refused with its cause and where to go, and no code',
    run: () => red(story),
  },
];

async function byProfileAlone(story: StoryWorld): Promise<string> {
  const person = makePerson({ seed: 601, division: '410103' });
  const home = await settleAt(story, { division: henan, scope: henan }, person);
  const east = await arriveIn(story, shandong, person);
  const direct = await applyToConvert(east, { from: henan, to: shandong }, await home.consent(shandong));
  const first = await decided(east, direct.conversionId);
  expect(
    first.state === 'approved' && first.grade?.code === 'attested',
    `approved and attested, not ${first.state} ${first.cause?.code} ${first.grade?.code}`,
  );
  await platformSays(story, person, {});
  const west = await arriveIn(story, shanxi, person);
  const relayed = await applyToConvert(west, toShanxi, asserted);
  const second = await decided(west, relayed.conversionId);
  expect(
    second.state === 'approved' && second.grade?.code === 'relayed',
    `approved and relayed, not ${second.state} ${second.cause?.code}`,
  );
  story.invariants.watch(shanxi, west.client);
  const { reasons } = await west.client.call(routes.getHealthInformation, {});
  expect(
    reasons.some(({ ruleId }) => ruleId === 'sx-e-national-green'),
    'by the rule for what the platform says',
  );
  const [long, short] = [await hoursLeft(east), await hoursLeft(west)];
  expect(long > 160 && short <= 24, `seven days and one, not ${long} and ${short} hours`);
  const { requests } = await home.client.call(routes.listAttestationRequests, {});
  expect(
    requests.every(({ peer }) => peer !== shanxi),
    'Shanxi has not asked Henan',
  );
  return `attested for ${long} h; relayed for ${short} h: ${second.grade?.text.en}`;
}

async function faultyPlatform(story: StoryWorld): Promise<string> {
  const once = { path: '/v1/code/query', count: 1 };
  const faults: Fault[] = [
    { mode: 'wrong', style: 'truncated', ...once },
    { mode: 'wrong', style: 'another-person', ...once },
    { mode: 'slow', delayMs: 3500, ...once },
  ];
  const { managementUrl } = story.world.simulators['national-platform'];
  const people: { away: Citizen; conversionId: string }[] = [];
  for (const [position, fault] of faults.entries()) {
    const away = await fromHenan(story, 602 + position, {});
    await manage(managementUrl, 'PUT /faults', { ...fault });
    const told = await applyToConvert(away, toShanxi, asserted);
    expect(
      told.cause?.code === 'national-unreachable',
      `it waits for the platform, not ${told.state} ${told.cause?.code}`,
    );
    people.push({ away, conversionId: told.conversionId });
  }
  for (const { away, conversionId } of people) {
    const done = await decided(away, conversionId);
    expect(done.state === 'approved', `approved, not ${done.cause?.code}`);
  }
  return `${people.length} waited and are approved`;
}

async function echo(story: StoryWorld): Promise<string> {
  const away = await fromHenan(story, 605, { decidedBy: shanxi });
  const told = await applyToConvert(away, toShanxi, asserted);
  expect(told.cause?.code === 'national-other-province', `not the word of Henan, ${told.state} ${told.cause?.code}`);
  await platformSays(story, away.person, {});
  const done = await until(
    'Henan itself is on the platform',
    async () => {
      const application = await away.client.call(routes.getConversion, {
        params: { conversionId: told.conversionId },
      });
      return application.state === 'approved' ? application : undefined;
    },
    30_000,
  );
  return `${told.cause?.cure.en} — then ${done.state}`;
}

async function red(story: StoryWorld): Promise<string> {
  const away = await fromHenan(story, 606, { colour: 'red' });
  const told = await applyToConvert(away, toShanxi, asserted);
  expect(told.state === 'rejected' && told.codeId === null, `refused, not ${told.state}`);
  expect(told.cause?.code === 'origin-not-green', `the origin is not green, not ${told.cause?.code}`);
  return `${told.cause?.text.en} ${told.cause?.cure.en}`;
}

/** Somebody whose code only the national platform knows of, in Shanxi. */
async function fromHenan(story: StoryWorld, seed: number, code: Partial<Code>): Promise<Citizen> {
  const person = makePerson({ seed, division: '410103' });
  await introduce(story.world.simulators, [person]);
  await platformSays(story, person, code);
  return arriveIn(story, shanxi, person);
}

interface Code {
  readonly colour: 'green' | 'yellow' | 'red';
  readonly decidedBy: string;
  readonly decidedAt: string;
}

async function platformSays({ world }: StoryWorld, { documentNumber }: Person, code: Partial<Code>): Promise<void> {
  const usual: Code = { colour: 'green', decidedBy: henan, decidedAt: formatInstant(Date.now() - 2 * hour) };
  const codes = { [documentNumber]: { ...usual, ...code } };
  const { status } = await manage(world.simulators['national-platform'].managementUrl, 'PATCH /answers', { codes });
  if (status !== 200) throw new Error(`the platform did not take its answers: ${status}`);
}

async function hoursLeft({ client }: Citizen): Promise<number> {
  const { validTo } = await client.call(routes.getCode, {});
  return Math.round((Date.parse(validTo) - Date.now()) / hour);
}
