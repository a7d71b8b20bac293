import { createClient, ProblemError, routes, type schemas } from '@tongxing/contract';
import type { Checkpoint } from '../../clients/checkpoint.ts';
import { signInCitizen, usual, type Citizen } from '../../clients/citizen.ts';
import { createPhone, type Phone } from '../../clients/phone.ts';
import { until } from '../../clients/until.ts';
import { introduce } from '../../people/introduce.ts';
import { makePerson } from '../../people/person.ts';
import { shanxi } from '../../provinces.ts';
import { enrolAt, type StoryClock } from '../scene.ts';
import { expect, type Step, type StoryWorld } from '../story.ts';
import { refusalOf } from './depositors-cast.ts';

interface Visitor {
  readonly citizen: Citizen;
  readonly phone: Phone;
}

const minute = 60;

/** 871 people were once coded red by a forwarded place code. Here the picture registers nobody, and what a live relay registers colours nobody. */
export function placeCodeForwarded(story: StoryWorld, clock: StoryClock): Step[] {
  const node = story.world.nodes[shanxi]!;
  const people = [92, 93, 94].map((seed) => makePerson({ seed, division: '140105' }));
  const cast: { visitors: Visitor[]; market?: Checkpoint; station?: Checkpoint } = { visitors: [] };
  const visitsOf = async ({ citizen }: Visitor) => (await citizen.client.call(routes.listVisits, {})).visits;
  const scan = async ({ citizen, phone }: Visitor, text: string): Promise<schemas.Visit> => {
    // As the app does when it is opened; for a moment there may be none, while a decision whose time has come is made anew.
    await until('strips are signed', async () => {
      try {
        await phone.takeStrips(citizen.client);
        return true;
      } catch (error) {
        if (error instanceof ProblemError && error.code === 'no-decision-yet') return undefined;
        throw error;
      }
    });
    return citizen.client.call(routes.registerVisit, { body: await phone.visit(text) });
  };
  const settle = async (person: (typeof people)[number]): Promise<Visitor> => {
    const smsManagementUrl = story.world.simulators['sms-gateway'].managementUrl;
    const citizen = await signInCitizen({ url: node.url, smsManagementUrl }, person);
    await citizen.verify();
    await citizen.declare(usual(person, new Date(clock.now() * 1000)));
    story.invariants.watch(shanxi, citizen.client);
    await citizen.colour();
    await citizen.client.call(routes.applyForCode, { body: { scope: '140100' } });
    return { citizen, phone: createPhone(clock.now) };
  };
  return [
    {
      title: '(place) a picture of a display, two minutes old, is sent to three people: it registers none of them',
      async run() {
        await introduce(story.world.simulators, people);
        for (const person of people) cast.visitors.push(await settle(person));
        cast.market = await enrolAt(story, node, '140105', clock.now);
        const picture = await cast.market.showPlace(2 * minute);
        const refusals = await Promise.all(cast.visitors.map((visitor) => refusalOf(scan(visitor, picture))));
        expect(
          refusals.every((code) => code === 'place-code-old'),
          refusals.join(', '),
        );
        const stored = (await Promise.all(cast.visitors.map(visitsOf))).flat();
        expect(stored.length === 0, `${stored.length} visits`);
        return refusals.join(', ');
      },
    },
    {
      title:
        '(place) a picture of a printed sign: whose code is read at the door was there, and the visits of the others vanish',
      async run() {
        const anonymous = createClient(node.url, fetch);
        const { token } = await anonymous.call(routes.staffSignIn, { body: node.admin });
        const { venueId } = await cast.market!.client.call(routes.getCheckpointProfile, {});
        const { text } = await anonymous.as(token).call(routes.issuePlaceSign, { params: { venueId } });
        for (const visitor of cast.visitors) await scan(visitor, text);
        const [there, ...elsewhere] = cast.visitors as [Visitor, ...Visitor[]];
        const body = { text: await there.phone.show() };
        const { visit } = await cast.market!.client.call(routes.registerAtDoor, { body });
        expect(visit === 'confirmed', `confirmed, not ${visit}`);
        await clock.forward(11 * minute);
        await until('the others vanish', async () =>
          (await Promise.all(elsewhere.map(visitsOf))).every((visits) => visits.length === 0) ? true : undefined,
        );
        const [kept] = await visitsOf(there);
        expect(kept?.grade === 'guard', `by the guard, not ${kept?.grade}`);
        return `${elsewhere.length} vanished, 1 confirmed`;
      },
    },
    {
      title:
        '(place) a display is relayed live to somebody in another city: graded, marked, contested by one tap, and no colour changes',
      async run() {
        const she = cast.visitors[0]!;
        cast.station = await enrolAt(story, node, '140200', clock.now);
        await scan(she, await cast.market!.showPlace());
        await clock.forward(2 * minute);
        const relayed = await scan(she, await cast.station.showPlace());
        expect(relayed.grade === 'display' && relayed.doubtful, `${relayed.grade}, doubtful: ${relayed.doubtful}`);
        const params = { visitId: relayed.visitId };
        const contested = await she.citizen.client.call(routes.contestVisit, { params });
        expect(contested.contestedAt !== null, 'contested at once');
        const { colour } = await she.citizen.client.call(routes.getHealthInformation, {});
        const { messages } = await she.citizen.client.call(routes.listMessages, { query: {} });
        expect(colour === 'green', `green, not ${colour}`);
        expect(messages[0]?.kind === 'visit-doubtful', `told of the visit last, not ${messages[0]?.kind}`);
        return `${relayed.grade}, doubtful, contested; ${colour}`;
      },
    },
  ];
}
