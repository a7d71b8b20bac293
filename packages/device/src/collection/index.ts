export * from './batch.ts';
export * from './change.ts';
export * from './collection.ts';
export { takeReceipt } from './receipt.ts';
export { type CollectionHolder, uploadCollected } from './upload.ts';
export { type Desk, openDesk } from './desk.ts';
export { type ReadText, readText } from './read-text.ts';
