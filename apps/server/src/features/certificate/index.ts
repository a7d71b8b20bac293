export { signClaims } from './sign.ts';
export { certificatePdf } from './page.ts';
export { textOfConversion, textOfCorrection } from './texts.ts';
export { forgetHolders, keepHolder, type KnownCertificate, type KnownCertificates } from './holder.ts';
export { certificateRoutes, findCertificate } from './check.ts';
