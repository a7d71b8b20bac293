import type { schemas } from '@tongxing/contract';

/** What is known of both sides. */
export interface Sides {
  readonly origin: schemas.Dispute['origin'];
  readonly destination: schemas.Dispute['destination'];
  /** The last appeal that was passed on to this origin. */
  readonly appeal: schemas.Appeal | null;
}

type Turn = Pick<schemas.Dispute, 'mustAct' | 'what' | 'by' | 'byItself' | 'actions'>;

const worse: readonly string[] = ['yellow', 'red'];

/**
 * Do the two differ, or does an appeal run between them? Only then there is something to be put side by side. That one of them cannot
 * tell for the moment is no disagreement.
 */
export function isDispute({ origin, destination, appeal }: Sides): boolean {
  const known = origin.colour !== 'pending' && destination.colour !== 'pending';
  return (known && origin.colour !== destination.colour) || worse.includes(origin.colour) || appeal?.state === 'open';
}

export function describeDispute(sides: Sides): schemas.Dispute {
  const { origin, destination, appeal } = sides;
  return { origin, destination, agree: origin.colour === destination.colour, ...turnOf(sides), appeal };
}

/** Whose turn it is, by when, and what happens if nothing is done: the appeal comes first, since somebody is bound by its term. */
function turnOf(sides: Sides): Turn {
  const { origin, appeal } = sides;
  if (appeal?.state === 'open') return inAppeal(sides, appeal);
  const rests = restsOnOrigin(sides);
  if (rests !== undefined) return byOrigin(sides, rests);
  if (worse.includes(sides.destination.colour)) return byDestination(sides);
  return worse.includes(origin.colour) ? atHomeOnly(sides) : settled;
}

function inAppeal({ origin }: Sides, appeal: schemas.Appeal): Turn {
  const { source, unconfirmedSince } = appeal;
  const actions = ['addAppealAttachment', 'getAppeal'];
  if (source !== null && source.answeredAt === null && unconfirmedSince === null) {
    return {
      mustAct: 'origin',
      what: { zh: `${origin.name.zh}须核实并答复。`, en: `${origin.name.en} has to check it and answer.` },
      by: source.dueAt,
      byItself: {
        at: source.dueAt,
        what: {
          zh: '届时未答复的,这条记录不再作为本省黄码或红码的依据,由工作人员继续审核。',
          en: 'Without an answer the record then no longer makes your code yellow or red here, and a person goes on reviewing it.',
        },
      },
      actions,
    };
  }
  return {
    mustAct: 'destination',
    what: { zh: '本省工作人员须审核并答复您。', en: 'A reviewer of this province has to decide and answer you.' },
    by: appeal.dueAt,
    byItself: {
      at: appeal.dueAt,
      what: {
        zh: '届时未答复的,逐级督办并计入公开统计。',
        en: 'A late answer goes to the next level and is counted in public.',
      },
    },
    actions,
  };
}

/** The reason of this province's decision that rests on what another province said. */
function restsOnOrigin({ destination }: Sides): schemas.Reason | undefined {
  return destination.reasons.find(
    ({ colour, facts }) => worse.includes(colour) && facts.some(({ source }) => source === 'origin-province'),
  );
}

const looksAgain = (appeal: schemas.Appeal | null) => (appeal?.secondLook === 'possible' ? ['askSecondLook'] : []);

/** Only who said it takes it back. */
function byOrigin({ origin, appeal }: Sides, reason: schemas.Reason): Turn {
  return {
    mustAct: 'origin',
    what: {
      zh: `本省的颜色依据${origin.name.zh}的判定,须由该省解除;如有异议,可以申诉,由本省转交。`,
      en: `The colour here rests on what ${origin.name.en} decided, and only it takes that back; if you contest it, file an appeal and it is passed on.`,
    },
    by: null,
    byItself: { at: reason.until, what: reason.release },
    actions: ['fileAppeal', ...looksAgain(appeal)],
  };
}

/** Yellow or red there and not here: nothing of it counts here. */
function atHomeOnly({ origin }: Sides): Turn {
  return {
    mustAct: 'nobody',
    what: {
      zh: `${origin.name.zh}的判定现在不影响您在本省的颜色;如有异议,请在该省申诉。`,
      en: `What ${origin.name.en} decided does not bear on your colour here now; contest it there.`,
    },
    by: null,
    byItself: {
      at: origin.until,
      what: { zh: '该省届时解除,或解除时告知本省。', en: 'It ends there then, or when that province says so.' },
    },
    actions: [],
  };
}

/** This province's own ground: its own to lift. */
function byDestination({ destination, appeal }: Sides): Turn {
  const reason = destination.reasons.find(({ colour }) => worse.includes(colour));
  return {
    mustAct: 'destination',
    what: {
      zh: '本省依自己的规则判定,与原省份无关;如有异议,可以申诉。',
      en: 'This province has decided by a rule of its own; your province has no part in it. If you contest it, file an appeal.',
    },
    by: null,
    byItself: {
      at: reason?.until ?? null,
      what: reason?.release ?? { zh: '满足解除条件时自动解除。', en: 'It ends by itself once the conditions are met.' },
    },
    actions: ['fileAppeal', ...looksAgain(appeal)],
  };
}

const settled: Turn = {
  mustAct: 'nobody',
  what: { zh: '两省没有需要处理的分歧。', en: 'There is nothing between the two that anybody has to act on.' },
  by: null,
  byItself: { at: null, what: { zh: '不用等待。', en: 'There is nothing to wait for.' } },
  actions: [],
};
