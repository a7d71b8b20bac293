import { routes, type schemas } from '@tongxing/contract';
import type { Checkpoint } from '../clients/checkpoint.ts';
import type { Citizen } from '../clients/citizen.ts';
import { createPhone, type Phone } from '../clients/phone.ts';
import { until } from '../clients/until.ts';
import { introduce } from '../people/introduce.ts';
import { makePerson, type Person } from '../people/person.ts';
import { shandong, shanxi, twoProvinces } from '../provinces.ts';
import { manage } from '../simulators/ask.ts';
import { codes, createStoryClock, enrolAt, type StoryClock } from './scene.ts';
import { expect, type Step, type Story, type StoryWorld } from './story.ts';
import { applyToConvert, arriveIn, decided, settleAt } from './travelling.ts';

const day = 86_400;
const tenMinutes = 600;
const taiyuan = { division: shanxi, scope: '140100' };
const road = { from: shanxi, to: shandong };

/** Four residents of Taiyuan against whom nothing is known. */
const [patient, changed, honest, neighbour] = [41, 42, 43, 44].map((seed) =>
  makePerson({ seed, division: '140105' }),
) as [Person, Person, Person, Person];

export const badDays: Story = {
  name: 'bad-days',
  about:
    'the origin is down, a phone has changed, a town turns high-risk, clocks are wrong: nobody is lost or left in the dark',
  divisions: twoProvinces,
  steps(story) {
    const clock = createStoryClock(story);
    return [...converting(story, clock), ...turning(story, clock), ...clocks(story, clock)];
  },
};

function converting(story: StoryWorld, clock: StoryClock): Step[] {
  const home = story.world.nodes[shanxi]!;
  const away: Partial<Record<'citizen', Citizen>> & { conversionId?: string } = {};
  return [
    {
      title: '(e) the origin is down: her application waits, with the honest time of the next try [M27]',
      async run() {
        await introduce(story.world.simulators, [patient, changed, honest, neighbour]);
        const atHome = await settleAt(story, taiyuan, patient);
        const consent = await atHome.consent(shandong);
        await home.kill('web');
        away.citizen = await arriveIn(story, shandong, patient);
        const told = await applyToConvert(away.citizen, road, consent);
        away.conversionId = told.conversionId;
        expect(told.state === 'waiting-for-origin', `waiting, not ${told.state}`);
        expect(told.cause?.code === 'origin-unreachable', `unreachable, not ${told.cause?.code}`);
        const wait = (Date.parse(told.nextTryAt ?? '') - Date.now()) / 1000;
        expect(wait > 0 && wait <= 13, `the next try in ${wait.toFixed(0)} s`);
        return `${told.cause?.cure.en} Next try in ${wait.toFixed(0)} s`;
      },
    },
    {
      title: '(e) the origin is back: the application finishes by itself',
      async run() {
        await home.start('web');
        await clock.forward(15);
        const done = await decided(away.citizen!, away.conversionId!);
        expect(done.state === 'approved' && done.colour === 'green', `approved and green, not ${done.state}`);
        story.invariants.watch(shandong, away.citizen!.client);
        return `${done.state}, ${done.colour}`;
      },
    },
    {
      title: '(e) with a changed phone it names the kind of mismatch and the cure [M26]',
      async run() {
        const atHome = await settleAt(story, taiyuan, changed);
        const consent = await atHome.consent(shandong);
        const elsewhere = await arriveIn(story, shandong, { ...changed, phone: '15400000099' });
        const told = await applyToConvert(elsewhere, road, consent);
        expect(
          told.state === 'waiting-for-origin' && told.cause?.code === 'phone-mismatch',
          `${told.state}, ${told.cause?.code}`,
        );
        return `${told.cause?.text.en} ${told.cause?.cure.en}`;
      },
    },
    {
      title: '(e) after a stay in a high-risk area it is put off, and says what to do first [M21]',
      async run() {
        const atHome = await settleAt(story, taiyuan, honest);
        const consent = await atHome.consent(shandong);
        const away = await arriveIn(story, shandong, honest);
        const told = await applyToConvert(away, road, consent, { stays: viaDivision('130102', honest) });
        expect(
          told.state === 'deferred' && told.cause?.code === 'high-risk-sojourn',
          `${told.state}, ${told.cause?.code}`,
        );
        return told.cause!.cure.en;
      },
    },
  ];
}

function turning(story: StoryWorld, clock: StoryClock): Step[] {
  const home = story.world.nodes[shanxi]!;
  const phone = createPhone(clock.now);
  const seen: { citizen?: Citizen; checkpoint?: Checkpoint } = {};
  return [
    {
      title: '(f) she stayed in a town nobody worries about, is green, and passes without a network',
      async run() {
        seen.citizen = await settleAt(story, taiyuan, neighbour, { stays: viaDivision('140702', neighbour) });
        await phone.takeStrips(seen.citizen.client);
        seen.checkpoint = await enrolAt(story, home, '140105', clock.now);
        await seen.checkpoint.sync();
        const { verdict } = await seen.checkpoint.checkOffline(await phone.show());
        expect(verdict === 'pass', `pass, not ${verdict}`);
        return verdict;
      },
    },
    {
      title: '(f) the town turns high-risk: she turns red by the pack, sees why, until when and what releases it [W01]',
      async run() {
        await turnHighRisk(story, '140702');
        // A node asks for the areas once a minute.
        await clock.forward(61);
        const told = await until('she is red', async () => {
          const information = await seen.citizen!.client.call(routes.getHealthInformation, {});
          return information.colour === 'red' ? information : undefined;
        });
        const [reason] = told.reasons;
        expect(reason?.ruleId === 'sx-r4-risk-area-stay', `by the rule for stays, not ${reason?.ruleId}`);
        expect(reason?.until !== null && reason!.release.zh !== '', 'with end and release');
        expect(told.contest.hotline !== '', 'with a way to contest it');
        return `${reason!.text.en} Until ${reason!.until}. ${reason!.release.en}`;
      },
    },
    {
      title: '(f) she is told at once, on her phone, with reason, end, release and how to contest it [W01]',
      async run() {
        const told = await until('the message has arrived', async () => {
          const { messages } = await seen.citizen!.client.call(routes.listMessages, { query: {} });
          return messages.find(({ title, delivery }) => /红/.test(title.zh) && delivery.state === 'delivered');
        });
        const [reason] = told.reasons;
        expect(told.kind === 'colour-changed' && reason !== undefined, told.kind);
        expect(reason!.until !== null && reason!.release.en !== '', 'with end and release');
        expect(told.contest.hotline !== '' && told.contest.text.en !== '', 'and how to contest it');
        return `by ${told.delivery.channel}: ${told.title.en}. ${told.text.en}`;
      },
    },
    {
      title: '(f) the online check says so at once',
      async run() {
        const result = await seen.checkpoint!.checkOnline(await phone.show());
        expect(result.verdict === 'stop' && result.colour === 'red', `${result.verdict}, ${result.colour}`);
        expect(result.pollNow, 'and asks the checkpoint to fetch its lists');
        return `${result.verdict}, as of ${result.asOf}`;
      },
    },
    {
      title: '(f) a checkpoint that has fetched the shard no longer passes her old strip, and does not call it red',
      async run() {
        const checkpoint = seen.checkpoint!;
        const judged = await until('the list says so', async () => {
          await checkpoint.sync();
          const found = await checkpoint.checkOffline(await phone.show());
          return found.verdict === 'pass' ? undefined : found;
        });
        expect(judged.verdict === 'cannot-tell' && codes(judged).includes('ask-node'), codes(judged).join());
        expect(!codes(judged).includes('colour-red'), 'no colour is read from a list');
        return codes(judged).join(', ');
      },
    },
  ];
}

function clocks(story: StoryWorld, clock: StoryClock): Step[] {
  const home = story.world.nodes[shanxi]!;
  const seen: { citizen?: Citizen; phone?: Phone; checkpoint?: Checkpoint } = {};
  const passes = async (error: number) => {
    const phone = createPhone(() => clock.now() + error);
    seen.phone = phone;
    await phone.takeStrips(seen.citizen!.client);
    const offline = await seen.checkpoint!.checkOffline(await phone.show());
    const online = await seen.checkpoint!.checkOnline(await phone.show());
    expect(offline.verdict === 'pass' && online.verdict === 'pass', `${offline.verdict}, ${online.verdict}`);
    return `${online.verdict}, ${offline.verdict} as of ${offline.age} s ago`;
  };
  return [
    {
      title: '(g) a phone that is ten minutes slow passes, online and without a network',
      async run() {
        seen.citizen = await settleAt(story, taiyuan, makePerson({ seed: 45, division: '140105' }));
        seen.checkpoint = await enrolAt(story, home, '140105', clock.now);
        await seen.checkpoint.sync();
        return passes(-tenMinutes);
      },
    },
    {
      title: '(g) so does one that is ten minutes fast',
      run: () => passes(tenMinutes),
    },
    ...[-tenMinutes, tenMinutes].map((error) => ({
      title: `(g) a checkpoint that is ten minutes ${error < 0 ? 'slow' : 'fast'} says so, and stops nobody for it`,
      async run() {
        const wrong = () => clock.now() + error;
        const checkpoint = await enrolAt(story, home, '140105', wrong);
        await checkpoint.sync();
        const judged = await checkpoint.checkOffline(await seen.phone!.show());
        expect(judged.verdict === 'cannot-tell', `cannot tell, not ${judged.verdict}`);
        expect(codes(judged).includes('reader-clock-wrong'), codes(judged).join());
        return codes(judged).join(', ');
      },
    })),
  ];
}

/** Fourteen days at home but for two days elsewhere. */
function viaDivision(division: string, person: Person): schemas.Stay[] {
  const ago = (days: number) => new Date(Date.now() - days * day * 1000).toISOString();
  const home = person.residenceDivision;
  return [
    { division: home, from: ago(14), to: ago(5) },
    { division, from: ago(5), to: ago(3) },
    { division: home, from: ago(3), to: ago(0) },
  ];
}

/** The national platform publishes one area more. */
async function turnHighRisk({ world }: StoryWorld, division: string): Promise<void> {
  const { managementUrl } = world.simulators['national-platform'];
  const { body } = await manage(managementUrl, 'GET /answers');
  const { riskAreas } = body as { riskAreas: { publishedAt: string; areas: object[] } };
  const from = new Date(Date.now() - 6 * day * 1000).toISOString();
  const area = { division, name: '山西省晋中市榆次区示例社区', level: 'high', from };
  await manage(managementUrl, 'PATCH /answers', {
    riskAreas: { publishedAt: new Date().toISOString(), areas: [...riskAreas.areas, area] },
  });
}
