import type { Fact } from '@tongxing/rules';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { contentOf, type NewFact, withinAnswer } from './fact.ts';
import { type NewReport, newReport, storeReports } from './source-report.ts';
import {
  awaitOthers,
  exchangeFacts,
  standingFacts,
  type StandingFact,
  type StoredFact,
  type Superseded,
} from './store.ts';

/** What a source said about a person. `kinds` limits the replacement where one source reports several things separately. */
export interface Report {
  readonly personId: string;
  readonly source: Fact['source'];
  readonly receivedAt: Date;
  readonly facts: readonly NewFact[];
  readonly kinds?: readonly Fact['kind'][];
}

/** What a person declares is an act of its own, also in the same words: it is never the one of before. */
const isAct = ({ source }: Pick<Report, 'source'>) => source === 'declaration';

/**
 * Stores what sources say now when they are asked. What they said before and say again stays the fact it was, what they no longer say
 * is set aside, nothing is overwritten; that they said it now is the report, which alone changes when nothing else has. Of several
 * reports of one source about one person, each names its kinds. Answers whose facts changed.
 */
export async function recordReports(tx: Tx, reports: readonly Report[]): Promise<string[]> {
  if (reports.length === 0) return [];
  const personIds = reports.map(({ personId }) => personId);
  await awaitOthers(tx, personIds);
  const sources = [...new Set(reports.map(({ source }) => source))];
  const standing = Map.groupBy(
    (await standingFacts(tx, personIds, sources)).filter(({ within }) => within === withinAnswer),
    ({ personId, source }) => `${personId} ${source}`,
  );
  const said: NewReport[] = [];
  const gone: Superseded[] = [];
  const fresh: StoredFact[] = [];
  for (const report of reports) {
    const before = standing.get(`${report.personId} ${report.source}`) ?? [];
    const change = compare(report, before);
    if (!isAct(report)) said.push(newReport(report));
    const by = change.fresh[0]?.factId ?? newId(report.receivedAt);
    gone.push(...change.gone.map(({ personId, factId }) => ({ personId, factId, by })));
    fresh.push(...change.fresh);
  }
  await storeReports(tx, said);
  return exchangeFacts(tx, gone, fresh);
}

/** {@link recordReports} for one report. */
export async function recordReport(tx: Tx, report: Report): Promise<void> {
  await recordReports(tx, [report]);
}

function compare(report: Report, standing: readonly StandingFact[]): { gone: StandingFact[]; fresh: StoredFact[] } {
  const { personId, source, receivedAt, kinds } = report;
  const before = kinds === undefined ? standing : standing.filter(({ kind }) => kinds.includes(kind as Fact['kind']));
  const told = new Map(
    report.facts.filter(({ kind }) => kind !== 'source-report').map((fact) => [contentOf(fact), fact]),
  );
  const known = new Set(isAct(report) ? [] : before.map(contentOf));
  const fresh = [...told].filter(([content]) => !known.has(content));
  return {
    gone: isAct(report) ? [...before] : before.filter((fact) => !told.has(contentOf(fact))),
    fresh: fresh.map(([, { kind, observedAt, data }]) => ({
      personId,
      source,
      kind,
      observedAt,
      receivedAt,
      data,
      factId: newId(receivedAt),
      within: withinAnswer,
      key: '',
    })),
  };
}
