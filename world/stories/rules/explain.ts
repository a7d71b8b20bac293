import { routes, type schemas } from '@tongxing/contract';
import { signInCitizen, usual, type Citizen } from '../../clients/citizen.ts';
import { until } from '../../clients/until.ts';
import { introduce } from '../../people/introduce.ts';
import { makePerson } from '../../people/person.ts';
import { shanxi } from '../../provinces.ts';
import { manage } from '../../simulators/ask.ts';
import type { StoryClock } from '../scene.ts';
import { expect, type Step, type StoryWorld } from '../story.ts';

const daySeconds = 86_400;
const hourSeconds = 3600;

/** She was where a case was six days and some hours ago: yellow, for seven days (SX22-Y). She asks why, and whether she can travel. */
export function askingWhy(story: StoryWorld, clock: StoryClock): Step[] {
  const node = story.world.nodes[shanxi]!;
  const person = makePerson({ seed: 91, division: '140105' });
  const cast: { citizen?: Citizen; told?: schemas.Explanation } = {};
  const explanation = () => cast.citizen!.client.call(routes.getExplanation, {});
  return [
    {
      title: '(why) she is yellow, and reads why: whose word, how fresh, until when, what she can do [W01] [M31]',
      async run() {
        await introduce(story.world.simulators, [person]);
        const since = new Date((clock.now() - 7 * daySeconds + 2 * hourSeconds) * 1000).toISOString();
        const { managementUrl } = story.world.simulators['health-commission'];
        const records = [{ kind: 'contact', degree: 'companion', since }];
        await manage(managementUrl, 'PATCH /answers', { persons: { [person.documentNumber]: records } });
        const smsManagementUrl = story.world.simulators['sms-gateway'].managementUrl;
        cast.citizen = await signInCitizen({ url: node.url, smsManagementUrl }, person);
        await cast.citizen.verify();
        await cast.citizen.declare(usual(person, new Date(clock.now() * 1000)));
        story.invariants.watch(shanxi, cast.citizen.client);
        await cast.citizen.colour();
        const told = (cast.told = await explanation());
        expect(told.colour === 'yellow', `yellow, not ${told.colour}`);
        const [reason] = told.reasons;
        const fact = reason?.facts.find(({ kind }) => kind.code === 'contact');
        expect(fact !== undefined && reason!.documentNumber !== '', 'a document and the record behind it');
        expect(told.actions.length > 0, 'something she can do');
        return `${reason!.ruleId}, ${reason!.documentNumber}; ${fact!.text.en}; until ${reason!.until}`;
      },
    },
    {
      title: '(why) the decision is made again from what was stored with it, and is the same',
      async run() {
        const { sha256, reproduced } = cast.told!.evidence;
        expect(reproduced === true, `made again: ${reproduced}`);
        return `SHA-256 ${sha256}`;
      },
    },
    {
      title: '(why) she is told when it turns green at the earliest, and then it does, by the rule that was named',
      async run() {
        const way = cast.told!.toGreen?.own;
        expect(way !== null && way !== undefined, 'a way to green');
        await clock.forward(Date.parse(way!.greenAt) / 1000 - clock.now() + 1);
        await until('the colour follows', async () => {
          const { colour } = await cast.citizen!.client.call(routes.getHealthInformation, {});
          return colour === 'green' ? colour : undefined;
        });
        const { reasons } = await explanation();
        const rules = reasons.map(({ ruleId }) => ruleId).join();
        expect(rules === way!.ruleIds.join(), `by ${way!.ruleIds.join()}, not ${rules}`);
        return `green at ${way!.greenAt} by ${rules}: ${way!.steps.map(({ text }) => text.en).join(' ')}`;
      },
    },
    {
      title: '(why) can she go there: Datong and Jinan judge by their own rules, and say on what these rest [W04]',
      async run() {
        const date = new Date((clock.now() + 8 * hourSeconds + 3 * daySeconds) * 1000).toISOString().slice(0, 10);
        const ask = (division: string) =>
          cast.citizen!.client.call(routes.askTravelOutlook, { body: { division, date } });
        const [datong, jinan] = [await ask('140200'), await ask('370100')];
        expect(datong.rules.own && !jinan.rules.own, 'her own province and another');
        expect(datong.rules.sha256 !== jinan.rules.sha256, 'two sets of rules');
        for (const { reasons, tell } of [datong, jinan]) {
          expect(
            reasons.every(({ sources }) => sources.length > 0) && tell.contacts.length > 0,
            'sources and contacts',
          );
        }
        return [datong, jinan]
          .map(({ division, colour, rules, reasons }) => {
            const rows = reasons.flatMap(({ sources }) => sources.map(({ row }) => row));
            return `${division.name.en} ${colour} by ${rules.pack.id} ${rules.pack.version} (${rows.join()})`;
          })
          .join('; ');
      },
    },
  ];
}
