import { routes, type schemas } from '@tongxing/contract';
import type { StaffMember } from '../../clients/staff.ts';
import { until } from '../../clients/until.ts';
import { shanxi } from '../../provinces.ts';
import type { StoryClock } from '../scene.ts';
import { expect, type Step, type StoryWorld } from '../story.ts';
import {
  coloursOf,
  decide,
  depositors,
  draftList,
  elsewhere,
  far,
  hireAll,
  invented,
  near,
  paper,
  previewOf,
  proposeList,
  refusalOf,
  settle,
  strangers,
  whom,
  type Cast,
} from './depositors-cast.ts';
import { asOrders } from './depositors-orders.ts';
import { publicLog } from './public-log.ts';

/** They are uploaded as contacts of a case, as isolation orders, then in parts by two who are in it together, then one by one by hand. */
export function depositorsTurnedRed(story: StoryWorld, clock: StoryClock): Step[] {
  const cast: Cast = { citizens: new Map(), staff: {} as Cast['staff'], inForce: [] };
  return [
    ...asContacts(story, clock, cast),
    ...asOrders(clock, cast),
    ...together(story, clock, cast),
    ...byHand(story, clock, cast),
  ];
}

function asContacts(story: StoryWorld, clock: StoryClock, cast: Cast): Step[] {
  const seen: { listId?: string; preview?: schemas.ListPreview } = {};
  const leaveOut = (which: 'outside-division' | 'without-link') =>
    cast.staff.officer.call(routes.leaveOutListed, { params: { listId: seen.listId! }, body: { which } });
  const tryAgain = async () => {
    seen.preview = await previewOf(cast, seen.listId!);
    return refusalOf(proposeList(cast, seen.listId!, seen.preview.hash));
  };
  return [
    {
      title: `(depositors) ${depositors.toLocaleString('en')} depositors are uploaded as contacts of a case: the preview says who they are, and residents of elsewhere stop it`,
      async run() {
        await hireAll(story, cast);
        for (const person of [...near, ...far, ...elsewhere]) await settle(story, clock, cast, person);
        const all = [...near, ...far, ...elsewhere, ...strangers];
        seen.listId = await draftList(cast, clock, all);
        const refusal = await tryAgain();
        const { entries, known, checks } = seen.preview!;
        const counted = Object.fromEntries(checks.map(({ check, count }) => [check, count]));
        expect(entries === depositors && known === 9, `${entries} entries, ${known} known`);
        expect(counted['unknown'] === 1308 && counted['documents-elsewhere'] === 1308, JSON.stringify(counted));
        expect(counted['outside-division'] === 2 && counted['without-link'] === 5, JSON.stringify(counted));
        expect(refusal === 'list-outside-division', `stopped, not ${refusal}`);
        return `${refusal}; ${JSON.stringify(counted)}`;
      },
    },
    {
      title: '(depositors) without these it is stopped again: 3 of the 7 who are left were nowhere near the case',
      async run() {
        const { leftOut } = await leaveOut('outside-division');
        const refusal = await tryAgain();
        expect(leftOut === 2 && refusal === 'list-without-link', `${leftOut} left out, ${refusal}`);
        return refusal;
      },
    },
    {
      title:
        '(depositors) without those too it reaches a second person, who cannot agree unread, reads that 1,308 of 1,312 are strangers, and rejects it',
      async run() {
        await leaveOut('without-link');
        const preview = await previewOf(cast, seen.listId!);
        const { approvalId } = await proposeList(cast, seen.listId!, preview.hash);
        const unread = await refusalOf(decide(cast.staff.honest, approvalId, 'approve'));
        expect(unread === 'list-preview-unseen', `not unread, but ${unread}`);
        const params = { listId: seen.listId! };
        const read = await cast.staff.honest.call(routes.readListPreview, { params });
        const strange = read.checks.find(({ check }) => check === 'unknown')!.count;
        expect(read.entries === 1312 && strange === 1308, `${strange} strangers of ${read.entries}`);
        await decide(cast.staff.honest, approvalId, 'reject');
        return `${strange} of ${read.entries} unknown here; ${await coloursOf(cast, near)}`;
      },
    },
  ];
}

function together(story: StoryWorld, clock: StoryClock, cast: Cast): Step[] {
  const collude = async (people: typeof near) => {
    const listId = await draftList(cast, clock, people);
    const { hash } = await previewOf(cast, listId);
    const { approvalId } = await proposeList(cast, listId, hash);
    await cast.staff.colluding.call(routes.readListPreview, { params: { listId } });
    const refusal = await refusalOf(decide(cast.staff.colluding, approvalId, 'approve'));
    if (refusal === 'none') cast.inForce.push(listId);
    return refusal;
  };
  return [
    {
      title:
        '(depositors) two of the city who are in it together cannot put it in force: so many people take an approver of the province',
      async run() {
        const refusal = await collude([...near, ...strangers]);
        expect(refusal === 'province-approver-needed', `stopped, not ${refusal}`);
        return `${refusal}; ${await coloursOf(cast, near)}`;
      },
    },
    {
      title:
        '(depositors) in parts of 200 they get two through, and the day’s limit of an officer stops the third; whoever comes from Henan is not coloured by them',
      async run() {
        const parts = [near.concat(strangers.slice(0, 196)), strangers.slice(196, 396), strangers.slice(396, 596)];
        const outcomes = [];
        for (const part of parts) outcomes.push(await collude(part));
        expect(outcomes.join() === 'none,none,province-approver-needed', outcomes.join());
        await until('those who live where the case was are red', async () =>
          (await coloursOf(cast, near)) === 'red red red red' ? true : undefined,
        );
        const stranger = await settle(story, clock, cast, strangers[0]!);
        const { colour } = await stranger.colour();
        expect(colour === 'green', `nowhere near the case: green, not ${colour}`);
        return `${outcomes.join(', ')}; ${near.length} turned red, who came from Henan is ${colour}`;
      },
    },
    {
      title:
        '(depositors) whom it reached is told at once why, on what paper, by which office, until when and how to contest it',
      async run() {
        const { client } = cast.citizens.get(near[0]!.documentNumber)!;
        const message = await until('the message has arrived', async () =>
          (await client.call(routes.listMessages, { query: {} })).messages.find(
            ({ kind }) => kind === 'colour-by-list',
          ),
        );
        expect(message.text.zh.includes(invented) && message.text.zh.includes('申诉'), message.text.zh);
        const { orders } = await client.call(routes.listColourOrders, {});
        expect(orders.length === 1 && orders[0]!.documentNumber === invented, JSON.stringify(orders));
        return message.text.en;
      },
    },
    {
      title:
        '(depositors) one officer clears a wrong colour at once and another upholds it [W05]; one takes the lists back, and everybody is green',
      async run() {
        const { clearances } = await cast.staff.reviewer.call(routes.clearColour, {
          body: {
            person: whom(near[0]!),
            ground: 'not-exposed',
            orderNumber: '并疫控〔2026〕90号',
            reference: 'TY-90',
          },
        });
        await until('she is green', async () =>
          (await coloursOf(cast, near.slice(0, 1))) === 'green' ? true : undefined,
        );
        const { clearanceId } = clearances[0]!;
        const review = (by: StaffMember) =>
          by.call(routes.reviewClearance, { params: { clearanceId }, body: { decision: 'uphold' } });
        expect((await refusalOf(review(cast.staff.reviewer))) === 'approval-same-person', 'not by herself');
        await review(cast.staff.another);
        for (const listId of cast.inForce) {
          await cast.staff.officer.call(routes.withdrawColourList, { params: { listId } });
        }
        await until('everybody is green', async () =>
          (await coloursOf(cast, near)) === 'green green green green' ? true : undefined,
        );
        return coloursOf(cast, near);
      },
    },
  ];
}

interface Made {
  readonly manualColourId: string;
  readonly approvalId: string;
}

function byHand(story: StoryWorld, clock: StoryClock, cast: Cast): Step[] {
  const made: Made[] = [];
  const propose = (person: (typeof near)[number], ground = 'contact-tracing') =>
    cast.staff.officer.call(routes.proposeManualColour, {
      body: { person: whom(person), colour: 'red', approval: paper(clock, ground), reference: 'TY-88' },
    });
  return [
    {
      title:
        '(depositors) one by one by hand: not residents of elsewhere, not red without a ground of health, and no eleventh on a day',
      async run() {
        expect((await refusalOf(propose(elsewhere[0]!))) === 'not-found', 'not for somebody of Datong');
        expect((await refusalOf(propose(far[0]!, 'area-control'))) === 'approval-invalid', 'not red on that ground');
        const [first, second, ...others] = [...near, ...far];
        made.push(await propose(first!), await propose(second!));
        const asked: string[] = [];
        for (let at = 0; at < 9; at += 1) asked.push(await refusalOf(propose(others[at % others.length]!)));
        expect(
          asked.slice(0, 8).every((answer) => answer === 'none'),
          asked.join(),
        );
        expect(asked[8] === 'manual-colour-limit', asked.join());
        return `10 proposed, then ${asked[8]}`;
      },
    },
    {
      title:
        '(depositors) an honest second person has to read each and sees that nothing is known; one who is in it colours one, who is told at once; one officer lifts it',
      async run() {
        const { honest, colluding, reviewer } = cast.staff;
        const [first, second] = made as [Made, Made];
        const unread = await refusalOf(decide(honest, first.approvalId, 'approve'));
        expect(unread === 'list-preview-unseen', unread);
        const read = await honest.call(routes.readManualColour, { params: { manualColourId: first.manualColourId } });
        expect(!read.facts.some(({ kind }) => kind === 'contact' || kind === 'case-state'), 'nothing is known');
        await decide(honest, first.approvalId, 'reject');
        const params = { manualColourId: second.manualColourId };
        await colluding.call(routes.readManualColour, { params });
        await decide(colluding, second.approvalId, 'approve');
        const red = cast.citizens.get(near[1]!.documentNumber)!;
        await until('she is red', async () => ((await red.colour()).colour === 'red' ? true : undefined));
        const { orders } = await red.client.call(routes.listColourOrders, {});
        expect(orders[0]?.by === 'hand' && orders[0].documentNumber === invented, JSON.stringify(orders));
        await reviewer.call(routes.liftManualColour, { params });
        await until('green again', async () => ((await red.colour()).colour === 'green' ? true : undefined));
        return orders[0]!.text.en;
      },
    },
    {
      title:
        '(depositors) every attempt stands in the public log and the public statistics, with its paper, and names nobody',
      async run() {
        const { url } = story.world.nodes[shanxi]!;
        const wanted = [
          'colouring-stopped list-outside-division',
          'colouring-stopped list-without-link',
          'colouring-stopped province-approver-needed',
          'colouring-stopped manual-colour-limit',
          `upload isolation ${depositors} refused`,
          'colour-list in-force',
          'colour-list withdrawn',
          'manual-colour set',
          'manual-colour lifted',
          'clearance made',
          'clearance upheld',
        ];
        const found = await until('the log has them', async () => {
          const entries = await publicLog(url);
          const named = entries.map(({ kind, why, event, counts, table }) =>
            kind === 'upload'
              ? `upload ${String(table)} ${(counts as schemas.UploadCounts).refused} refused`
              : `${String(kind)} ${String(why ?? event)}`,
          );
          return wanted.every((name) => named.includes(name)) ? entries : undefined;
        });
        const text = JSON.stringify(found);
        expect(text.includes(invented), 'with the paper');
        expect(
          ![...near, ...strangers].some(({ documentNumber }) => text.includes(documentNumber)),
          'and names nobody',
        );
        const { lists, stopped } = await cast.citizens
          .get(near[0]!.documentNumber)!
          .client.call(routes.getColouringStatistics, {});
        expect(lists.length === 2 && lists.every(({ people }) => people === 200), JSON.stringify(lists));
        return stopped.map(({ what, why, times }) => `${what} ${why} ×${times}`).join(', ');
      },
    },
  ];
}
