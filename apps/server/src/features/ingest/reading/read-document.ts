import { people, type IngestFault } from '@tongxing/contract';
import type { Cell } from './cell.ts';

/** 3.70102E+17 */
const scientific = /^[+-]?\d+([.,]\d+)?e\+?\d+$/i;

const typeWords: Readonly<Record<string, people.DocumentType>> = {
  居民身份证: '10',
  身份证: '10',
  二代身份证: '10',
  港澳台居民居住证: '10',
  居住证: '10',
  港澳居民来往内地通行证: '14',
  港澳通行证: '14',
  回乡证: '14',
  台湾居民来往大陆通行证: '15',
  台胞证: '15',
  护照: '20',
  passport: '20',
  外国人永久居留身份证: '34',
  外国人永久居留证: '34',
  出生医学证明: '99',
};

/**
 * A document as a table names it. A number that a spreadsheet has cut is refused even where the rest could be a number of its own: it would
 * be somebody else's. @param today YYYY-MM-DD
 */
export function readDocument(
  number: Cell,
  type: string,
  country: string,
  today: string,
): people.DocumentReference | IngestFault {
  if (number.text === '') return 'cell-missing';
  if (scientific.test(number.text)) return 'document-scientific';
  const documentType = type === '' ? '10' : (typeWords[type.toLowerCase()] ?? type.padStart(2, '0'));
  if (!people.isDocumentType(documentType)) return 'document-type-unknown';
  const documentNumber = people.normaliseDocumentNumber(number.text);
  if (/^\d{15}000$/.test(documentNumber) && !number.isGuarded) return 'document-digits-lost';
  const reference: people.DocumentReference = {
    documentType,
    documentNumber,
    ...(country === '' ? {} : { issuingCountry: country.toUpperCase() }),
  };
  if (country !== '' && !/^[A-Z]{3}$/i.test(country)) return 'document-invalid';
  return people.checkDocument(reference, today) === undefined ? reference : 'document-invalid';
}
