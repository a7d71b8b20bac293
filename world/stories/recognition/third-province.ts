import { routes } from '@tongxing/contract';
import { makePerson } from '../../people/person.ts';
import { henan, shandong, shanxi } from '../../provinces.ts';
import type { RecognitionPart } from '../recognition.ts';
import { expect, type StoryWorld } from '../story.ts';
import { applyToConvert, arriveIn, decided, settleAt } from '../travelling.ts';

const zhengzhou = { division: henan, scope: henan };
const taiyuan = { division: shanxi, scope: '140100' };

/** A third province is a profile and packs: its people are judged by them, and so are those who come to it. */
export const theThirdProvince: RecognitionPart = (story) => [
  {
    title:
      'Henan is a province by its data alone: somebody who lives there is green by its own rules, and has its code',
    run: () => atHome(story),
  },
  {
    title: 'she converts to Shandong, which believes what Henan signed and judges by its own entry rules [M20]',
    run: () => travel(story, henan, shandong, 'sd-e-origin-green'),
  },
  {
    title: 'somebody from Shanxi converts to Henan, which judges by the entry rules of Henan [M20]',
    run: () => travel(story, shanxi, henan, 'hn-e-origin-green'),
  },
];

async function atHome(story: StoryWorld): Promise<string> {
  const citizen = await settleAt(story, zhengzhou, makePerson({ seed: 301, division: '410102' }));
  const told = await citizen.client.call(routes.getHealthInformation, {});
  expect(told.pack.id === 'hn-resident', `by the rules of Henan, not ${told.pack.id}`);
  return `${told.reasons[0]!.ruleId} of ${told.pack.id} ${told.pack.version}`;
}

/** Converts somebody who is green at home, and says by which rule. */
async function travel(story: StoryWorld, from: string, to: string, rule: string): Promise<string> {
  const home = from === henan ? zhengzhou : taiyuan;
  const district = from === henan ? '410103' : '140105';
  const person = makePerson({ seed: 302 + Number(from === henan), division: district });
  const consent = await (await settleAt(story, home, person)).consent(to);
  const away = await arriveIn(story, to, person);
  const { conversionId } = await applyToConvert(away, { from, to, scope: to }, consent);
  const done = await decided(away, conversionId);
  expect(done.state === 'approved' && done.colour === 'green', `approved and green, not ${done.state}`);
  story.invariants.watch(to, away.client);
  const { reasons, pack } = await away.client.call(routes.getHealthInformation, {});
  expect(
    reasons.some(({ ruleId }) => ruleId === rule),
    `by ${rule}, not ${reasons.map((each) => each.ruleId).join()}`,
  );
  return `${done.state}, by ${pack.id} ${pack.version}`;
}
