import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeal } from '../../platform/seal.ts';
import { readTicket, writeTicket } from './ticket.ts';

const node = { seal: createSeal(new Map([[1, randomBytes(32)]]), randomBytes(32)) };
const otherNode = { seal: createSeal(new Map([[1, randomBytes(32)]]), randomBytes(32)) };
const she = '019aa2f4-7c1e-7000-8000-000000000001';
const he = '019aa2f4-7c1e-7000-8000-000000000002';
const now = new Date('2026-11-24T09:00:00+08:00');
const ticket = { place: 4711, notBefore: new Date(now.getTime() + 60_000), expires: new Date(now.getTime() + 120_000) };
const text = writeTicket(node, she, ticket);

describe('a ticket', () => {
  it('is read by the node that wrote it, for the person it was given to', () => {
    expect(readTicket(node, she, text, now)).toEqual(ticket);
    expect(text).toMatch(/^[A-Za-z0-9_-]{76}$/);
  });

  it('is none for anybody else, at another node, or once it has expired', () => {
    expect(readTicket(node, he, text, now)).toBeUndefined();
    expect(readTicket(otherNode, she, text, now)).toBeUndefined();
    expect(readTicket(node, she, text, new Date(ticket.expires.getTime() - 1))).toEqual(ticket);
    expect(readTicket(node, she, text, ticket.expires)).toBeUndefined();
  });

  it('with any byte changed is none: nobody moves herself forward', () => {
    const bytes = Buffer.from(text, 'base64url');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const forged = Buffer.from(bytes);
        forged.writeUInt8((forged[at] ?? 0) ^ change, at);
        expect(readTicket(node, she, forged.toString('base64url'), now)).toBeUndefined();
      }),
    );
  });

  it('that is anything at all is none, and harms nobody', () => {
    fc.assert(fc.property(fc.string(), (any) => readTicket(node, she, any, now) === undefined));
    expect(readTicket(node, she, `${text}=`, now)).toBeUndefined();
    expect(readTicket(node, she, `${text}AA`, now)).toBeUndefined();
  });

  it('says nothing of whose it is', () => {
    const bytes = Buffer.from(text, 'base64url');
    const other = Buffer.from(writeTicket(node, he, ticket), 'base64url');
    expect(bytes.subarray(0, 25)).toEqual(other.subarray(0, 25));
    expect(bytes.subarray(25)).not.toEqual(other.subarray(25));
  });
});
