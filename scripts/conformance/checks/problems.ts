import { must, type Requirement } from '../requirement.ts';
import type { Answer } from '../send.ts';

interface Problem {
  readonly type?: unknown;
  readonly title?: unknown;
  readonly status?: unknown;
  readonly detail?: unknown;
  readonly titles?: { readonly zh?: unknown; readonly en?: unknown };
  readonly cure?: { readonly zh?: unknown; readonly en?: unknown };
}

const prefix = 'urn:tongxing:problem:';

/** The code of a problem document; undefined where the body is none. */
export function problemIn(answer: Answer): string | undefined {
  const type = documentIn(answer)?.type;
  return typeof type === 'string' && type.startsWith(prefix) ? type.slice(prefix.length) : undefined;
}

function documentIn({ body }: Answer): Problem | undefined {
  try {
    return JSON.parse(body.toString()) as Problem;
  } catch {
    return undefined;
  }
}

const services = [
  'health-declaration',
  'itinerary-declaration',
  'health-information-query',
  'code-call-application',
  'code-making',
  'code-verification',
  'correction',
];

export const problemRequirements: readonly Requirement[] = [
  {
    id: 'GEN-01',
    level: 'MUST',
    title:
      'A refusal is `application/problem+json` (RFC 9457) with `type`, `title`, `detail` and the status of the answer',
    async check(session) {
      const answer = await session.get('federation/there-is-no-such-thing');
      must(answer.status === 404, `status ${answer.status} for an address that is not there`);
      const type = answer.headers['content-type'] ?? '';
      must(type.startsWith('application/problem+json'), `media type ${type}`);
      const { type: code, title, detail, status } = documentIn(answer) ?? {};
      must(typeof code === 'string' && code.startsWith(prefix), `type ${String(code)}`);
      must(typeof title === 'string' && typeof detail === 'string', 'no title or no detail');
      must(status === answer.status, `status ${String(status)} in the document`);
    },
  },
  {
    id: 'GEN-02',
    level: 'MUST',
    title: 'A problem document says what happened and what to do in Chinese and English: `titles` and `cure`',
    async check(session) {
      const { titles, cure } = documentIn(await session.get('federation/there-is-no-such-thing')) ?? {};
      for (const texts of [titles, cure]) {
        must(typeof texts?.zh === 'string' && /\p{Script=Han}/u.test(texts.zh), 'no Chinese text');
        must(typeof texts.en === 'string' && texts.en !== '', 'no English text');
      }
    },
  },
  {
    id: 'GEN-03',
    level: 'SHOULD',
    title: '`GET openapi.json` names the seven services of GB/T 38963 (`x-gbt-38963-service`), each once',
    async check(session) {
      const answer = await session.get('openapi.json');
      must(answer.status === 200, `status ${answer.status}`);
      const named = [...answer.body.toString().matchAll(/"x-gbt-38963-service":\s*"([^"]*)"/g)].map(([, name]) => name);
      const wrong = services.filter((service) => named.filter((name) => name === service).length !== 1);
      must(wrong.length === 0, `not there exactly once: ${wrong.join(', ')}`);
    },
  },
];
