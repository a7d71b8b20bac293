export { addDocument, countDocuments, documentsOf, readDocument } from './documents.ts';
export { type ProofDeps, readProof } from './proof.ts';
export { keptDocuments } from './kept.ts';
