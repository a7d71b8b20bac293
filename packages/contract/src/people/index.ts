export {
  checkDocument,
  documentKey,
  documentRuleText,
  lifelongNumber,
  normaliseDocumentNumber,
  type DocumentReference,
  type DocumentRule,
} from './check-document.ts';
export { definitionOf, documentTypes, isDocumentType, type DocumentType, type Registry } from './document-types.ts';
export { birthDateIn } from './gb11643.ts';
export { mrzRuleTexts, readMrz, type MachineReadableZone, type MrzRule } from './mrz.ts';
export { nameKey, readPersonName } from './person-name.ts';
export { domesticPhone, isMainlandPhone, parsePhone } from './phone.ts';
