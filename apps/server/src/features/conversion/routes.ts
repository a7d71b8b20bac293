import { routes } from '@tongxing/contract';
import { Bytes } from '../../platform/http/bytes.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { type ProofDeps, readDocument } from '../application-document/index.ts';
import { applyAsFamily, showFamily } from './family.ts';
import { createApply, type ApplyDeps } from './apply.ts';
import { listConversions, showConversion } from './show.ts';
import { withdrawConversion } from './withdraw.ts';
import { certifyConversion, printConversion, type CertifyDeps } from './certificate.ts';
import { continueConversion } from './continue.ts';
import { addProof } from './documents.ts';
import { applyAgain, saveDraft } from './draft.ts';
import { showForm } from './form.ts';
import { renewConversion, type RenewDeps } from './renew.ts';
import { submitDraft } from './submit.ts';

export function conversionRoutes(deps: ApplyDeps & CertifyDeps & RenewDeps & ProofDeps): Implementation[] {
  const apply = createApply(deps);
  return [
    implement(routes.applyForConversion, ({ principal, body, once, ticket }) =>
      apply(principal.personId, body, once, ticket),
    ),
    implement(routes.applyForFamily, ({ principal, body, once, ticket }) =>
      applyAsFamily(deps, principal.personId, body, { once, ticket }),
    ),
    implement(routes.getFamily, ({ principal, params }) => showFamily(deps, principal.personId, params.groupId)),
    implement(routes.getConversion, ({ principal, params }) =>
      showConversion(deps, principal.personId, params.conversionId),
    ),
    implement(routes.listConversions, async ({ principal }) => ({
      conversions: await listConversions(deps, principal.personId),
    })),
    implement(routes.saveConversionDraft, ({ principal, body }) => saveDraft(deps, principal.personId, body)),
    implement(routes.getConversionForm, ({ principal, params }) =>
      showForm(deps, principal.personId, params.conversionId),
    ),
    implement(routes.submitConversion, ({ principal, params, body, ticket }) =>
      submitDraft(deps, principal.personId, params.conversionId, body, ticket),
    ),
    implement(routes.applyAgain, ({ principal, params }) => applyAgain(deps, principal.personId, params.conversionId)),
    implement(routes.continueConversion, ({ principal, params, body }) =>
      continueConversion(deps, principal.personId, params.conversionId, body),
    ),
    implement(routes.renewConversion, ({ principal, params, body }) =>
      renewConversion(deps, principal.personId, params.conversionId, body),
    ),
    implement(routes.addConversionDocument, ({ principal, params, body }) =>
      addProof(deps, principal.personId, params.conversionId, body.content),
    ),
    implement(routes.getConversionDocument, ({ principal: { personId }, params }) =>
      readDocument(deps.db, deps, { personId, ...params }),
    ),
    implement(routes.certifyConversion, ({ principal: { personId }, params }) =>
      certifyConversion(deps, personId, params.conversionId),
    ),
    implement(
      routes.getConversionCertificatePdf,
      async ({ principal: { personId }, params }) =>
        new Bytes(await printConversion(deps, personId, params.conversionId)),
    ),
    implement(routes.withdrawConversion, ({ principal, params }) =>
      withdrawConversion(deps, principal.personId, params.conversionId),
    ),
  ];
}
