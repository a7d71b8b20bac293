import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { getKept, keepDraft } from '@/store/kept';
import { node } from './node';
import { inTurn, type Ticket } from './turn';

export type Conversion = schemas.Conversion;

/** States after which nothing happens any more. */
export function isDecided({ state }: Conversion): boolean {
  return ['approved', 'rejected', 'withdrawn', 'expired'].includes(state);
}

/** Sends in an application, or the draft at the node that it was made from; then nothing of it is left on the phone. */
export async function sendApplication(
  body: schemas.ConversionApplication,
  idempotencyKey: string,
  placed: (ticket: Ticket | undefined) => void,
): Promise<Conversion> {
  const draftId = getKept().drafts.conversion?.draftId;
  const { consent, pledge, ...form } = body;
  if (draftId !== undefined) await node().call(routes.saveConversionDraft, { body: form });
  const sent = await inTurn(
    (again) =>
      draftId === undefined
        ? node().call(routes.applyForConversion, { body, idempotencyKey, ...again })
        : node().call(routes.submitConversion, {
            params: { conversionId: draftId },
            body: { consent, pledge },
            ...again,
          }),
    placed,
  );
  keepDraft({ answers: undefined, stays: undefined, conversion: undefined, consent: undefined });
  return sent;
}

/** Takes what was entered in an application into the form on this phone. */
export async function takeForm(conversionId: string): Promise<void> {
  const { answers, stays, originDivision, scope, destination } = await node().call(routes.getConversionForm, {
    params: { conversionId },
  });
  keepDraft({
    ...(answers === undefined ? {} : { answers }),
    ...(stays === undefined ? {} : { stays }),
    conversion: { originDivision, destination: destination ?? scope, draftId: conversionId },
  });
}

/** The node says that it needs her consent once more. */
export function needsConsent(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'consent-needed';
}
