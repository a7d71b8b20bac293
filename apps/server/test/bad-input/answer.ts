import { problems, problemTypePrefix, type schemas } from '@tongxing/contract';
import type { LightMyRequestResponse } from 'fastify';

/** Stands in what is sent and must not stand in what is answered. */
export const marker = 'OFFENDING-7261';

const members = ['type', 'title', 'status', 'detail', 'titles', 'cure', 'errors', 'retryAfterSeconds'];
const trace = /\bat .+:\d+:\d+|node:internal|node_modules|\.ts:\d+|Error:/;

/** The code of the problem that was answered, or, in words, why the answer is not what a person is owed. */
export function judge(answer: LightMyRequestResponse, personal: readonly string[]): string {
  const { statusCode, payload, headers } = answer;
  if (statusCode < 400) return `taken: ${statusCode}`;
  if (statusCode > 499) return `status ${statusCode}`;
  if (!/^application\/problem\+json(;|$)/.test(String(headers['content-type']))) return 'another media type';
  if ([marker, '7261', ...personal].some((text) => payload.includes(text))) return 'repeats what was sent';
  if (trace.test(payload)) return 'shows a trace';
  if (payload.length > 8192) return 'long';
  const problem = answer.json<schemas.Problem>();
  if (Object.keys(problem).some((name) => !members.includes(name))) return 'has other members';
  const code = problem.type.replace(problemTypePrefix, '') as keyof typeof problems;
  if (!Object.hasOwn(problems, code)) return `unknown type ${problem.type}`;
  if (problems[code].status !== problem.status || problem.status !== statusCode) return 'another status';
  if (problem.title === '' || problem.detail === '') return 'no title or detail';
  const chinese = [problem.titles.zh, problem.cure.zh].every((words) => /\p{Script=Han}/u.test(words));
  const english = [problem.titles.en, problem.cure.en].every((words) => /^[A-Z][ -~]+$/.test(words));
  return chinese && english ? code : 'not in both languages';
}
