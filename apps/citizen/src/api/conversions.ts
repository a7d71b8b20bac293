import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { keepDraft } from '@/store/kept';
import { node } from './node';

export type Conversion = schemas.Conversion;

/** States after which nothing happens any more. */
export function isDecided({ state }: Conversion): boolean {
  return ['approved', 'rejected', 'withdrawn', 'expired'].includes(state);
}

/** Takes what was entered in an application into the form on this phone. */
export async function takeForm(conversionId: string): Promise<void> {
  const { answers, stays, originDivision, scope, destination, path } = await node().call(routes.getConversionForm, {
    params: { conversionId },
  });
  keepDraft({
    ...(answers === undefined ? {} : { answers }),
    ...(stays === undefined ? {} : { stays }),
    conversion: {
      originDivision,
      destination: destination ?? scope,
      draftId: conversionId,
      ...(path === undefined ? {} : { way: path }),
    },
  });
}

/** The node says that it needs her consent once more. */
export function needsConsent(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'consent-needed';
}
