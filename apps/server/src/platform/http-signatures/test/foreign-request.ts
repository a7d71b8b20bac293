import { verifyRequest, type Fields } from '../index.ts';
import { digestField, knows, makeKey } from './peers.ts';

export const peer = makeKey('0011223344556677');
export const stranger = makeKey('8899aabbccddeeff');
export const method = 'POST';
export const targetUri = 'https://node.sd.example/federation/attestations';
export const body = Buffer.from('{"requestId":"x"}');
export const created = 1_795_478_400;
export const now = new Date((created + 10) * 1000);
export const nonce = 'n0nce-n0nce-n0nce-n0nce';
export const refused = { name: 'Refusal', code: 'signature-invalid' };

export const lines: Readonly<Record<string, string>> = {
  '"@method"': method,
  '"@target-uri"': targetUri,
  '"content-digest"': digestField(body),
  '"@authority"': 'node.sd.example',
};
/** Components that stand for nothing, with the value that a careless reader would give them. */
export const oddities: Readonly<Record<string, string>> = {
  '"@method";key="a"': method,
  '"@method";req': method,
  '"@method";tr': method,
  '"content-digest";sf': digestField(body),
  '"content-digest";key="sha-512"': '',
  '"@status"': '200',
  '"@query-param";name="x"': '',
  '"x-absent"': 'undefined',
  '"constructor"': String(Object),
  '"x-broken"': 'a\n"@method": GET',
  '"x-wide"': '通行',
  token: 'undefined',
};
const parameters: Readonly<Record<string, string>> = {
  created: String(created),
  expires: String(created + 300),
  nonce: `"${nonce}"`,
  keyid: `"${peer.kid}"`,
  alg: '"ecdsa-p256-sha256"',
  tag: '"tongxing"',
};

export interface Foreign {
  readonly label?: string;
  readonly components?: readonly string[];
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  readonly order?: readonly string[];
}

/** A signed request as another implementation may make it: its base is written here, line by line, not by our code. */
export function foreign(form: Foreign = {}): Record<string, string> {
  const { label = 'sig1', components = ['"@method"', '"@target-uri"', '"content-digest"'] } = form;
  const all: Record<string, string | undefined> = { ...parameters, ...form.parameters };
  const names = form.order ?? Object.keys(all);
  const suffix = names.flatMap((name) => (all[name] === undefined ? [] : [`;${name}=${all[name]}`])).join('');
  const input = `(${components.join(' ')})${suffix}`;
  const values = { ...lines, ...oddities };
  const base = [...components.map((name) => `${name}: ${values[name] ?? ''}`), `"@signature-params": ${input}`];
  return {
    'content-digest': digestField(body),
    'signature-input': `${label}=${input}`,
    signature: `${label}=:${peer.signText(base.join('\n'))}:`,
  };
}

export function check(
  headers: Fields,
  change: { method?: string; targetUri?: string; body?: Buffer; now?: Date } = {},
) {
  const { now: at = now, ...request } = change;
  return verifyRequest({ method, targetUri, body, headers, ...request }, { keyFor: knows(peer), now: at });
}
