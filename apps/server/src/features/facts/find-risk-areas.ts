import type { CompiledPack } from '@tongxing/rules';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { Divisions } from '../division/index.ts';
import { readEdge } from '../sojourn/index.ts';
import type { RiskArea } from './ports.ts';
import { latestPublication } from './risk-areas.ts';
import { listSources } from './source-state.ts';

export type FindRiskAreaDeps = Pick<NodeContext, 'db' | 'clock' | 'divisions'> & {
  readonly requestsInForce: () => Promise<CompiledPack['requests']>;
};

const pageSize = 50;
const levels: readonly RiskArea['level'][] = ['high', 'medium', 'low'];

/** Answers pages of the list in force. A list is made ready to be searched once, when it is first asked for. */
export function createRiskAreaSearch(deps: FindRiskAreaDeps) {
  let ready: { readonly publicationId: string; readonly entries: readonly Entry[] } | undefined;
  return async ({ name = '', after = '0' }: { name?: string; after?: string }): Promise<schemas.RiskAreaPage> => {
    const now = deps.clock.now();
    const latest = await latestPublication(deps.db);
    if (latest !== undefined && ready?.publicationId !== latest.publicationId) {
      const own = latest.areas.length - latest.own.length;
      const entries = latest.areas.map((area, position) => entryOf(deps.divisions, area, position >= own));
      ready = { publicationId: latest.publicationId, entries: entries.toSorted(byLevelAndPlace) };
    }
    const words = plain(name);
    const found = (latest === undefined ? [] : (ready?.entries ?? [])).filter(
      ({ searched, from, to }) => from <= now.getTime() && to > now.getTime() && searched.includes(words),
    );
    const [start, end] = [Number(after), Number(after) + pageSize];
    const national = await stateOfNationalList(deps, now);
    // Before there was a national list, one of the province's own bears the time zero.
    const receivedAt = latest === undefined || latest.receivedAt.getTime() === 0 ? null : toEdge(latest.receivedAt);
    return {
      receivedAt,
      isLate: receivedAt === null || national?.isLate === true,
      total: found.length,
      areas: found.slice(start, end).map(({ shown }) => shown),
      next: end < found.length ? String(end) : null,
    };
  };
}

async function stateOfNationalList(deps: FindRiskAreaDeps, now: Date) {
  const sources = await listSources(deps.db, now, await deps.requestsInForce());
  return sources.find(({ source }) => source === 'national-platform');
}

interface Entry {
  readonly shown: schemas.RiskArea;
  /** Every name of the place and of what it lies in, run together. */
  readonly searched: string;
  readonly from: number;
  readonly to: number;
}

function entryOf(divisions: Divisions, area: RiskArea, isOwn: boolean): Entry {
  const names = divisions.path(area.division).map(({ name }) => name);
  const zh = names.map((name) => name.zh).join('');
  const en = names.map((name) => name.en ?? name.zh).join(', ');
  const divisionName = names.length === 0 ? { zh: area.division, en: area.division } : { zh, en };
  return {
    shown: {
      division: area.division,
      divisionName,
      name: area.name,
      level: area.level,
      since: area.from,
      until: area.to ?? null,
      source: isOwn ? 'province' : 'national-platform',
    },
    searched: plain(`${zh}${area.name} ${en} ${area.division}`),
    from: readEdge(area.from, 'start'),
    to: readEdge(area.to, 'end'),
  };
}

function byLevelAndPlace({ shown: one }: Entry, { shown: other }: Entry): number {
  const higher = levels.indexOf(one.level) - levels.indexOf(other.level);
  return higher === 0 ? one.division.localeCompare(other.division) : higher;
}

/** As names are compared: without spaces, in small letters. */
function plain(text: string): string {
  return text.replaceAll(/\s/g, '').toLowerCase();
}
