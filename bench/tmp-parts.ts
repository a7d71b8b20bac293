import { createPublicKey, verify } from 'node:crypto';
import { decodeCode, verifyCode, prepareStrip, presentStrip, DEFAULT_RULES, createStatusBits, getStatus } from '@tongxing/codec';
import { createVerifier, importPoint } from '@tongxing/server';
import { createKeyPair, createTrustList, greenClaims, LIST_SIZE, LIST_URI, NOW, signWith } from './province.ts';
const n = 2048, issuer = createKeyPair();
const ps = await Promise.all(Array.from({length:n}, async (_, i) => { const h = createKeyPair(); const p = prepareStrip(greenClaims(h.publicKey, i), {suite:'ES256', kid: issuer.kid}); const t = await presentStrip(p.finish(signWith(issuer, p.toBeSigned)), NOW, m => signWith(h, m)); return {t, d: decodeCode(t) as any, der: h.publicObject.export({format:'der',type:'spki'}), jwk: h.publicObject.export({format:'jwk'})}; }));
const lists = new Map([[LIST_URI, createStatusBits(LIST_SIZE, 2)]]);
const ctx: any = { now: NOW, division: '370102', trustList: createTrustList(issuer), statusOf: (u: string, i: number) => ({status: getStatus(lists.get(u)!, i), asOf: NOW-300, expiresAt: NOW+80000}), rules: DEFAULT_RULES };
const stub: any = { suites: ['ES256'], verify: () => true };
const v = createVerifier();
const parts: Record<string, (p: any) => any> = {
  decodeCode: p => decodeCode(p.t),
  stubVerify: p => verifyCode(p.t, ctx, stub),
  importPoint: p => importPoint(p.d.holder.x, p.d.holder.y),
  importDer: p => createPublicKey({key: p.der, format: 'der', type: 'spki'}),
  importJwk: p => createPublicKey({key: p.jwk, format: 'jwk'}),
  importRaw: p => createPublicKey({key: p.der.subarray(26), format: 'raw-public' as any, asymmetricKeyType: 'ec', namedCurve: 'P-256'} as any),
  twoVerifier: p => { v.verify(ctx.trustList.nodes[14].keys[1], p.d.strip.toBeSigned, p.d.strip.signature); v.verify(p.d.holder, p.d.toBeSigned, p.d.signature); },
  baseline: p => { const k = createPublicKey({key: p.der, format: 'der', type: 'spki'}); verify('sha256', p.d.strip.toBeSigned, {key: issuer.publicObject, dsaEncoding:'ieee-p1363'}, p.d.strip.signature); verify('sha256', p.d.toBeSigned, {key: k, dsaEncoding:'ieee-p1363'}, p.d.signature); },
  full: p => verifyCode(p.t, ctx, v),
};
const acc: Record<string, number[]> = {};
for (let r = 0; r < 14; r++) for (let f = 0; f < n; f += 128) for (const [k, fn] of Object.entries(parts)) { const c = process.cpuUsage(); for (let i = f; i < f + 128; i++) await fn(ps[i]); const d = process.cpuUsage(c); ((acc[k] ??= [])[r] ??= 0); acc[k]![r]! += (d.user + d.system) / n; }
for (const [k, a] of Object.entries(acc)) console.log(k.padEnd(14), a.map(x => x.toFixed(1)).join(' '));
