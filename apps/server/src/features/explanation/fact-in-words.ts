import { ago, kindWords, type schemas, sourceWords } from '@tongxing/contract';
import type { Fact } from '@tongxing/rules';
import { toEdge } from '../../platform/clock.ts';
import type { Divisions } from '../division/index.ts';
import { detailOf } from './detail.ts';

/** Who reads it: staff are told whose word it is and how fresh, not what it says of her health. */
export type Audience = 'herself' | 'staff';

interface Cited {
  readonly id: string;
  readonly source: Fact['source'];
  readonly observedAt: string;
  readonly receivedAt: string;
}

/**
 * The facts behind a reason in words. A report of a source beside facts of it only says how fresh they are; alone it says that the source
 * was asked and has nothing on record.
 * @param known the facts among those cited, by id; what is not among them is a report
 */
export function factInWords(
  divisions: Divisions,
  cited: readonly Cited[],
  known: ReadonlyMap<string, Fact>,
  audience: Audience,
  now: Date,
): schemas.ExplainedFact[] {
  const reports = new Map(cited.filter(({ id }) => !known.has(id)).map((report) => [report.source, report]));
  const facts = cited.flatMap(({ id }) => known.get(id) ?? []);
  const silent = [...reports.values()].filter(({ source }) => facts.every((fact) => fact.source !== source));
  return [
    ...facts.map((fact) => {
      const heard = later(fact.receivedAt, reports.get(fact.source)?.receivedAt);
      const detail = audience === 'herself' ? detailOf(fact, divisions, now) : null;
      return inWords(fact, fact.kind, heard, detail, now);
    }),
    ...silent.map((report) => inWords(report, 'source-report', report.receivedAt, nothingOnRecord, now)),
  ];
}

const nothingOnRecord: schemas.Bilingual = { zh: '没有相关记录', en: 'nothing on record' };

function later(one: string, other = one): string {
  return Date.parse(other) > Date.parse(one) ? other : one;
}

function inWords(
  { id, source, observedAt }: Cited,
  kind: Fact['kind'],
  heard: string,
  detail: schemas.Bilingual | null,
  now: Date,
): schemas.ExplainedFact {
  const from = sourceWords[source].name;
  const what = kindWords[kind];
  const since = ago(heard, now);
  return {
    id,
    kind: { code: kind, name: what },
    source: { code: source, name: from },
    observedAt: toEdge(new Date(observedAt)),
    receivedAt: toEdge(new Date(heard)),
    detail,
    text: {
      zh: `${from.zh}:${what.zh}${detail === null ? '' : `(${detail.zh})`},${since.zh}更新`,
      en: `${from.en}: ${what.en}${detail === null ? '' : ` (${detail.en})`}, updated ${since.en}`,
    },
  };
}
