import { defineRoute } from '../route.ts';
import { SignedScanBatch } from '../schemas/checkpoint.ts';
import * as collection from '../schemas/collection.ts';

export const uploadCollection = defineRoute({
  name: 'uploadCollection',
  method: 'POST',
  path: '/collection/batches',
  summary: { zh: '上传核酸采样登记(人、管、箱)', en: 'Send in who was sampled into which tube and box' },
  tag: 'collection',
  access: 'device',
  body: SignedScanBatch,
  bodyLimit: 1_100_000,
  status: 200,
  response: collection.CollectionReceipt,
  problems: ['batch-signature-invalid', 'device-revoked', 'not-a-collecting-point', 'document-number-invalid'],
});
