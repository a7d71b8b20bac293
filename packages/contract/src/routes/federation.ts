import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Division, Id, Instant, closed } from '../schemas/basics.ts';
import * as federation from '../schemas/federation.ts';

const tag = 'federation';

export const getTrustList = defineRoute({
  name: 'getTrustList',
  method: 'GET',
  path: '/federation/trust-list',
  summary: { zh: '信任列表', en: 'The trust list' },
  tag,
  access: 'public',
  status: 200,
  response: { mediaType: 'application/cose; cose-type="cose-sign"' },
});

export const listPeers = defineRoute({
  name: 'listPeers',
  method: 'GET',
  path: '/federation/peers',
  summary: { zh: '本省认可的其他省份节点', en: 'The nodes of other provinces that this one recognises' },
  tag,
  access: 'public',
  status: 200,
  response: closed({ peers: Type.Array(federation.Peer) }),
  maxAgeSeconds: 60,
});

export const attest = defineRoute({
  name: 'attest',
  method: 'POST',
  path: '/federation/attestations',
  summary: { zh: '请求原籍省份的签名证明', en: "Ask a person's own province for a signed attestation" },
  tag,
  access: 'peer',
  body: federation.AttestationRequest,
  bodyLimit: 1_000_000,
  status: 200,
  response: federation.AttestationResponse,
  problems: ['peer-unknown', 'signature-invalid', 'signature-expired', 'nonce-replayed'],
});

export const listAttestationRequests = defineRoute({
  name: 'listAttestationRequests',
  method: 'GET',
  path: '/me/attestation-requests',
  summary: { zh: '哪些省份查询过我', en: 'Which provinces asked about me' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({
    requests: Type.Array(
      closed({
        requestId: Id,
        peer: Division,
        askedAt: Instant,
        purpose: Type.String(),
        consentGrade: Type.String(),
        match: Type.String(),
      }),
    ),
  }),
});

export const tellStatusLists = defineRoute({
  name: 'tellStatusLists',
  method: 'POST',
  path: '/federation/status-lists',
  summary: {
    zh: '把本省的状态列表交给其他省份的节点',
    en: 'Hand the status lists of this province to the node of another one',
  },
  tag,
  access: 'peer',
  body: federation.StatusListsQuestion,
  bodyLimit: 600_000,
  status: 200,
  response: federation.StatusListsAnswer,
  problems: ['peer-unknown', 'signature-invalid', 'signature-expired', 'nonce-replayed'],
});
