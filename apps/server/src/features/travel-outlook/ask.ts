import { day, type schemas } from '@tongxing/contract';
import { type Fact, outlook, type Outlook } from '@tongxing/rules';
import { addSeconds, startOfDay, toEdge } from '../../platform/clock.ts';
import { currentDecision, evidenceNow } from '../decision/index.ts';
import { requireDivisions } from '../division/index.ts';
import { unknownInWords, wayInWords } from '../explanation/index.ts';
import type { AskDeps } from '../federation/index.ts';
import { type Destination, rulesOfDestination } from './destination.ts';
import { arrivalOn } from './arrival.ts';
import { assertedCode } from './asserted-code.ts';
import type { RuleDeps } from './tell-rules.ts';
import { mayChange, summaryOf } from './words.ts';

export type TravelDeps = RuleDeps & AskDeps;

const daySeconds = 86_400;

/**
 * The colour somebody would have at a place on a day, the test she needs, and whom to tell: judged here by the rules of the destination.
 * Nothing of the question is stored, and no other node learns who asked.
 * @throws Refusal division-unknown, travel-date-invalid, destination-not-joined, destination-silent
 */
export async function askTravelOutlook(
  deps: TravelDeps,
  personId: string,
  { division, date }: schemas.TravelQuestion,
): Promise<schemas.TravelOutlook> {
  const now = deps.clock.now();
  const arrival = arrivalOn(date, now);
  requireDivisions(deps.divisions, [{ path: '/body/division', code: division, from: now }]);
  const destination = await rulesOfDestination(deps, { division, date }, arrival);
  const { facts, reference } = await evidenceNow(deps.db, personId);
  const current = await currentDecision(deps.db, personId);
  const ownCode: Fact[] =
    destination.own || current === undefined ? [] : [assertedCode(deps.province.division, current, now)];
  const until = addSeconds(startOfDay(date), daySeconds);
  const seen = outlook(destination.compiled, [...facts, ...ownCode], reference, {
    now: now.toISOString(),
    arrival: arrival.toISOString(),
    until: until.toISOString(),
  });
  const name = deps.divisions.path(division).map((each) => each.name);
  return {
    division: {
      code: division,
      name: {
        zh: name.map(({ zh }) => zh).join(''),
        en: name
          .map(({ zh, en }) => en ?? zh)
          .toReversed()
          .join(', '),
      },
    },
    date,
    summary: summaryOf(seen, arrival),
    colour: seen.outcome.colour,
    judgedAt: toEdge(arrival),
    ...inWords(seen, destination, now),
    tell: destination.tell,
    mayChange: mayChange(seen, arrival),
  };
}

type Worded = Pick<schemas.TravelOutlook, 'changes' | 'reasons' | 'unknown' | 'rules' | 'declare' | 'test' | 'way'>;

/** What was found, as she is shown it. */
export function inWords(
  { outcome, declares, changes, test, way }: Outlook,
  { compiled: { pack }, whose, release, sha256, own }: Destination,
  now: Date,
): Worded {
  return {
    changes: changes.map(({ at, colour }) => ({ at: toEdge(new Date(at)), colour })),
    reasons: outcome.reasons.map(({ ruleId, colour, reason, authority, documentNumber, until, release: ends }) => ({
      ruleId,
      colour,
      text: reason,
      authority,
      documentNumber,
      until: until === null ? null : toEdge(new Date(until)),
      release: ends,
      sources: sourcesOf(pack, ruleId),
    })),
    unknown: outcome.unknown.map((missing) => unknownInWords(missing, outcome, now)),
    rules: { whose, pack: { id: pack.id, version: pack.version }, release, sha256, own },
    declare: declares ? declareAgain : null,
    test: test === null ? null : testInWords(test),
    way: way === null ? null : wayInWords(way, [], now),
  };
}

/** The rows of the material that a rule rests on. */
function sourcesOf({ rules, sources }: Destination['compiled']['pack'], ruleId: string) {
  const rows = rules.find(({ id }) => id === ruleId)?.sources ?? [];
  return sources
    .filter(({ row }) => rows.includes(row))
    .map(({ row, text, grade, place, effective, url }) => ({ row, text, grade, place, effective, url: url ?? null }));
}

const declareAgain: schemas.Bilingual = {
  zh: '出发前重新申报健康状况和 14 天行程。',
  en: 'Declare your health and the itinerary of 14 days again before you leave.',
};

function testInWords({ from, until }: { from: string; until: string }): NonNullable<schemas.TravelOutlook['test']> {
  const [begin, end] = [new Date(from), new Date(until)];
  return {
    from: toEdge(begin),
    until: toEdge(end),
    text: {
      zh: `请在 ${day(begin).zh} 至 ${day(end).zh} 之间做一次单采核酸检测,出发前取得阴性结果。`,
      en: `Have a single nucleic-acid test between ${day(begin).en} and ${day(end).en}, and its negative result before you leave.`,
    },
  };
}
