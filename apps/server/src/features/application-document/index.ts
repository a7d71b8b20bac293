export { addDocument, countDocuments, documentsOf, readDocument } from './documents.ts';
export { keptDocuments } from './kept.ts';
