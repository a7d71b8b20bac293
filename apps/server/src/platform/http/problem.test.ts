import { problems, schemas } from '@tongxing/contract';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../refusal.ts';
import { toProblem } from './problem.ts';

describe('a problem document (RFC 9457)', () => {
  it.each(Object.keys(problems))('for %s has its type, its status, and title and cure in both languages', (code) => {
    const problem = toProblem(new Refusal(code as keyof typeof problems), 'incident', undefined);
    expect(Value.Check(schemas.Problem, problem)).toBe(true);
    expect(problem.type).toBe(`urn:tongxing:problem:${code}`);
    expect(problem.status).toBeGreaterThanOrEqual(400);
    for (const words of [problem.title, problem.titles.zh, problem.cure.zh]) expect(words).toMatch(/\p{Script=Han}/u);
    for (const words of [problem.titles.en, problem.cure.en]) expect(words).toMatch(/^[A-Z][ -~]+$/);
  });

  it.each([
    ['an error with a message', new Error('duplicate key (phone)=(15400000001)')],
    ['a text', 'secret'],
    ['nothing', undefined],
    ['null', null],
    ['an object with a status of its own', { statusCode: 418, message: 'secret' }],
    ['an error of the database', Object.assign(new Error('secret'), { code: '23505', detail: 'secret' })],
  ])('for what nobody foresaw is a 500 with a number and no detail: %s', (_what, error) => {
    const problem = toProblem(error, '019aa2f4-7c1e-7000-8000-000000000001', 'en');
    expect(problem).toMatchObject({
      status: 500,
      type: 'urn:tongxing:problem:internal',
      instance: '019aa2f4-7c1e-7000-8000-000000000001',
    });
    expect(JSON.stringify(problem)).not.toMatch(/secret|15400000001|duplicate/);
  });

  it('that was foreseen has no number, and says when to come back', () => {
    const problem = toProblem(new Refusal('phone-code-too-soon', { retryAfterSeconds: 60 }), 'incident', 'zh-CN');
    expect(problem).not.toHaveProperty('instance');
    expect(problem.retryAfterSeconds).toBe(60);
    expect(problem.title).toBe(problems['phone-code-too-soon'].zh.title);
  });

  it('names at most twenty places', () => {
    const errors = Array.from({ length: 50 }, (_, at) => ({ path: `/body/stays/${at}`, rule: 'instant' }));
    expect(toProblem(new Refusal('stay-invalid', { errors }), 'incident', 'en').errors).toHaveLength(20);
  });
});
