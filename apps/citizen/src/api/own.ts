import { node } from './node';

/** The node for what is her own alone: account, phone, documents and data. */
export function own() {
  return node();
}
