import { routes, type schemas } from '@tongxing/contract';
import type { StoryClock } from '../scene.ts';
import { expect, type Step } from '../story.ts';
import {
  coloursOf,
  decide,
  depositors,
  elsewhere,
  far,
  near,
  paper,
  previewOf,
  proposeList,
  refusalOf,
  strangers,
  type Cast,
} from './depositors-cast.ts';

const day = 86_400;

/** They are uploaded as if an office had ordered their isolation: first alone, then as a list. */
export function asOrders(clock: StoryClock, cast: Cast): Step[] {
  const all = [...near, ...far, ...elsewhere, ...strangers];
  const upload = (list: { list?: string } = {}) => {
    const since = new Date((clock.now() - 2 * day) * 1000).toISOString();
    const rows = all.map(({ documentNumber }) => `${documentNumber},集中隔离,${since}`);
    const file = ['证件号码,隔离方式,开始时间', ...rows, ''].join('\n');
    return cast.staff.officer.upload(file, { kind: 'isolation', division: '140100', ...list });
  };
  return [
    {
      title:
        '(depositors) uploaded as isolation orders by one officer, every row is refused and says that a second person has to agree to a list',
      async run() {
        const { counts, faults } = await upload();
        expect(counts.refused === depositors && counts.new + counts.waiting === 0, JSON.stringify(counts));
        expect(
          faults.every(({ fault }) => fault === 'list-needed'),
          JSON.stringify(faults[0]),
        );
        const colours = await coloursOf(cast, near);
        expect(colours === 'green green green green', colours);
        return `${counts.refused} refused: ${faults[0]!.what.en}`;
      },
    },
    {
      title:
        '(depositors) on a list of isolation orders residents of elsewhere stop it, and without them two who are in it together need the province',
      async run() {
        const body: schemas.ColourListDraft = {
          division: '140100',
          subject: { kind: 'isolations', place: 'central' },
          approval: paper(clock, 'isolation-order'),
          entries: [],
        };
        const { listId } = await cast.staff.officer.call(routes.createColourList, { body });
        const { counts } = await upload({ list: listId });
        expect(counts.new === depositors, JSON.stringify(counts));
        const stopped = await refusalOf(proposeList(cast, listId, (await previewOf(cast, listId)).hash));
        expect(stopped === 'list-outside-division', stopped);
        const params = { listId };
        await cast.staff.officer.call(routes.leaveOutListed, { params, body: { which: 'outside-division' } });
        const { entries, hash } = await previewOf(cast, listId);
        const { approvalId } = await proposeList(cast, listId, hash);
        await cast.staff.colluding.call(routes.readListPreview, { params });
        const refusal = await refusalOf(decide(cast.staff.colluding, approvalId, 'approve'));
        expect(refusal === 'province-approver-needed', refusal);
        const colours = await coloursOf(cast, near);
        expect(colours === 'green green green green', colours);
        return `${depositors}: ${stopped}; ${entries}: ${refusal}; ${colours}`;
      },
    },
  ];
}
