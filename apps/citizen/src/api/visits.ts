import { decodePlaceCode, signVisit } from '@tongxing/codec';
import { sign } from '@tongxing/codec/es256';
import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { fromBase64Url, toBase64Url } from '@/phone/base64';
import { now, stripNow } from '@/phone/code';
import { keepOf, heldOf } from '@/store/acting';
import { getKept, type VisitToSend } from '@/store/kept';
import { vendor } from '@/vendor';
import { node } from './node';

const keyBytes = 18;

/**
 * Signs a visit to the place whose code was scanned, at this moment, with the code of whom she acts for, and keeps it until the node
 * has answered: nothing of it needs a network. Answers instead what is missing: a place code, or a code that is good now.
 */
export async function beginVisit(text: string): Promise<VisitToSend | 'no-place-code' | 'no-code'> {
  const { strips, actingFor } = getKept();
  const at = now();
  const held = stripNow(strips, at);
  if (held === undefined) return 'no-code';
  const venueName = venueOf(text);
  if (venueName === undefined) return 'no-place-code';
  const signed = await signVisit(fromBase64Url(held.strip), text, Math.floor(at / 1000), sign(fromBase64Url(held.key)));
  const body = { text, visit: toBase64Url(signed) };
  const visit = { body, key: toBase64Url(await vendor.random(keyBytes)), venueName, at };
  keepVisits(actingFor, (visits) => [...visits, visit]);
  return visit;
}

/**
 * Sends what waits, one after the other; each is once, however often it is sent. What is refused stays to be read, with the reason.
 * @returns the visits that were registered
 * @throws what a call throws where there is no answer, and the rest waits on
 */
export async function sendVisits(): Promise<schemas.Visit[]> {
  const { session, actingFor, drafts } = getKept();
  const registered: schemas.Visit[] = [];
  if (session === undefined) return registered;
  const client = node();
  for (const { body, key, refused } of drafts.visits ?? []) {
    if (refused !== undefined) continue;
    try {
      registered.push(await client.call(routes.registerVisit, { body, idempotencyKey: key }));
      dropVisit(key, actingFor);
    } catch (error) {
      if (!(error instanceof ProblemError) || !isRefusal(error)) throw error;
      const { titles: title, cure } = error.problem;
      keepVisits(actingFor, (visits) =>
        visits.map((visit) => (visit.key === key ? { ...visit, refused: { title, cure } } : visit)),
      );
    }
  }
  return registered;
}

/** Takes one off the phone: the node has it, or she has read why it was refused. */
export function dropVisit(key: string, whom = getKept().actingFor): void {
  keepVisits(whom, (visits) => visits.filter((visit) => visit.key !== key));
}

function keepVisits(whom: string | undefined, change: (visits: readonly VisitToSend[]) => readonly VisitToSend[]) {
  const { drafts } = heldOf(getKept(), whom);
  keepOf(whom, { drafts: { ...drafts, visits: change(drafts.visits ?? []) } });
}

function venueOf(text: string): string | undefined {
  try {
    return decodePlaceCode(text).card.claims.venueName;
  } catch {
    // Whatever else it is: a person's code, a link, half of a code.
    return undefined;
  }
}

/** Refused is refused; without an answer or a session, or when it came too often, it is sent again. */
function isRefusal({ code, problem: { status } }: ProblemError): boolean {
  return status < 500 && status !== 401 && code !== 'too-many-requests';
}
