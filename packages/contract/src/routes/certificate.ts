import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as certificate from '../schemas/certificate.ts';

const tag = 'certificate';
const pdf = { mediaType: 'application/pdf' } as const;
const ofConversion = closed({ conversionId: Id });
const ofAppeal = closed({ appealId: Id });

export const certifyConversion = defineRoute({
  name: 'certifyConversion',
  method: 'POST',
  path: '/conversions/:conversionId/certificate',
  summary: { zh: '转码成功证明', en: 'The proof that a code was converted; the same again each time' },
  tag,
  access: 'citizen',
  params: ofConversion,
  status: 200,
  response: certificate.ConversionCertificate,
  problems: ['conversion-not-approved'],
});

export const getConversionCertificatePdf = defineRoute({
  name: 'getConversionCertificatePdf',
  method: 'GET',
  path: '/conversions/:conversionId/certificate.pdf',
  summary: { zh: '转码成功证明(PDF)', en: 'The proof of a conversion as PDF' },
  tag,
  access: 'citizen',
  params: ofConversion,
  status: 200,
  response: pdf,
});

export const getCorrectionCertificate = defineRoute({
  name: 'getCorrectionCertificate',
  method: 'GET',
  path: '/me/appeals/:appealId/certificate',
  summary: { zh: '更正证明', en: 'The certificate that a wrong colour was corrected' },
  tag,
  access: 'citizen',
  params: ofAppeal,
  status: 200,
  response: certificate.CorrectionCertificate,
  problems: ['certificate-missing'],
});

export const getCorrectionCertificatePdf = defineRoute({
  name: 'getCorrectionCertificatePdf',
  method: 'GET',
  path: '/me/appeals/:appealId/certificate.pdf',
  summary: { zh: '更正证明(PDF)', en: 'The certificate of correction as PDF' },
  tag,
  access: 'citizen',
  params: ofAppeal,
  status: 200,
  response: pdf,
  problems: ['certificate-missing'],
});

export const checkCertificate = defineRoute({
  name: 'checkCertificate',
  method: 'GET',
  path: '/certificates/:certificateId',
  summary: { zh: '核验证明', en: 'What a certificate says, and whether it still stands' },
  tag,
  access: 'public',
  params: closed({ certificateId: Id }),
  limit: { per: 'address', count: 60, seconds: 60 },
  status: 200,
  response: certificate.CheckedCertificate,
});
