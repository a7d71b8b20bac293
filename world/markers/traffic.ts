import type { Marker } from './forms.ts';

/** What went over the wire between the story's clients and the nodes. */
export interface Traffic {
  /** Every address of a node that was called. */
  readonly urls: readonly string[];
  /** Every problem document that was answered. */
  readonly problems: readonly string[];
  /** Tokens and codes that nodes gave out, or that clients made: only their owners may hold them. */
  readonly secrets: readonly Marker[];
  stop(): void;
}

/** Members that hold a secret of their owner's, in what is sent and in what is answered. */
const secretMembers = new Set(['token', 'authorizationCode', 'codeVerifier', 'enrolmentCode']);

/**
 * Listens at this process's `fetch`, with which all clients of the world speak. What they ask the outside systems' management ports is
 * not a node's affair.
 */
export function recordTraffic(nodes: readonly string[]): Traffic {
  const urls: string[] = [];
  const problems: string[] = [];
  const secrets = new Map<string, Marker>();
  const real = globalThis.fetch;
  const learn = (text: string) => {
    for (const [what, value] of secretsIn(text)) secrets.set(value, { what, value });
  };
  globalThis.fetch = async (target, init) => {
    const url = target instanceof Request ? target.url : String(target);
    if (!nodes.some((node) => url.startsWith(node))) return real(target, init);
    urls.push(url);
    if (typeof init?.body === 'string') learn(init.body);
    const answer = await real(target, init);
    const type = answer.headers.get('content-type') ?? '';
    if (type.includes('json')) {
      const text = await answer.clone().text();
      learn(text);
      if (type.startsWith('application/problem+json')) problems.push(text);
    }
    return answer;
  };
  return {
    urls,
    problems,
    get secrets() {
      return [...secrets.values()];
    },
    stop: () => void (globalThis.fetch = real),
  };
}

function secretsIn(text: string): [string, string][] {
  const found: [string, string][] = [];
  try {
    JSON.parse(text, (name, value: unknown) => {
      if (secretMembers.has(name) && typeof value === 'string' && value.length >= 32) found.push([`a ${name}`, value]);
      return value;
    });
  } catch {
    // No JSON, and so none of ours.
  }
  return found;
}
