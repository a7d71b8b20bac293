// A gate in one file: node client.mjs <base-url> <state.json> enrol <enrolment code>
//                     node client.mjs <base-url> <state.json> ask   < one JSON document a line: { text, document?, temperature? }
// What it prints for each line is the answer of the node; a gate opens where `open` is true and nowhere else. See ../gate.md.
import { createHash, createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [baseUrl = '', file = '', command = '', enrolmentCode = ''] = process.argv.slice(2);
const base = baseUrl.replace(/\/$/, '');

/** Makes the key of this device and has it enrolled. A real gate makes it in a secure element and never writes it down. */
async function enrol() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const answer = await fetch(`${base}/checkpoint/devices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ enrolmentCode, publicKey: { suite: 'ES256', x, y } }),
  });
  if (answer.status !== 201) throw new Error(await answer.text());
  const { deviceId } = await answer.json();
  writeFileSync(file, JSON.stringify({ deviceId, key: privateKey.export({ format: 'jwk' }) }), { mode: 0o600 });
}

/** Asks about one person. Sent again with the same scanId where no answer came; signed anew each time. */
async function ask({ deviceId, key }, seen) {
  const body = JSON.stringify({ scanId: randomUUID(), ...seen });
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send(deviceId, key, body).catch((error) => (attempt < 3 ? undefined : Promise.reject(error)));
    if (answer?.status === 200) return answer.json();
    // A refusal does not get better by asking again.
    if (answer !== undefined && answer.status < 500) throw new Error(await answer.text());
    if (attempt === 3) throw new Error(await answer.text());
  }
}

function send(deviceId, key, body) {
  const url = `${base}/checkpoint/gate-checks`;
  const now = Math.floor(Date.now() / 1000);
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  const input =
    `("@method" "@target-uri" "content-digest");created=${now};expires=${now + 60};nonce="${randomUUID()}"` +
    `;keyid="${deviceId}";alg="ecdsa-p256-sha256";tag="tongxing"`;
  const signed = [
    '"@method": POST',
    `"@target-uri": ${url}`,
    `"content-digest": ${digest}`,
    `"@signature-params": ${input}`,
  ].join('\n');
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64');
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-digest': digest,
      'signature-input': `sig1=${input}`,
      signature: `sig1=:${signature}:`,
    },
    body,
    signal: AbortSignal.timeout(3000),
  });
}

if (command === 'enrol') {
  await enrol();
} else {
  const { deviceId, key } = JSON.parse(readFileSync(file, 'utf8'));
  const device = { deviceId, key: createPrivateKey({ key, format: 'jwk' }) };
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await ask(device, JSON.parse(line))));
  }
}
