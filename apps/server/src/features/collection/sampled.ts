import { people, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { dayOf } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import type { DevicePrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { holderOfCode, type CodeHolderDeps } from '../checkpoint/index.ts';
import { documentIndexOf } from '../identity/index.ts';

export type SampledDeps = CodeHolderDeps & Pick<NodeContext, 'seal'>;

type Tube = schemas.CollectionBatch['tubes'][number];

/** A sample with the blind index of whose it is; undefined where the code does not tell. */
export interface Sampled {
  readonly tube: string;
  readonly sampleId: string;
  readonly takenAt: Date;
  readonly documentIndex: Buffer | undefined;
}

/** Finds out who was sampled; no document number is kept. @throws Refusal document-number-invalid naming the place */
export async function whoWasSampled(
  read: Read,
  deps: SampledDeps,
  device: DevicePrincipal,
  tubes: readonly Tube[],
): Promise<Sampled[]> {
  const sampled: Sampled[] = [];
  for (const [position, { tube, samples }] of tubes.entries()) {
    for (const [at, { sampleId, takenAt, person }] of samples.entries()) {
      const when = new Date(takenAt);
      const documentIndex =
        'text' in person
          ? await byCode(read, deps, device, person.text, when)
          : byDocument(deps, person, `/body/payload/tubes/${position}/samples/${at}/person`);
      sampled.push({ tube, sampleId, takenAt: when, documentIndex });
    }
  }
  return sampled;
}

async function byCode(read: Read, deps: SampledDeps, device: DevicePrincipal, text: string, at: Date) {
  const personId = await holderOfCode(deps, device, text, at);
  return personId === undefined ? undefined : documentIndexOf(read, personId);
}

function byDocument(
  { seal, clock }: SampledDeps,
  { documentType, documentNumber, issuingCountry }: Exclude<Tube['samples'][number]['person'], { text: string }>,
  path: string,
): Buffer {
  const reference = {
    documentType,
    documentNumber: people.normaliseDocumentNumber(documentNumber),
    ...(issuingCountry === undefined ? {} : { issuingCountry }),
  };
  const rule = people.checkDocument(reference, dayOf(clock.now()));
  if (rule !== undefined) {
    const errors = [{ path, rule, text: people.documentRuleText(documentType, rule) }];
    throw new Refusal('document-number-invalid', { errors });
  }
  return seal.index('document', people.documentKey(reference));
}
