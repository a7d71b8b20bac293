export * from './batch.ts';
export * from './change.ts';
export * from './collection.ts';
export { takeReceipt } from './receipt.ts';
export { type CollectionHolder, uploadCollected } from './upload.ts';
