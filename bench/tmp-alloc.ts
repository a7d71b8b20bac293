import { createPublicKey, verify } from 'node:crypto';
import { decodeCode, verifyCode, prepareStrip, presentStrip, DEFAULT_RULES, createStatusBits, getStatus } from '@tongxing/codec';
import { createVerifier, importPoint } from '@tongxing/server';
import { createKeyPair, createTrustList, greenClaims, LIST_SIZE, LIST_URI, NOW, signWith } from './province.ts';
const n = 512, issuer = createKeyPair();
const ps = await Promise.all(Array.from({length:n}, async (_, i) => { const h = createKeyPair(); const p = prepareStrip(greenClaims(h.publicKey, i), {suite:'ES256', kid: issuer.kid}); const t = await presentStrip(p.finish(signWith(issuer, p.toBeSigned)), NOW, m => signWith(h, m)); return {t, h, d: decodeCode(t) as any, der: h.publicObject.export({format:'der',type:'spki'}), jwk: h.publicObject.export({format:'jwk'})}; }));
const lists = new Map([[LIST_URI, createStatusBits(LIST_SIZE, 2)]]);
const ctx: any = { now: NOW, division: '370102', trustList: createTrustList(issuer), statusOf: (u: string, i: number) => ({status: getStatus(lists.get(u)!, i), asOf: NOW-300, expiresAt: NOW+80000}), rules: DEFAULT_RULES };
const stub: any = { suites: ['ES256'], verify: () => true };
const v = createVerifier();
const parts: Record<string, (p: any, i: number) => any> = {
  decodeCode: p => decodeCode(p.t),
  stubVerify: p => verifyCode(p.t, ctx, stub),
  importPoint: p => importPoint(p.d.holder.x, p.d.holder.y),
  importDer: p => createPublicKey({key: p.der, format: 'der', type: 'spki'}),
  twoVerifier: p => { v.verify(ctx.trustList.nodes[14].keys[1], p.d.strip.toBeSigned, p.d.strip.signature); v.verify(p.d.holder, p.d.toBeSigned, p.d.signature); },
  baseline: p => { const k = createPublicKey({key: p.der, format: 'der', type: 'spki'}); verify('sha256', p.d.strip.toBeSigned, {key: issuer.publicObject, dsaEncoding:'ieee-p1363'}, p.d.strip.signature); verify('sha256', p.d.toBeSigned, {key: k, dsaEncoding:'ieee-p1363'}, p.d.signature); },
  full: p => verifyCode(p.t, ctx, v),
  prepare: (p, i) => prepareStrip(greenClaims(p.h.publicKey, i), {suite:'ES256', kid: issuer.kid}),
  prepareFinish: (p, i) => prepareStrip(greenClaims(p.h.publicKey, i), {suite:'ES256', kid: issuer.kid}).finish(p.d.signature),
  claims: (p, i) => greenClaims(p.h.publicKey, i),
  sign: p => signWith(issuer, p.d.toBeSigned),
};
for (const [k, fn] of Object.entries(parts)) { for (let w = 0; w < 12; w++) for (const [i, p] of ps.entries()) await fn(p, i); (globalThis as any).gc(); const c = process.cpuUsage(); const b = process.memoryUsage(); for (let i = 0; i < n; i++) await fn(ps[i], i); const d = process.cpuUsage(c), e = process.memoryUsage(); console.log(k.padEnd(14), ((d.user+d.system)/n).toFixed(1), 'us', ((e.heapUsed-b.heapUsed)/n).toFixed(0), 'B heap', ((e.external-b.external)/n).toFixed(0), 'B ext'); }
