import { schemas, type TransferCauseCode } from '@tongxing/contract';
import { Value } from 'typebox/value';
import { addSeconds } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { askPeer, type AskDeps } from '../federation/index.ts';
import { identityOf, lockPeople, subjectOf } from '../identity/index.ts';
import { type SettleDeps, settle } from './settle.ts';
import { findTransfer, reject, type TransferRow } from './store.ts';

export type TellDeps = AskDeps & SettleDeps;

const path = 'federation/transfers';
const maximumAnswer = 4096;
const together = 50;

/** Why it ended, by what the origin answers. */
const causes: Readonly<Record<Exclude<schemas.PeerTransferAnswer['state'], 'taken'>, TransferCauseCode>> = {
  'not-green': 'origin-not-green',
  'moved-elsewhere': 'moved-elsewhere',
  unknown: 'origin-does-not-know',
};

/** Tells the provinces of origin what desks have agreed to, again and again under the same id until each has answered. */
export async function tellOrigins(deps: TellDeps, now: Date): Promise<void> {
  const due = await deps.db
    .selectFrom('transfer')
    .selectAll()
    .where('state', '=', 'telling-origin')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(together)
    .execute();
  for (const row of due) {
    await setAside(deps, row, now);
    await tellOrigin(deps, row);
  }
}

/** First of all: what is lost with this process is told again. */
async function setAside(deps: TellDeps, row: TransferRow, now: Date): Promise<void> {
  const { retrySeconds } = deps.province.recognition;
  const seconds = retrySeconds[Math.min(row.attempts, retrySeconds.length - 1)] as number;
  await deps.db
    .updateTable('transfer')
    .set({ attempts: row.attempts + 1, due_at: addSeconds(now, Math.max(5, seconds)) })
    .where('person_id', '=', row.person_id)
    .where('transfer_id', '=', row.transfer_id)
    .where('state', '=', 'telling-origin')
    .execute();
}

async function tellOrigin(deps: TellDeps, row: TransferRow): Promise<void> {
  const subject = subjectOf(await identityOf(deps.db, deps, row.person_id));
  // For somebody for whom no phone stands any more nothing can be told; it goes on as soon as one does.
  if (subject === undefined || row.consent_sealed === null) return;
  const message: schemas.PeerTransfer = {
    requestId: row.transfer_id,
    subject,
    consent: JSON.parse(deps.seal.open('consent', row.consent_sealed)) as schemas.PeerTransfer['consent'],
    residence: row.residence.slice(0, 6),
  };
  let answer: unknown;
  try {
    answer = await askPeer(deps, row.origin, path, message, maximumAnswer);
  } catch (error) {
    deps.log.outside('a transfer was not told', { peer: row.origin, error });
    return;
  }
  if (!Value.Check(schemas.PeerTransferAnswer, answer) || answer.requestId !== message.requestId) {
    deps.log.info('the origin answered another transfer', { peer: row.origin });
    return;
  }
  const { state } = answer;
  if (state === 'taken') return settle(deps, row);
  await transact(deps.db, async (tx) => {
    await lockPeople(tx, [row.person_id]);
    const now = await findTransfer(tx, row.person_id, row.transfer_id);
    if (now?.state === 'telling-origin') await reject(tx, deps, now, causes[state]);
  });
}
