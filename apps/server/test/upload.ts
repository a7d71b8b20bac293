import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { ProblemError, routes, type schemas } from '@tongxing/contract';
import { signInStaff } from './checkpoint.ts';
import type { TestNode } from './node.ts';
import { staffAccount } from './staff.ts';

/** A member of staff who uploads tables for a division. */
export interface Sender {
  readonly token: string;
  readonly division: string;
}

export async function hireSender(node: TestNode, division: string): Promise<Sender> {
  const account = staffAccount({
    role: 'health-data',
    division,
    personnelNumber: `HD-${randomUUID().slice(0, 8).toUpperCase()}`,
  });
  await (await signInStaff(node)).call(routes.createStaff, { body: account });
  const { username, password } = account;
  const { token } = await node.client.call(routes.staffSignIn, { body: { username, password } });
  return { token, division };
}

export interface Sending {
  readonly uploadId?: string;
  readonly kind?: schemas.UploadKind;
  readonly division?: string;
  /** The draft that a file of contacts is for. */
  readonly listId?: string;
}

/** Sends a file, whole or in pieces, and answers its receipt. @throws ProblemError */
export async function sendTable(
  node: TestNode,
  sender: Sender,
  file: string | Buffer | Readable,
  { uploadId = randomUUID(), kind = 'nat', division = sender.division, listId }: Sending = {},
): Promise<schemas.UploadReceipt> {
  const answer = await node.app.inject({
    method: 'PUT',
    url: `/ingest/uploads/${uploadId}`,
    query: { kind, division, ...(listId === undefined ? {} : { list: listId }) },
    headers: { authorization: `Bearer ${sender.token}`, 'content-type': 'text/csv' },
    payload: file,
  });
  if (answer.statusCode !== 200) throw new ProblemError(answer.json<schemas.Problem>());
  return answer.json<schemas.UploadReceipt>();
}

export const natHeader = '证件号码,检测结果,采样时间,报告时间,检测机构,检测方式,采样管号';

/** A result as a laboratory writes it. */
export interface Result {
  readonly documentNumber: string;
  readonly result?: string;
  readonly sampledAt?: string;
  readonly reportedAt?: string;
  readonly institution?: string;
  readonly method?: string;
  readonly tube?: string;
}

export function natTable(...results: readonly Result[]): string {
  const lines = results.map((each) =>
    [
      each.documentNumber,
      each.result ?? '阴性',
      each.sampledAt ?? '2026-11-23 08:00',
      each.reportedAt ?? '2026-11-23 20:00',
      each.institution ?? '太原市中心医院',
      each.method ?? '单检',
      each.tube ?? 'T001',
    ].join(','),
  );
  return [natHeader, ...lines, ''].join('\n');
}
