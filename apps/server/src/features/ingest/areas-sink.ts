import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { coversDivision } from '../../province.ts';
import { addAreas, draftAreas, type AreaListDeps, type DraftedArea } from '../area-list/index.ts';
import { areasTable } from './reading/areas-table.ts';
import { edge, textOf } from './reading/table-kind.ts';
import type { GoodRow, Sink } from './sink.ts';
import type { UploadNamed } from './upload-store.ts';

export type AreasDeps = Pick<AreaListDeps, 'clock'>;

/** Areas into a draft that has the id of the upload; they count when a second person has agreed. */
export function areasSink(
  deps: AreasDeps,
  staff: StaffPrincipal,
  { division, uploadId }: Pick<UploadNamed, 'division' | 'uploadId'>,
): Sink {
  return {
    shape: areasTable,
    source: null,
    begin: (tx) => draftAreas(tx, deps, { areaListId: uploadId, division, draftedBy: staff.staffId }),
    async take(tx, rows) {
      const within = rows.filter(({ read }) => coversDivision(division, textOf(read.values, 'division') ?? ''));
      const elsewhere = rows.filter((row) => !within.includes(row));
      const added = await addAreas(tx, uploadId, within.map(areaOf));
      return {
        counts: { new: added, unchanged: within.length - added },
        refused: elsewhere.map(({ row }) => ({
          row,
          position: 0,
          column: areasTable.columns['division']?.names[0] ?? null,
          fault: 'division-elsewhere',
        })),
        waiting: [],
      };
    },
  };
}

function areaOf({ read: { values } }: GoodRow): DraftedArea {
  const [place, to] = [textOf(values, 'place'), edge(values, 'to')];
  return {
    division: textOf(values, 'division') ?? '',
    ...(place === undefined ? {} : { place }),
    name: textOf(values, 'name') ?? '',
    level: textOf(values, 'level') as DraftedArea['level'],
    from: edge(values, 'from') ?? '',
    ...(to === undefined ? {} : { to }),
  };
}
