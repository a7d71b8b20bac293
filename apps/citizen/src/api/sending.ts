import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { getKept, keepDraft, type Sending } from '@/store/kept';
import type { Conversion } from './conversions';
import { node } from './node';
import { inTurn } from './turn';

let running: { readonly key: string; readonly answer: Promise<Conversion> } | undefined;

/** Keeps an application as one that is to be sent: from here on it is the same request until it is answered. */
export async function beginSending(body: schemas.ConversionApplication, key: string): Promise<void> {
  const draftId = getKept().drafts.conversion?.draftId;
  const { consent: _, pledge: __, ...form } = body;
  if (draftId !== undefined) await node().call(routes.saveConversionDraft, { body: form });
  keepDraft({ sending: { body, key, ...(draftId === undefined ? {} : { draftId }) } });
}

/**
 * Sends what is kept, in its turn, and once however many pages look on; when it is taken in, nothing of it is left on the phone.
 * @throws LeftQueue, and whatever else a call throws
 */
export function sendKept(sending: Sending): Promise<Conversion> {
  if (running?.key === sending.key) return running.answer;
  const answer = send(sending);
  const end = () => {
    if (running?.key === sending.key) running = undefined;
  };
  answer.then(end, end);
  running = { key: sending.key, answer };
  return answer;
}

/** When the app is opened: who had a place in the queue still has it, and comes with it by herself. */
export function resumeSending(): void {
  const { sending } = getKept().drafts;
  if (sending?.held === undefined || Date.parse(sending.held.ticket.expires) < Date.now()) return;
  // What goes wrong is said by the page on which she sends it.
  sendKept(sending).catch(() => undefined);
}

/** Gives up the place; what was entered stays. */
export function leaveQueue(): void {
  keepDraft({ sending: undefined });
}

async function send(sending: Sending): Promise<Conversion> {
  const { body, key, draftId, held } = sending;
  const { consent, pledge } = body;
  const client = node();
  const isHers = () => getKept().drafts.sending?.key === key;
  try {
    const sent = await inTurn(
      (again) =>
        draftId === undefined
          ? client.call(routes.applyForConversion, { body, idempotencyKey: key, ...again })
          : client.call(routes.submitConversion, {
              params: { conversionId: draftId },
              body: { consent, pledge },
              ...again,
            }),
      (ticket, dueAt) => {
        if (ticket !== undefined && isHers()) keepDraft({ sending: { ...sending, held: { ticket, dueAt } } });
      },
      { before: held, hasLeft: () => !isHers() },
    );
    forgetEntered(isHers);
    return sent;
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'conversion-not-draft' && draftId !== undefined) {
      // It was taken in, and the answer was lost.
      forgetEntered(isHers);
      return client.call(routes.getConversion, { params: { conversionId: draftId } });
    }
    if (error instanceof ProblemError && isRefusal(error) && isHers()) keepDraft({ sending: undefined });
    throw error;
  }
}

function forgetEntered(isHers: () => boolean): void {
  if (!isHers()) return;
  keepDraft({ answers: undefined, stays: undefined, conversion: undefined, consent: undefined, sending: undefined });
}

/** Refused is refused: what is sent next is another request. Without an answer, or without a session, it is the same one again. */
function isRefusal({ problem: { status } }: ProblemError): boolean {
  return status < 500 && status !== 401 && status !== 429;
}
