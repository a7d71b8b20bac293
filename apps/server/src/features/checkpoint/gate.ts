import { judgeCheck, recordCheck, type schemas, type Taken } from '@tongxing/contract';
import { sql } from 'kysely';
import { doorCheck } from '../../door-check.ts';
import { addSeconds, dayOf } from '../../platform/clock.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { insertChecks } from './uploaded-checks.ts';
import { verifyOnline, type VerifyDeps } from './verify.ts';

/** How long somebody who was let in takes to walk through. */
const openSeconds = 10;

/**
 * The answer for a gate without a guard: the code verified as for any device with a network, document and temperature as far as its
 * readers saw them, judged by the one function that the checkpoints have. It opens for a pass and for nothing else. Once nothing is left
 * to do it is kept, before the answer leaves, as a guard's check is.
 */
export async function checkAtGate(
  deps: VerifyDeps,
  gate: DevicePrincipal,
  { scanId, text, document, temperature }: schemas.GateCheck,
): Promise<schemas.GateAnswer> {
  const code = await verifyOnline(deps, gate, { scanId, text });
  const check = doorCheck(deps.province, gate.placeType);
  const taken: Taken = {
    day: dayOf(deps.clock.now()),
    code: { kind: code.kind ?? 'phone', verdict: code.verdict, findings: code.findings, colour: code.colour },
    document: document === undefined ? null : { outcome: compare(document, code), way: 'reader' },
    temperature: temperature ?? null,
    lookup: null,
    exemption: null,
    registered: false,
  };
  const { verdict, next, say, findings } = judgeCheck(check, taken);
  if (next === null) {
    const about = { checkId: scanId, checkedAt: await scannedAt(deps, gate, scanId), shiftId: null, scanId };
    const stored = insertChecks(gate, [recordCheck(check, taken, about)], deps.clock.now());
    await sql`${stored} on conflict do nothing`.execute(deps.db);
  }
  const open = verdict === 'pass';
  const found = findings.map(({ code: finding, severity }) => ({ code: finding, severity }));
  return { scanId, open, validForSeconds: open ? openSeconds : 0, verdict, next, say, findings: found };
}

/** When the reading was stored: the same however often it is sent, so that its check is stored once as well. */
async function scannedAt({ db, clock }: VerifyDeps, { venueId }: DevicePrincipal, scanId: string): Promise<string> {
  const { scanned_at: first } = await db
    .selectFrom('scan')
    .select('scanned_at')
    .where('venue_id', '=', venueId)
    .where('scan_id', '=', scanId)
    .where('scanned_at', '>=', addSeconds(clock.now(), -86_400))
    .orderBy('scanned_at')
    .executeTakeFirstOrThrow();
  return first.toISOString();
}

/** A code that shows nobody's name matches nobody's document. */
function compare(
  { lastFour, maskedName }: NonNullable<schemas.GateCheck['document']>,
  code: schemas.VerificationResult,
): schemas.DocumentOutcome['outcome'] {
  if (code.lastFour === null) return 'unreadable';
  const isSame = lastFour === code.lastFour && (maskedName === undefined || maskedName === code.maskedName);
  return isSame ? 'matches' : 'differs';
}
