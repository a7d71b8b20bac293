import { people, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { dayOf } from '../../platform/clock.ts';
import { Refusal } from '../../platform/refusal.ts';

/** A document and the name on it as somebody typed them, checked for form and in the form in which they are kept. */
export interface Claim extends people.DocumentReference {
  readonly name: string;
}

type Typed = Pick<schemas.DependantApplication, 'documentType' | 'documentNumber' | 'name'> &
  Pick<schemas.IdentityClaim, 'issuingCountry' | 'mrz'>;

/** @throws Refusal document-number-invalid, name-invalid: naming the rule that was broken, never the number or the name */
export function readClaim(deps: Pick<NodeContext, 'clock'>, typed: Typed): Claim {
  const documentNumber = people.normaliseDocumentNumber(typed.documentNumber);
  const { documentType } = typed;
  const country = people.definitionOf(documentType).byCountry === true ? typed.issuingCountry : undefined;
  const reference = { documentType, documentNumber, ...(country === undefined ? {} : { issuingCountry: country }) };
  const rule = people.checkDocument(reference, dayOf(deps.clock.now()));
  if (rule !== undefined) {
    const path = rule === 'issuing-country' ? '/body/issuingCountry' : '/body/documentNumber';
    throw new Refusal('document-number-invalid', {
      errors: [{ path, rule, text: people.documentRuleText(documentType, rule) }],
    });
  }
  if (typed.mrz !== undefined) requireScan(reference, typed.mrz);
  const name = people.readPersonName(typed.name);
  if (name === undefined) throw new Refusal('name-invalid', { errors: [{ path: '/body/name', rule: 'characters' }] });
  return { ...reference, name };
}

/** What was scanned must be a whole zone, and of the passport that was typed. */
function requireScan(typed: people.DocumentReference, mrz: string): void {
  const zone = people.readMrz(mrz);
  const rule =
    typeof zone === 'string'
      ? zone
      : zone.documentNumber !== typed.documentNumber || zone.issuingCountry !== typed.issuingCountry
        ? 'another-document'
        : undefined;
  if (rule === undefined) return;
  throw new Refusal('document-number-invalid', {
    errors: [{ path: '/body/mrz', rule, text: people.mrzRuleTexts[rule] }],
  });
}
