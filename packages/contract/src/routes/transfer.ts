import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as transfer from '../schemas/transfer.ts';

const tag = 'conversion';
const params = closed({ transferId: Id });

export const applyForTransfer = defineRoute({
  name: 'applyForTransfer',
  method: 'POST',
  path: '/transfers',
  summary: { zh: '申请把码转到居住地社区', en: 'Ask that my code is transferred to the community where I live' },
  tag,
  access: 'citizen',
  body: transfer.TransferApplication,
  status: 201,
  response: transfer.Transfer,
  problems: ['division-unknown', 'transfer-not-guest', 'transfer-too-early', 'transfer-not-green', 'transfer-open'],
});

export const listTransfers = defineRoute({
  name: 'listTransfers',
  method: 'GET',
  path: '/transfers',
  summary: { zh: '我的转入申请', en: 'My transfers' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ transfers: Type.Array(transfer.Transfer) }),
});

export const withdrawTransfer = defineRoute({
  name: 'withdrawTransfer',
  method: 'DELETE',
  path: '/transfers/:transferId',
  summary: { zh: '撤回转入申请', en: 'Withdraw a transfer' },
  tag,
  access: 'citizen',
  params,
  status: 200,
  response: transfer.Transfer,
  problems: ['transfer-closed'],
});

export const listRelocations = defineRoute({
  name: 'listRelocations',
  method: 'GET',
  path: '/relocations',
  summary: { zh: '我的码转到了哪里', en: 'Where my code went' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ relocations: Type.Array(transfer.Relocation) }),
});

export const listTransferCases = defineRoute({
  name: 'listTransferCases',
  method: 'GET',
  path: '/staff/transfers',
  summary: { zh: '待核实的转入申请', en: 'Transfers that wait for the desk, the first due first' },
  tag,
  access: { staff: ['community'], scope: 'own-division', divisionOf: 'each row' },
  status: 200,
  response: closed({ transfers: Type.Array(transfer.TransferCase) }),
});

export const decideTransfer = defineRoute({
  name: 'decideTransfer',
  method: 'POST',
  path: '/staff/transfers/:transferId/decision',
  summary: { zh: '核实转入申请', en: 'Decide a transfer' },
  tag,
  access: { staff: ['community'], scope: 'own-division', divisionOf: 'the transfer' },
  params,
  body: transfer.TransferDecision,
  status: 200,
  response: closed({ decided: Type.Boolean() }),
  problems: ['transfer-closed', 'transfer-not-green'],
});

export const takeTransfer = defineRoute({
  name: 'takeTransfer',
  method: 'POST',
  path: '/federation/transfers',
  summary: { zh: '告知原省份:码已转入本省', en: 'Tell the province of origin that a code is transferred' },
  tag: 'federation',
  access: 'peer',
  body: transfer.PeerTransfer,
  status: 200,
  response: transfer.PeerTransferAnswer,
  problems: ['peer-unknown', 'signature-invalid', 'signature-expired', 'nonce-replayed', 'division-unknown'],
});
