import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { areasSink, type AreasDeps } from './areas-sink.ts';
import { contactsSink, type ContactsDeps } from './contacts-sink.ts';
import { applyStatements, type ApplyDeps } from './apply.ts';
import { fillTubes } from './fill-tubes.ts';
import { isOrder } from './order-kinds.ts';
import { ordersSink } from './orders-sink.ts';
import { tableKinds, type FactTable } from './reading/table-kinds.ts';
import { holdPositives } from './positives.ts';
import type { Sink } from './sink.ts';
import { statementsOf } from './statement.ts';
import type { UploadNamed } from './upload-store.ts';

export type SinkDeps = ApplyDeps & ContactsDeps & AreasDeps;

/** Results and the like are evidence and count at once; contacts, orders and areas colour people by a list, and wait for a second person. */
export function sinkFor(deps: SinkDeps, staff: StaffPrincipal, named: UploadNamed): Sink {
  if (named.kind === 'contacts') return contactsSink(deps, staff, named);
  if (named.kind === 'areas') return areasSink(deps, staff, named);
  if (isOrder(named.kind)) return ordersSink(deps, staff, named.kind, named);
  return factsSink(deps, staff, named.kind, named);
}

function factsSink(deps: SinkDeps, staff: StaffPrincipal, name: FactTable, named: UploadNamed): Sink {
  const kind = tableKinds[name];
  return {
    shape: kind,
    source: kind.source,
    begin: async () => {},
    take: async (tx, rows) => {
      const { filled, refused } = await fillTubes(tx, rows);
      const statements = filled.flatMap(({ read, collected }) =>
        statementsOf(deps, kind, read, named.division, collected),
      );
      const { free, held } = await holdPositives(tx, deps, staff, named, statements);
      const { counts, waiting } = await applyStatements(tx, deps, free);
      return { counts: { ...counts, held }, waiting, refused };
    },
  };
}
